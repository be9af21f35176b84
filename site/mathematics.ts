import { equationAnchor, tagsOf } from "./equations.ts";
import { escapeHtml } from "./prose.ts";

/** What is needed of KaTeX; handed in, so that style sheet and renderer are of one version. */
export interface TexRenderer {
  renderToString(
    tex: string,
    options: Readonly<Record<string, unknown>>,
  ): string;
}

/** Renders a formula within a line. */
export function inlineFormula(tex: string, katex: TexRenderer): string {
  return typeset(tex, false, katex);
}

/**
 * Renders a displayed equation. A single `\tag` becomes a link to the equation that stands beside
 * it, so that it never covers a long formula on a phone.
 */
export function displayedEquation(tex: string, katex: TexRenderer): string {
  const tags = tagsOf(tex);
  const [tag] = tags;
  if (tag === undefined) return equationBox(typeset(tex, true, katex), "");
  if (tags.length > 1) {
    const anchors = tags.map((each) => `<span id="${equationAnchor(each)}"></span>`).join("");
    return anchors + equationBox(typeset(tex, true, katex), "");
  }
  const anchor = equationAnchor(tag);
  const link = `<a class="equation-tag" href="#${anchor}" aria-label="Equation ${
    escapeHtml(tag)
  }">(${escapeHtml(tag)})</a>`;
  const untagged = tex.replace(/\\tag\{[^}]*\}/, "");
  return equationBox(typeset(untagged, true, katex), ` id="${anchor}"`, link);
}

function equationBox(html: string, attributes: string, link = ""): string {
  return `<div class="equation"${attributes}><div class="equation-body scroll">${html}</div>` +
    `${link}</div>`;
}

function typeset(
  tex: string,
  displayMode: boolean,
  katex: TexRenderer,
): string {
  try {
    return katex.renderToString(tex.trim(), {
      displayMode,
      output: "htmlAndMathml",
      throwOnError: true,
      strict: "ignore",
      trust: false, // no links, pictures, classes, styles from within a formula
      maxSize: 100, // em
    });
  } catch (error) {
    throw new TypeError(
      `Cannot typeset ${tex.trim()}: ${(error as Error).message}`,
    );
  }
}
