import { tex } from "@mdit/plugin-tex";
import { displayedEquation, inlineFormula, type TexRenderer } from "./mathematics.ts";

/** What is needed of markdown-it, as VitePress hands it over. */
// deno-lint-ignore no-explicit-any -- VitePress bundles markdown-it and its types
type MarkdownIt = any;

/** Paragraphs with a rôle, told by the bold words that they begin with. */
const roles: readonly { readonly begins: RegExp; readonly role: string }[] = [
  { begins: /^what to see/i, role: "what-to-see" },
  { begins: /^(?:its|the) limits?\b/i, role: "its-limit" },
  { begins: /guess|before you (?:run|look|read)/i, role: "guess" },
];

/** Mathematics and the rôles of paragraphs, as plug-ins of VitePress' Markdown. */
export function addRules(md: MarkdownIt, katex: TexRenderer): void {
  md.use(tex, {
    render: (
      formula: string,
      isDisplayed: boolean,
      env: { readonly forSearch?: boolean },
    ) => {
      if (env?.forSearch === true) return " ";
      return isDisplayed ? displayedEquation(formula, katex) : inlineFormula(formula, katex);
    },
  });
  md.core.ruler.push("paragraph_roles", markRoles);
}

interface Token {
  readonly type: string;
  readonly content: string;
  readonly children: readonly Token[] | null;
  attrJoin(name: string, value: string): void;
}

function markRoles(state: { readonly tokens: readonly Token[] }): void {
  for (const [i, token] of state.tokens.entries()) {
    const [first, second] = (state.tokens[i + 1]?.children ?? []).filter((each) =>
      each.type !== "text" || each.content !== ""
    );
    if (token.type !== "paragraph_open" || first?.type !== "strong_open") {
      continue;
    }
    const found = roles.find(({ begins }) => begins.test(second?.content ?? ""));
    if (found !== undefined) token.attrJoin("class", found.role);
  }
}
