import { type Output, textOf } from "../tools/notebook/format.ts";
import { type Asset, type FigureCounter, hashedAsset, type Rendered } from "./rendered.ts";
import type { LiveFiles, LiveName } from "./live_bundle.ts";
import { liveParts } from "./live_output.ts";
import { escapeHtml } from "./prose.ts";

const vegaMime = "application/vnd.vegalite.v5+json";

/** A figure's picture, its words, and where its chart is described, for the reader's browser to draw. */
export async function figureOutput(
  output: Output,
  figures: FigureCounter,
  live: ReadonlyMap<LiveName, LiveFiles> = new Map(),
): Promise<Rendered> {
  const mime = output.data ?? {};
  const label = `${figures.stem.slice(0, 2)}.${++figures.next}`;
  const name = `figures/${figures.stem}-${figures.next}`;
  const png = await hashedAsset(name, "png", decodePicture(mime["image/png"], label));
  const spec = await specAsset(mime[vegaMime], name);
  const facts = (output.metadata?.["image/png"] ?? {}) as Readonly<Record<string, unknown>>;
  const words = typeof facts.alt === "string" ? facts.alt : textOf(mime["text/plain"] as string);
  const attributes = Object.entries({
    src: `./${png.path}`,
    alt: words.replaceAll(/\s+/g, " "),
    width: pixels(facts.width),
    height: pixels(facts.height),
    loading: "lazy",
  }).flatMap(([key, value]) => value === undefined ? [] : `${key}="${escapeHtml(value)}"`);
  const alive = await liveParts(output, { stem: figures.stem, name }, live);
  const chart = spec === undefined ? "" : ` data-spec="./${escapeHtml(spec.path)}"`;
  return {
    html: figureHtml(label, attributes.join(" "), words, chart + alive.attributes),
    assets: [png, ...spec === undefined ? [] : [spec], ...alive.assets],
  };
}

/** @param chart what the page's script needs to know, as attributes */
function figureHtml(label: string, image: string, words: string, chart: string): string {
  return `<figure class="figure" data-state="picture"${chart} aria-label="Figure ${label}">` +
    `<div class="figure-frame"><img class="figure-picture" ${image}>` +
    `<div class="figure-live scroll"></div></div><figcaption><details class="figure-words">` +
    `<summary>Figure ${label}<span> in words</span></summary><p>${escapeHtml(words)}</p>` +
    `</details></figcaption></figure>`;
}

function pixels(size: unknown): string | undefined {
  return typeof size === "number" && Number.isFinite(size) ? String(size) : undefined;
}

function decodePicture(picture: unknown, label: string): Uint8Array<ArrayBuffer> {
  try {
    const text = textOf(picture as string).replaceAll(/\s/g, "");
    return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  } catch {
    throw new TypeError(`Cannot show figure ${label}: its image/png is no base64 text`);
  }
}

/**
 * The chart's description, as a file. `usermeta` could give vega-embed options of its own (addresses to
 * load from, code to be compiled), so nothing of it stays but two words that the page knows; a text
 * would be taken for an address.
 */
async function specAsset(spec: unknown, name: string): Promise<Asset | undefined> {
  if (typeof spec !== "object" || spec === null || Array.isArray(spec)) return undefined;
  const { usermeta, ...rest } = spec as Record<string, unknown>;
  const asset = { ...rest, ...keptWords(usermeta) };
  return await hashedAsset(name, "json", new TextEncoder().encode(JSON.stringify(asset)));
}

/** That a figure's shape, or its columns, are to be kept where there is little room. */
function keptWords(usermeta: unknown): { readonly usermeta?: Readonly<Record<string, "keep">> } {
  const given = (usermeta ?? {}) as Readonly<Record<string, unknown>>;
  const kept = ["shape", "columns"].filter((name) => given[name] === "keep");
  return kept.length === 0
    ? {}
    : { usermeta: Object.fromEntries(kept.map((name) => [name, "keep" as const])) };
}
