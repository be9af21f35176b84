import { list, optional, refusal, required, setting, settings, text } from "../../math/mod.ts";
import { AXIS, type Axis, axisEncoding, type Json } from "./axis.ts";
import type { Layer, LayerContext, LegendEntry } from "./layer.ts";
import { extent, json, layer as layerShape, pixels, place, sentence } from "./shapes.ts";
import { sharedConfig } from "../look/theme.ts";

/** A picture as data: a Vega-Lite v5 spec and one sentence for those who cannot see it. */
export interface Figure {
  /** Vega-Lite v5, self-contained: its data are inside. */
  readonly spec: Json;
  /** One sentence that says what the picture shows, axes included. */
  readonly description: string;
}

/** A slider below the figure; layers with a `frame` show only the rows of the frame chosen. */
export interface Slider {
  /** What the slider says, e.g. `"iteration"`. */
  readonly label: string;
  readonly min: number;
  readonly max: number;
  /** Default 1. */
  readonly step?: number;
  /** Where it stands at first, and what the saved picture shows; default `min`. */
  readonly start?: number;
}

/** What {@link figure} needs. */
export interface FigureParts {
  /** One sentence for those who cannot see the picture. */
  readonly description: string;
  readonly title?: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly layers: readonly Layer[];
  readonly slider?: Slider;
  /** Plot area in pixels; default 560. */
  readonly width?: number;
  /** Plot area in pixels; default 300. */
  readonly height?: number;
}

const SLIDER = settings({
  label: required(text),
  min: required(place),
  max: required(place),
  step: optional(extent),
  start: optional(place),
});

const FIGURE = settings({
  description: required(sentence),
  title: optional(text),
  x: required(AXIS),
  y: required(AXIS),
  layers: required(list(layerShape)),
  slider: optional(SLIDER),
  width: setting(pixels, 560),
  height: setting(pixels, 300),
});

/** Where Vega-Lite's grammar stands. */
export const schema = "https://vega.github.io/schema/vega-lite/v5.json";

/**
 * One picture of several layers over common axes.
 *
 * @throws {TypeError} when the description is missing
 * @throws {RangeError} when a value is not finite, or not positive on a logarithmic axis
 *
 * @example
 * ```ts
 * import { figure, line } from "lib/viz";
 * import { assertEquals } from "@std/assert";
 * const parabola = figure({
 *   description: "A parabola through the origin, x against x squared.",
 *   x: { title: "x" },
 *   y: { title: "x²" },
 *   layers: [line({ name: "x²", x: [-1, 0, 1], y: [1, 0, 1] })],
 * });
 * assertEquals(parabola.spec.width, 560);
 * ```
 */
export function figure(parts: FigureParts): Figure {
  const { description, title, x, y, layers, slider, width, height } = FIGURE.read(
    "make a figure",
    parts,
    "parts",
  );
  const entries = uniqueEntries(layers);
  const context: LayerContext = {
    x,
    y,
    entries,
    legendColumns: columnsThatFit(entries, width),
    frame: frameName(slider),
  };
  return {
    description,
    spec: {
      $schema: schema,
      description,
      ...(title === undefined ? {} : { title }),
      width,
      height,
      background: "transparent",
      config: sharedConfig,
      ...(slider === undefined ? {} : { params: [sliderParameter(slider)] }),
      encoding: { x: axisEncoding(x, "x"), y: axisEncoding(y, "y") },
      layer: layers.map((layer, i) =>
        json.check("make a figure", `layers[${i}].build()`, layer.build(context))
      ),
    },
  };
}

function uniqueEntries(layers: readonly Layer[]): LegendEntry[] {
  const entries = layers.flatMap((layer) => layer.legend);
  return [...new Map(entries.map((each) => [`${each.kind} ${each.name}`, each])).values()];
}

/** About seven pixels a letter, and the symbol with its margins; lines and fills stand apart. */
function columnsThatFit(entries: readonly LegendEntry[], width: number): number {
  const longest = Math.max(1, ...entries.map((each) => each.name.length));
  const groups = new Set(entries.map((each) => each.kind === "line")).size || 1;
  return Math.max(1, Math.floor(width / (longest * 7 + 60) / groups));
}

function frameName(slider: Slider | undefined): string | undefined {
  return slider && slider.label.replace(/[^A-Za-z]/g, "") + "Frame";
}

function sliderParameter(slider: Slider): Json {
  const { min, max, step = 1, start = min } = slider;
  if (!(min < max) || !(step > 0) || !(start >= min && start <= max)) {
    const wish = "min ≤ start ≤ max, min < max and step > 0";
    throw new RangeError(
      refusal("make a slider", "[min, max, step, start]", [min, max, step, start], wish),
    );
  }
  return {
    name: frameName(slider),
    value: start,
    bind: { input: "range", min, max, step, name: `${slider.label}: ` },
  };
}
