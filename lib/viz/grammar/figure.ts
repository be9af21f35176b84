import {
  anyList,
  flag,
  list,
  optional,
  refusal,
  required,
  setting,
  settings,
  text,
} from "../../math/mod.ts";
import { AXIS, type Axis, axisEncoding, axisTitle, type Json } from "./axis.ts";
import type { Layer, LayerContext, LegendEntry } from "./layer.ts";
import { extent, json, layer as layerShape, pixels, place, sentence } from "./shapes.ts";
import { type Headings, headingSpec, requireRoom } from "./headline.ts";
import { labelRoom } from "./ticks.ts";
import { requireApart } from "./word_boxes.ts";

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
export interface FigureParts extends Headings {
  /** One sentence for those who cannot see the picture. */
  readonly description: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly layers: readonly Layer[];
  readonly slider?: Slider;
  /** Plot area in pixels; default 450 under a headline, else 560. */
  readonly width?: number;
  /** Plot area in pixels; default 300. */
  readonly height?: number;
  /** Height shrinks with width where there is little room: for maps, and what must stay round. */
  readonly keepsShape?: boolean;
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
  headline: optional(text),
  subtitle: optional(anyList(text)),
  x: required(AXIS),
  y: required(AXIS),
  layers: required(list(layerShape)),
  slider: optional(SLIDER),
  width: optional(pixels),
  height: setting(pixels, 300),
  keepsShape: optional(flag),
});

const doing = "make a figure";

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
  const read = FIGURE.read(doing, parts, "parts");
  const { description, x, y, layers, slider, height, keepsShape } = read;
  const width = read.width ?? (read.headline === undefined ? 560 : 450);
  if (read.headline !== undefined) checkTitles(x, y);
  const entries = uniqueEntries(layers);
  const context: LayerContext = {
    x,
    y,
    entries,
    legendColumns: columnsThatFit(entries, width),
    width,
    height,
    keepsShape: keepsShape === true,
    frame: frameName(slider),
  };
  requireApart(layers.flatMap(({ words }) => words === undefined ? [] : [words(context)]), context);
  return {
    description,
    spec: {
      $schema: schema,
      description,
      ...headingSpec(doing, read, -labelRoom(y), width),
      ...(keepsShape === true ? { usermeta: { shape: "keep" } } : {}),
      width,
      height,
      ...(slider === undefined ? {} : { params: [sliderParameter(slider)] }),
      encoding: { x: axisEncoding(x, "x"), y: axisEncoding(y, "y") },
      layer: layers.map((layer, i) =>
        json.check(doing, `layers[${i}].build()`, layer.build(context))
      ),
    },
  };
}

/** Titles of axes that would be wider than a phone. */
function checkTitles(x: Axis, y: Axis): void {
  if (x.hidden !== true) requireRoom(doing, "x.title", axisTitle(x), {});
  if (y.hidden !== true) requireRoom(doing, "y.title", axisTitle(y), {});
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
