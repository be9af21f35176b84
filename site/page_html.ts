import { tex } from "@mdit/plugin-tex";
import katex from "katex";
import MarkdownIt from "markdown-it";
import { codeBox } from "./highlight.ts";
import { markRoles } from "./markdown_rules.ts";
import { displayedEquation, inlineFormula } from "./mathematics.ts";
import { escapeHtml } from "./prose.ts";
import type { PageRenderer, Renderers } from "./renderer.ts";
import { harmlessHtml } from "./sanitize.ts";
import { slugger } from "./slugs.ts";

/** What stands between Markdown and its HTML: trusted parts that are put in at the end. */
interface Held {
  /** Nobody can guess it, so no text can pass for a hole. */
  readonly mark: string;
  readonly parts: { readonly html: Promise<string>; readonly words: string }[];
}

/** What is drawn differently for the reader and for the search. */
interface Look {
  readonly formula: (source: string, isDisplayed: boolean) => string;
  readonly code: (source: string, info: string) => Promise<string>;
}

const looks = {
  page: {
    formula: (source, isDisplayed) =>
      isDisplayed ? displayedEquation(source, katex) : inlineFormula(source, katex),
    code: codeBox,
  },
  search: {
    formula: () => " ",
    code: (source) => Promise.resolve(`<pre><code>${escapeHtml(source)}</code></pre>`),
  },
} satisfies Record<string, Look>;

/** The renderers of the site: markdown-it, KaTeX, Shiki, and a sanitizer before both of the latter. */
export const renderers: Renderers = {
  page: () => pageRenderer(looks.page),
  search: () => pageRenderer(looks.search),
};

function pageRenderer(look: Look): PageRenderer {
  const slugOf = slugger();
  const markdownIt = markdownOf(look);
  const prose = async (markdown: string) => {
    const held: Held = { mark: crypto.randomUUID(), parts: [] };
    const html = markdownIt.render(markdown, held);
    const filling = await Promise.all(held.parts.map((part) => part.html));
    const holes = {
      pattern: new RegExp(`\uE000${held.mark}-(\\d+)\uE001`, "g"),
      fill: (which: number) => filling[which]!,
      words: (which: number) => held.parts[which]!.words,
    };
    return harmlessHtml(html, holes, slugOf);
  };
  return { prose, code: (source) => look.code(source, "ts") };
}

function hold(held: Held, html: Promise<string>, words: string): string {
  held.parts.push({ html, words });
  return `\uE000${held.mark}-${held.parts.length - 1}\uE001`;
}

/** CommonMark with tables and mathematics, and nothing else: no includes, no attributes, no templates. */
function markdownOf({ formula, code }: Look): MarkdownIt {
  const markdownIt = new MarkdownIt({ html: true });
  markdownIt.use(tex, {
    render: (source: string, isDisplayed: boolean, held: Held) =>
      hold(held, Promise.resolve(formula(source, isDisplayed)), `$${source}$`),
  });
  markdownIt.core.ruler.push("paragraph_roles", markRoles);
  markdownIt.renderer.rules.fence = (tokens, index, _options, held: Held) => {
    const { content, info } = tokens[index]!;
    return `${hold(held, code(content, info), "")}\n`;
  };
  return markdownIt;
}
