// Deno fetches a package when something is imported from it; the fonts themselves are files
import "dejavu-fonts-ttf/package.json" with { type: "json" };
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { plain, record, text } from "../math/mod.ts";
import { type Figure, type Look, textWidth, vegaConfig } from "../viz/mod.ts";

/** What `lib/viz` makes. */
export const FIGURE = record({ spec: plain, description: text }, "a figure of lib/viz");

/** A picture as a file, with its size in CSS pixels (the file holds twice as many each way). */
export interface Picture {
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** A part of the drawing machinery could not be loaded. */
export class MissingAssetError extends Error {
  constructor(asset: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      `Cannot draw a picture: ${asset} could not be read (${reason}), expected it in the npm ` +
        "package; run `deno install` in the project's folder, then restart the kernel",
      { cause },
    );
    this.name = "MissingAssetError";
  }
}

/** Where the bytes of the renderer and its fonts come from; a test hands in broken ones. */
export interface Assets {
  readonly read: (specifier: string) => Promise<Uint8Array>;
}

const pixelRatio = 2;
const fontFiles = ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"];
const packageAssets: Assets = {
  read: (specifier) => Deno.readFile(new URL(import.meta.resolve(specifier))),
};

let fonts: Promise<Uint8Array[]> | undefined;
let renderer: Promise<void> | undefined;

/**
 * Draws a figure on white, in the light theme; the same figure gives the same bytes everywhere.
 *
 * @throws {TypeError} for what is no figure
 * @throws {MissingAssetError} when the font or the renderer's WASM file cannot be read: without a
 *   font all words would silently be left out
 */
export async function renderPicture(
  figure: Figure,
  assets?: Assets,
  look?: Look,
): Promise<Picture> {
  FIGURE.check("draw a picture", "figure", figure);
  const fontBuffers = await loadFonts(assets);
  await loadRenderer(assets);
  const svg = await toSvg(figure, look);
  return rasterize(svg, fontBuffers);
}

function rasterize(svg: string, fontBuffers: Uint8Array[]): Picture {
  const font = {
    fontBuffers,
    defaultFontFamily: "DejaVu Sans",
    sansSerifFamily: "DejaVu Sans",
    loadSystemFonts: false,
  };
  try {
    const image = new Resvg(svg, { fitTo: { mode: "zoom", value: pixelRatio }, font });
    const pixels = image.render();
    const [width, height, png] = [
      pixels.width / pixelRatio,
      pixels.height / pixelRatio,
      pixels.asPng(),
    ];
    pixels.free();
    image.free();
    return { png, width, height };
  } catch (error) { // after a crash inside, freeing would crash again
    throw new RangeError(
      "Cannot draw a picture: the renderer failed; a mark may lie wholly outside the axes",
      { cause: error },
    );
  }
}

/** What Vega asks for the width of a word. */
interface Word {
  readonly fontSize?: number;
  readonly fontWeight?: string | number;
}

/** Without a canvas Vega guesses 0.8 em a letter, and leaves room for what is not there. */
function measureTruly(): void {
  const { textMetrics } = vega as unknown as {
    readonly textMetrics: { width: (word: Word, text: unknown) => number };
  };
  textMetrics.width = ({ fontSize = 11, fontWeight }, text) => {
    const weight = /bold|[6-9]00/.test(String(fontWeight)) ? "bold" : "normal";
    return textWidth(String(text ?? ""), { size: fontSize, weight });
  };
}

measureTruly();

/** The figure as an SVG document, in the light theme if nothing else is said. */
export async function toSvg(figure: Figure, look: Look = "light"): Promise<string> {
  const { config: own, ...rest } = figure.spec;
  const config = { ...vegaConfig(look), ...(own as object | undefined) };
  const lite = { ...rest, padding: 12 } as unknown as TopLevelSpec;
  const { spec } = compile(lite, { config });
  const view = new vega.View(vega.parse(spec), { renderer: "none", logLevel: vega.Error });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

async function loadFonts(assets: Assets | undefined): Promise<Uint8Array[]> {
  const read = () =>
    Promise.all(
      fontFiles.map((file) => readAsset(`dejavu-fonts-ttf/ttf/${file}`, assets ?? packageAssets)),
    );
  return assets === undefined ? await (fonts ??= read()) : await read();
}

async function loadRenderer(assets: Assets | undefined): Promise<void> {
  const start = async () => {
    const bytes = await readAsset("@resvg/resvg-wasm/index_bg.wasm", assets ?? packageAssets);
    if (!WebAssembly.validate(bytes as BufferSource)) {
      throw new MissingAssetError("index_bg.wasm", "it is damaged");
    }
    if (assets === undefined) await initWasm(bytes as BufferSource);
  };
  if (assets === undefined) await (renderer ??= start());
  else await start();
}

async function readAsset(specifier: string, assets: Assets): Promise<Uint8Array> {
  try {
    return await assets.read(specifier);
  } catch (error) {
    throw new MissingAssetError(specifier, error);
  }
}
