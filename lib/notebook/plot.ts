import { required, settings, textWith } from "../math/mod.ts";
import { type Figure, vegaConfig } from "../viz/mod.ts";
import { display } from "./display.ts";
import { json } from "./json.ts";
import { FIGURE, renderPicture } from "./picture.ts";

/** MIME type under which a figure names its explorable. */
export const liveMime = "application/vnd.elbo-to-sac.live+json";

/** A figure that recomputes on the site: `live/NAME.ts` in the chapter's folder. */
export interface Live {
  readonly name: string;
  /** What it is given, as JSON: finite numbers, texts, yes and no, lists and plain objects. */
  readonly given: Readonly<Record<string, unknown>>;
}

const LIVE = settings({
  name: required(
    textWith("lower case words joined by hyphens", (name) => /^[a-z][a-z0-9-]*$/.test(name)),
  ),
  given: required(json),
});

/**
 * Shows a figure: live where the client can (tooltips, sliders), as a picture elsewhere, with its
 * description as alternative text.
 *
 * @param figure from `lib/viz`
 * @param live where the site finds what makes this figure recompute; it stands there in the figure's
 *   place, and everywhere else the figure stands
 * @throws {TypeError} when given something else, or what is given to `live` is no JSON
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
export async function plot(figure: Figure, live?: Live): Promise<void> {
  FIGURE.check("plot", "figure", figure);
  const named = live === undefined ? {} : { [liveMime]: LIVE.read("plot", live, "live") };
  const { png, width, height } = await renderPicture(figure);
  await display({
    "application/vnd.vegalite.v5+json": lit(figure.spec),
    "image/png": base64(png),
    "text/plain": figure.description,
    ...named,
  }, { metadata: { "image/png": { alt: figure.description, width, height } } });
}

/** In the light theme, for clients that have none of their own; the site swaps it. */
function lit(spec: Figure["spec"]): Figure["spec"] {
  return { ...spec, config: { ...vegaConfig("light"), ...(spec.config as object | undefined) } };
}

function base64(bytes: Uint8Array): string {
  return bytes.toBase64();
}
