import { figureOutput } from "./figure_output.ts";
import { type Output, type Text, textOf } from "../tools/notebook/format.ts";
import { escapeHtml, guardProse } from "./prose.ts";
import type { Asset, FigureCounter, Rendered } from "./rendered.ts";
import type { PageRenderer } from "./renderer.ts";

const resultMime = "application/vnd.elbo-to-sac.result+json";
// deno-lint-ignore no-control-regex -- the escape character is what is looked for
const ansiCodes = /\x1b\[[0-9;?]*[A-Za-z]/g;

/** Turns the saved outputs of a cell into HTML, in order. */
export async function renderOutputs(
  outputs: readonly Output[],
  figures: FigureCounter,
  renderer: PageRenderer,
): Promise<Rendered> {
  const blocks: string[] = [];
  const assets: Asset[] = [];
  for (const output of mergeStreams(outputs)) {
    const rendered = await renderOutput(output, figures, renderer);
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
  figures: FigureCounter,
  renderer: PageRenderer,
): Promise<Rendered> {
  if (output.output_type === "stream") return alone(textOutput(textOf(output.text)));
  if (output.output_type === "error") return alone(errorOutput(output));
  const mime = output.data ?? {};
  if (resultMime in mime) return alone(resultOutput(mime));
  if ("image/png" in mime) return await figureOutput(output, figures);
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

function resultOutput(mime: { readonly [mime: string]: unknown }): string {
  const stored = (mime[resultMime] ?? {}) as { readonly name?: unknown; readonly unit?: unknown };
  const name = String(stored.name ?? ""), unit = String(stored.unit ?? "1");
  const ownUnit = unit === "1" ? "" : unit; // "1" stands for a pure number
  const shown = mimeText(mime, "text/plain").trim();
  const middle = shown.startsWith(`${name} = `) ? shown.slice(name.length + 3) : shown;
  const value = ownUnit !== "" && middle.endsWith(` ${ownUnit}`)
    ? middle.slice(0, -ownUnit.length - 1)
    : middle;
  const unitHtml = ownUnit && `<span class="unit"> ${escapeHtml(ownUnit)}</span>`;
  return `<dl class="result"><dt>${escapeHtml(name)}</dt>` +
    `<dd>${escapeHtml(value)}${unitHtml}</dd></dl>`;
}

async function markdownOutput(markdown: string, renderer: PageRenderer): Promise<string> {
  const isTable = /^\s*\|.*\|\s*$/m.test(markdown);
  const box = isTable
    ? `class="output-table scroll" aria-label="Table"`
    : `class="output-markdown"`;
  return `<div ${box}>${await renderer.prose(guardProse(markdown.trim()))}</div>`;
}
