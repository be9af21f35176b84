import { figureOutput } from "./figure_output.ts";
import type { LiveFiles, LiveName } from "./live_bundle.ts";
import { type Output, type Text, textOf } from "../tools/notebook/format.ts";
import { escapeHtml, guardProse } from "./prose.ts";
import type { Asset, FigureCounter, Rendered } from "./rendered.ts";
import type { PageRenderer } from "./renderer.ts";
import { isResult, resultHtml } from "./result_output.ts";

// deno-lint-ignore no-control-regex -- the escape character is what is looked for
const ansiCodes = /\x1b\[[0-9;?]*[A-Za-z]/g;

/**
 * Turns the saved outputs of a cell into HTML, in order.
 *
 * @param pinned the address of the test that holds a result
 * @param live the explorables there are
 */
export async function renderOutputs(
  outputs: readonly Output[],
  figures: FigureCounter,
  renderer: PageRenderer,
  pinned: (name: string) => string | undefined = () => undefined,
  live: ReadonlyMap<LiveName, LiveFiles> = new Map(),
): Promise<Rendered> {
  const blocks: string[] = [];
  const assets: Asset[] = [];
  for (const output of mergeStreams(outputs)) {
    const rendered = "image/png" in (output.data ?? {}) && !isResult(output)
      ? await figureOutput(output, figures, live)
      : await renderOutput(output, renderer, pinned);
    if (rendered.html !== "") blocks.push(rendered.html);
    assets.push(...rendered.assets);
  }
  if (blocks.length === 0) return { html: "", assets };
  return { html: `<div class="outputs">${blocks.join("")}</div>`, assets };
}

/** Hundreds of `console.log` are hundreds of outputs: neighbours of one stream become one. */
export function mergeStreams(outputs: readonly Output[]): readonly Output[] {
  const merged: Output[] = [];
  for (const output of outputs) {
    const last = merged.at(-1);
    const together = output.output_type === "stream" &&
      last?.output_type === "stream" &&
      last.name === output.name;
    if (!together) merged.push(output);
    else {merged.splice(-1, 1, {
        ...last,
        text: textOf(last.text) + textOf(output.text),
      });}
  }
  return merged;
}

async function renderOutput(
  output: Output,
  renderer: PageRenderer,
  pinned: (name: string) => string | undefined,
): Promise<Rendered> {
  if (output.output_type === "stream") return alone(textOutput(textOf(output.text)));
  if (output.output_type === "error") return alone(errorOutput(output));
  const mime = output.data ?? {};
  if (isResult(output)) return alone(resultHtml(mime, pinned));
  if ("text/markdown" in mime) {
    return alone(await markdownOutput(mimeText(mime, "text/markdown"), renderer));
  }
  return alone(textOutput(mimeText(mime, "text/plain")));
}

/** HTML that needs no files. */
function alone(html: string): Rendered {
  return { html, assets: [] };
}

function mimeText(mime: { readonly [mime: string]: unknown }, type: string): string {
  return textOf(mime[type] as Text | undefined);
}

function textOutput(text: string): string {
  const clean = text.replaceAll(ansiCodes, "").replace(/\s+$/, "");
  if (clean === "") return "";
  return clean.includes("\n")
    ? `<pre class="output-text scroll">${preformatted(clean)}</pre>`
    : `<p class="output-line">${escapeHtml(clean)}</p>`;
}

/** HTML drops a line break at the beginning of a `pre`. */
function preformatted(text: string): string {
  return escapeHtml(text).replace(/^\n/, "\n\n");
}

function errorOutput(output: Output): string {
  const words = `${output.ename ?? "Error"}: ${output.evalue ?? ""}`.replaceAll(ansiCodes, "");
  return `<div class="output-error"><p class="output-label">Stops here, on purpose</p>` +
    `<pre class="scroll">${preformatted(words)}</pre></div>`;
}

async function markdownOutput(markdown: string, renderer: PageRenderer): Promise<string> {
  const isTable = /^\s*\|.*\|\s*$/m.test(markdown);
  const box = isTable
    ? `class="output-table scroll" aria-label="Table"`
    : `class="output-markdown"`;
  return `<div ${box}>${await renderer.prose(guardProse(markdown.trim()))}</div>`;
}
