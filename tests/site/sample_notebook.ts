import type { Cell, Output } from "../../tools/notebook/format.ts";
import type { Renderers } from "../../site/renderer.ts";

let made = 0;

/** Renders nothing: pages show their Markdown and code as they are. */
const asItIs = () => ({
  prose: (markdown: string) => Promise.resolve(markdown),
  code: (source: string) => Promise.resolve(`<pre>${source}</pre>`),
});

/** In place of markdown-it, KaTeX, Shiki and the sanitizer, which the site alone has. */
export const plainly: Renderers = { page: asItIs, search: asItIs };

/** A Markdown cell. */
export function words(source: string, ...tags: string[]): Cell {
  return {
    cell_type: "markdown",
    id: `cell-${++made}`,
    source,
    metadata: tags.length === 0 ? {} : { tags },
  };
}

/** A code cell. */
export function code(
  source: string,
  outputs: readonly Output[] = [],
  ...tags: string[]
): Cell {
  return {
    cell_type: "code",
    id: `cell-${++made}`,
    source,
    outputs,
    metadata: tags.length === 0 ? {} : { tags },
  };
}

/** An output that shows something. */
export function shown(
  data: { readonly [mime: string]: unknown },
  metadata: { readonly [key: string]: unknown } = {},
): Output {
  return { output_type: "display_data", data, metadata };
}

/** A result as `lib/notebook` stores it. */
export function resultOutput(
  name: string,
  value: number,
  text: string,
  unit: string,
): Output {
  return shown({
    "application/vnd.elbo-to-sac.result+json": { name, value, unit, words: `the ${name}` },
    "text/plain": unit === "1" ? `the ${name}: ${text}` : `the ${name}: ${text} ${unit}`,
    "text/markdown": `the ${name}: **${text}**`,
  });
}

/** A notebook's text. */
export function notebookText(...cells: readonly Cell[]): string {
  return JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells,
  });
}
