import { joined, type Output } from "./notebook.ts";
import { escapeHtml, guardProse } from "./prose.ts";

/** A file that a page needs: written under `public/`. */
export interface Asset {
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What the outputs of a cell turn into. */
export interface Rendered {
  readonly markdown: string;
  readonly assets: readonly Asset[];
}

/** Gives the next figure of a page its number. */
export interface FigureCounter {
  readonly stem: string;
  next: number;
}

const resultMime = "application/vnd.elbo-to-sac.result+json";
const vegaMime = "application/vnd.vegalite.v5+json";
// deno-lint-ignore no-control-regex -- the escape character is what is looked for
const ansiCodes = /\x1b\[[0-9;?]*[A-Za-z]/g;

/** Turns the saved outputs of a cell into Markdown, in order. */
export async function renderOutputs(
  outputs: readonly Output[],
  figures: FigureCounter,
): Promise<Rendered> {
  const blocks: string[] = [];
  const assets: Asset[] = [];
  for (const output of mergeStreams(outputs)) {
    const rendered = await renderOutput(output, figures);
    if (rendered.markdown !== "") blocks.push(rendered.markdown);
    assets.push(...rendered.assets);
  }
  if (blocks.length === 0) return { markdown: "", assets };
  return {
    markdown: `<div class="outputs">\n\n${blocks.join("\n\n")}\n\n</div>`,
    assets,
  };
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
        text: joined(last.text) + joined(output.text),
      });}
  }
  return merged;
}

async function renderOutput(
  output: Output,
  figures: FigureCounter,
): Promise<Rendered> {
  if (output.output_type === "stream") return textOutput(joined(output.text));
  if (output.output_type === "error") return errorOutput(output);
  const mime = output.data ?? {};
  if (resultMime in mime) return resultOutput(mime);
  if ("image/png" in mime) return await figureOutput(output, figures);
  if ("text/markdown" in mime) {
    return markdownOutput(joined(mime["text/markdown"] as string));
  }
  return textOutput(joined(mime["text/plain"] as string | undefined));
}

function textOutput(text: string): Rendered {
  const clean = text.replaceAll(ansiCodes, "").replace(/\s+$/, "");
  if (clean === "") return { markdown: "", assets: [] };
  if (!clean.includes("\n")) {
    return {
      markdown: `<p class="output-line" v-pre>${escapeHtml(clean)}</p>`,
      assets: [],
    };
  }
  // an empty line would end the HTML block for Markdown
  const body = escapeHtml(clean).replaceAll(/\n(?=\s*\n)/g, "\n&#8203;");
  return {
    markdown: `<pre class="output-text scroll" v-pre>${body}</pre>`,
    assets: [],
  };
}

function errorOutput(output: Output): Rendered {
  const words = `${output.ename ?? "Error"}: ${output.evalue ?? ""}`.replaceAll(
    ansiCodes,
    "",
  );
  return {
    markdown: `<div class="output-error" v-pre><p class="output-label">Stops here, on purpose</p>` +
      `<pre class="scroll">${
        escapeHtml(words).replaceAll(/\n(?=\s*\n)/g, "\n&#8203;")
      }</pre></div>`,
    assets: [],
  };
}

function resultOutput(mime: { readonly [mime: string]: unknown }): Rendered {
  const { name, unit: stored } = mime[resultMime] as {
    name: string;
    unit: string;
  };
  const unit = stored === "1" ? "" : stored; // "1" stands for a pure number
  const shown = joined(mime["text/plain"] as string).trim();
  const middle = shown.startsWith(`${name} = `) ? shown.slice(name.length + 3) : shown;
  const value = unit !== "" && middle.endsWith(` ${unit}`)
    ? middle.slice(0, -unit.length - 1)
    : middle;
  return {
    markdown: `<dl class="result" v-pre><dt>${escapeHtml(name)}</dt>` +
      `<dd>${escapeHtml(value)}${
        unit && `<span class="unit"> ${escapeHtml(unit)}</span>`
      }</dd></dl>`,
    assets: [],
  };
}

function markdownOutput(markdown: string): Rendered {
  const isTable = /^\s*\|.*\|\s*$/m.test(markdown);
  const box = isTable
    ? `class="output-table scroll" aria-label="Table"`
    : `class="output-markdown"`;
  return {
    markdown: `<div ${box}>\n\n${guardProse(markdown.trim())}\n\n</div>`,
    assets: [],
  };
}

async function figureOutput(
  output: Output,
  figures: FigureCounter,
): Promise<Rendered> {
  const mime = output.data ?? {};
  const facts = (output.metadata?.["image/png"] ?? {}) as Partial<
    { alt: string; width: number; height: number }
  >;
  const label = `${figures.stem.slice(0, 2)}.${++figures.next}`;
  const name = `figures/${figures.stem}-${figures.next}`;
  const png = await hashedAsset(
    name,
    "png",
    decodeBase64(joined(mime["image/png"] as string)),
  );
  const spec = vegaMime in mime
    ? await hashedAsset(
      name,
      "json",
      new TextEncoder().encode(JSON.stringify(mime[vegaMime])),
    )
    : undefined;
  const description = facts.alt ??
    joined(mime["text/plain"] as string | undefined);
  const attributes = Object.entries({
    png: `/${png.path}`,
    spec: spec && `/${spec.path}`,
    label,
    description,
    width: String(facts.width ?? ""),
    height: String(facts.height ?? ""),
  }).filter(([, value]) => value !== undefined && value !== "")
    .map(([key, value]) => `${key}="${escapeHtml(value!.replaceAll(/\s+/g, " "))}"`);
  return {
    markdown: `<LiveFigure ${attributes.join(" ")} />`,
    assets: spec === undefined ? [png] : [png, spec],
  };
}

function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    atob(text.replaceAll(/\s/g, "")),
    (c) => c.charCodeAt(0),
  );
}

/** The content's hash is part of the name, so that a browser may keep the file for ever. */
export async function hashedAsset(
  name: string,
  ending: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Asset> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hash = [...digest.slice(0, 4)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return { path: `${name}.${hash}.${ending}`, bytes };
}
