import { type Axis, axisEncoding, type Json } from "./axis.ts";
import type { Layer, LayerContext, LegendEntry } from "./layer.ts";
import { sharedConfig } from "./theme.ts";

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

const schema = "https://vega.github.io/schema/vega-lite/v5.json";

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
  const description = checkedDescription(parts.description);
  const width = parts.width ?? 560;
  const entries = uniqueEntries(parts.layers);
  const context: LayerContext = {
    x: parts.x,
    y: parts.y,
    entries,
    legendColumns: columnsThatFit(entries, width),
    frame: frameName(parts.slider),
  };
  return {
    description,
    spec: {
      $schema: schema,
      description,
      ...(parts.title === undefined ? {} : { title: parts.title }),
      width,
      height: parts.height ?? 300,
      background: "transparent",
      config: sharedConfig,
      ...(parts.slider === undefined ? {} : { params: [sliderParameter(parts.slider)] }),
      encoding: { x: axisEncoding(parts.x, "x"), y: axisEncoding(parts.y, "y") },
      layer: parts.layers.map((layer) => layer.build(context)),
    },
  };
}

/**
 * Several figures in a row (or `columns` a row), each with its own axes and legend.
 *
 * @throws {RangeError} when there is no figure to arrange
 */
export function panels(
  parts: { readonly figures: readonly Figure[]; readonly description: string; columns?: number },
): Figure {
  const description = checkedDescription(parts.description);
  const [first] = parts.figures;
  if (first === undefined) {
    throw new RangeError("Cannot arrange panels: figures is empty, expected at least one");
  }
  const params = parts.figures.flatMap((each) => (each.spec.params as Json[] | undefined) ?? []);
  return {
    description,
    spec: {
      $schema: schema,
      description,
      background: "transparent",
      config: sharedConfig,
      ...(params.length === 0 ? {} : { params: uniqueByName(params) }),
      columns: parts.columns ?? 2,
      concat: parts.figures.map((each) => panelSpec(each.spec)),
      resolve: {
        scale: {
          fill: "independent",
          stroke: "independent",
          strokeDash: "independent",
          shape: "independent",
        },
      },
    },
  };
}

function panelSpec(spec: Json): Json {
  const { $schema: _schema, config: _config, background: _background, params: _params, ...rest } =
    spec;
  return rest;
}

function uniqueByName(params: readonly Json[]): Json[] {
  return [...new Map(params.map((each) => [each.name, each])).values()];
}

function checkedDescription(description: string): string {
  if (typeof description !== "string" || description.trim().split(/\s+/).length < 6) {
    throw new TypeError(
      `Cannot make a figure: description is ${JSON.stringify(description)}, ` +
        "expected a sentence of at least six words for those who cannot see it",
    );
  }
  return description;
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
    throw new RangeError(
      `Cannot make a slider: min, max, step, start are ${[min, max, step, start].join(", ")}, ` +
        "expected min ≤ start ≤ max, min < max and step > 0",
    );
  }
  return {
    name: frameName(slider),
    value: start,
    bind: { input: "range", min, max, step, name: `${slider.label}: ` },
  };
}
