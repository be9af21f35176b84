import { type Figure, vegaConfig } from "../viz/mod.ts";
import { display } from "./display.ts";
import { FIGURE, renderPicture } from "./picture.ts";

/**
 * Shows a figure: live where the client can (tooltips, sliders), as a picture elsewhere, with its
 * description as alternative text.
 *
 * @param figure from `lib/viz`
 * @throws {TypeError} when given something else
 * @throws {MissingAssetError} when the font or renderer is missing
 *
 * @example
 * ```ts
 * import { plot } from "lib/notebook";
 * import { figure, line } from "lib/viz";
 * await plot(figure({
 *   description: "A straight line from zero to one, x against y.",
 *   x: { title: "x" },
 *   y: { title: "y" },
 *   layers: [line({ name: "y = x", x: [0, 1], y: [0, 1] })],
 * }));
 * ```
 */
export async function plot(figure: Figure): Promise<void> {
  FIGURE.check("plot", "figure", figure);
  const { png, width, height } = await renderPicture(figure);
  await display({
    "application/vnd.vegalite.v5+json": lit(figure.spec),
    "image/png": base64(png),
    "text/plain": figure.description,
  }, { metadata: { "image/png": { alt: figure.description, width, height } } });
}

/** In the light theme, for clients that have none of their own; the site swaps it. */
function lit(spec: Figure["spec"]): Figure["spec"] {
  return { ...spec, config: { ...vegaConfig("light"), ...(spec.config as object | undefined) } };
}

function base64(bytes: Uint8Array): string {
  return bytes.toBase64();
}
