import type { Chapter } from "../notebooks/catalogue.ts";
import { escapeHtml } from "./prose.ts";
import type { Page } from "./page.ts";
import type { Renderers } from "./renderer.ts";

/** The test that holds a number of a chapter. */
export interface Pin {
  readonly name: string;
  /** The call, as it stands in the test. */
  readonly source: string;
  /** Where it stands, `tests/notebooks/02-elbo/numbers.test.ts:34`. */
  readonly place: string;
}

/**
 * Finds the pins in a test file's text: `pin("02", "log-evidence", …)`, to its closing parenthesis.
 *
 * @param path what the file is called in the project
 */
export function pinsIn(text: string, path: string): readonly Pin[] {
  return [...text.matchAll(/^[ \t]*pin\(\s*"[^"]+",\s*"([^"]+)"/gm)].map((match) => {
    const line = text.slice(0, match.index).split("\n").length;
    return {
      name: match[1]!,
      source: text.slice(match.index, endOfCall(text, match.index)),
      place: `${path}:${line}`,
    };
  });
}

/** The place behind the parenthesis that closes the first one; texts may hold others. */
function endOfCall(text: string, start: number): number {
  const token = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|\/\/.*|[()]/g;
  token.lastIndex = start;
  let depth = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    if (match[0] === "(") depth++;
    if (match[0] === ")" && --depth === 0) return match.index + 1;
  }
  return text.length;
}

/** The name of the page with a chapter's pins. */
export function pinsPageName(chapter: Chapter): string {
  return `pins-${chapter.number}`;
}

/** Where a result's pin stands on the site, seen from another page. */
export function pinAddress(chapter: Chapter, name: string): string {
  return `./${pinsPageName(chapter)}.html#pin-${name}`;
}

/** All tests of a chapter's numbers on one page: what is expected, how near, and why. */
export async function pinsPage(
  chapter: Chapter,
  pins: readonly Pin[],
  renderers: Renderers,
): Promise<Page> {
  const renderer = renderers.page();
  const boxes = await Promise.all(
    pins.map(async (pin) =>
      `<section class="pin-box" id="pin-${escapeHtml(pin.name)}"><h2>${escapeHtml(pin.name)}</h2>` +
      `<p class="pin-place">${escapeHtml(pin.place)}</p>${await renderer.code(pin.source.trim())}` +
      `</section>`
    ),
  );
  const html = `<h1>The numbers of chapter ${chapter.number}</h1><p>Each number that ` +
    `<a href="./${chapter.slug}.html">${escapeHtml(chapter.title)}</a> shows is held by a test. ` +
    `Its expected value comes from somewhere else than the chapter; how near it must be, and why, ` +
    `stands behind it.</p>${boxes.join("\n")}`;
  return {
    name: pinsPageName(chapter),
    front: {
      title: `The numbers of chapter ${chapter.number}`,
      outline: false,
      prev: false,
      next: false,
    },
    html,
    searched: "",
    assets: [],
  };
}
