import type { Chapter } from "../notebooks/catalogue.ts";
import { type Notebook, textOf } from "../tools/notebook/format.ts";
import { mapSegments, segments } from "./prose.ts";
import { slug } from "./slugs.ts";

/** A chapter whose notebook is there. */
export interface WrittenChapter {
  readonly chapter: Chapter;
  readonly notebook: Notebook;
}

/** Equation tag → stem of the chapter where it stands, e.g. `ELBO-4` → `02-elbo`. */
export type EquationIndex = ReadonlyMap<string, string>;

/** A fault that an author must mend; the message says where and how. */
export class BookError extends Error {
  override readonly name = "BookError";
}

const tagPattern = /\\tag\{([^}]*)\}/g;
const referencePattern = /(?<![\w-])[A-Z][A-Z0-9]{1,7}-\d+(?![\w-])/g;

/** The anchor of an equation: `ELBO-4` → `eq-elbo-4`. */
export function equationAnchor(tag: string): string {
  return `eq-${tag.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`;
}

/** The tags in a piece of TeX, in order. */
export function tagsOf(tex: string): readonly string[] {
  return [...tex.matchAll(tagPattern)].map((match) => match[1]!);
}

/**
 * Finds every numbered equation.
 *
 * @throws {BookError} when two equations carry the same tag
 */
export function indexEquations(written: readonly WrittenChapter[]): EquationIndex {
  const index = new Map<string, string>();
  for (const { chapter, notebook } of written) {
    const mathematics = notebook.cells.filter((cell) => cell.cell_type === "markdown")
      .flatMap((cell) => segments(textOf(cell.source))).filter(({ kind }) => kind === "math");
    for (const tag of mathematics.flatMap(({ source }) => tagsOf(source))) {
      const earlier = index.get(tag);
      if (earlier !== undefined) {
        throw new BookError(
          `Cannot number the equations: \\tag{${tag}} stands in ${earlier} and again in ` +
            `${chapter.slug}, expected each tag once`,
        );
      }
      index.set(tag, chapter.slug);
    }
  }
  return index;
}

/** Turns every mention of a known equation in words, such as "(ELBO-4)", into a link. */
export function linkReferences(
  markdown: string,
  index: EquationIndex,
  here: string,
): string {
  const link = (tag: string) => {
    const target = index.get(tag);
    if (target === undefined) return tag; // a chapter to come, or a name like CUDA-12
    return `[${tag}](${target === here ? "" : `./${target}.html`}#${equationAnchor(tag)})`;
  };
  return mapSegments(markdown, {
    text: (words) => words.replaceAll(referencePattern, link),
  });
}

/** Leaves out the authors' own `<a id="eq-…"></a>`: the site puts the anchor on the equation. */
export function withoutEquationAnchors(
  markdown: string,
  index: EquationIndex,
): string {
  const own = new Set([...index.keys()].map(equationAnchor));
  return markdown.replaceAll(
    /<a (?:id|name)="([^"]+)">\s*<\/a>[ \t]*(?:\n(?=\s*\$\$))?/g,
    (anchor, id) => own.has(id) ? "" : anchor,
  );
}

/**
 * Makes links between notebooks links between pages. Other files of the repository are not on the
 * site: their links become plain words.
 *
 * @throws {BookError} for a link to a notebook that is not there
 */
export function rewriteLinks(
  markdown: string,
  stems: ReadonlySet<string>,
  here: string,
): string {
  return mapSegments(markdown, {
    link: (link) => {
      const [, words, target] = /^(!?\[[\s\S]*\])\(([^()\s]*)/.exec(link) ?? [];
      if (words === undefined || target === undefined) return link;
      if (/^(?:[a-z]+:|#|\/\/)/i.test(target)) return link;
      const notebook = /^(?:\.\/)?([^/#]+)\.ipynb(#.*)?$/.exec(target);
      if (notebook === null) {
        return words.startsWith("!") ? link : words.slice(1, -1);
      }
      const [, name = "", fragment = ""] = notebook;
      if (!stems.has(name)) {
        throw new BookError(
          `Dead link in ${here}: ${link} leads to ${name}.ipynb, which is not there; ` +
            "name a chapter that is not written yet in words, without a link",
        );
      }
      return `${words}(${name === here ? "" : `./${name}.html`}${headingFragment(fragment)})`;
    },
  });
}

/** `#Where-we-are`, as JupyterLab names a heading, → `#where-we-are`, as the site does. */
function headingFragment(fragment: string): string {
  if (fragment === "" || fragment.startsWith("#eq-")) return fragment;
  return `#${slug(decodeURIComponent(fragment.slice(1)))}`;
}
