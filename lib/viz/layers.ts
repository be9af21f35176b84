import { type Axis, axisTitle, checkValues } from "./axis.ts";
import type { Json } from "./figure.ts";
import { dashes, palette, shapes } from "./theme.ts";

/** What a layer learns from the figure it stands in. */
export interface LayerContext {
  readonly x: Axis;
  readonly y: Axis;
  /** All names in the legend, in order. */
  readonly names: readonly string[];
  /** Whether the legend shows strokes (some layer is a line), or shapes (all are points). */
  readonly legendMarks: "stroke" | "shape" | "square";
  /** Name of the slider's parameter, if there is one. */
  readonly frame: string | undefined;
}

/** One part of a picture; made by {@link line}, {@link dots}, {@link bars} … */
export interface Layer {
  /** The names that this layer adds to the legend. */
  readonly legend: readonly string[];
  readonly kind?: "line" | "point" | "fill";
  readonly build: (context: LayerContext) => Json;
}

/** Columns of equal length that a layer draws. */
export interface Columns {
  /** The name in the legend and in tooltips. */
  readonly name: string;
  readonly x: ArrayLike<number | string>;
  readonly y: ArrayLike<number>;
  /** Shows a row only while the slider stands at its frame. */
  readonly frame?: ArrayLike<number>;
}

/** More rows than this in one layer make a file too heavy to open. */
export const mostRows = 5000;

/** A curve through the points in the order given, so closed outlines work too. */
export function line(
  columns: Columns & { readonly width?: number; readonly faint?: boolean },
): Layer {
  const mark = {
    type: "line",
    strokeWidth: columns.width ?? 2.5,
    opacity: columns.faint === true ? 0.4 : 1,
    strokeJoin: "round",
  };
  return named(columns, mark, { order: { field: "i" }, ...groupBy(columns) });
}

/** Points. */
export function dots(
  columns: Columns & { readonly size?: number; readonly opacity?: number },
): Layer {
  const mark = {
    type: "point",
    filled: true,
    size: columns.size ?? 45,
    opacity: columns.opacity ?? 0.85,
  };
  return named(columns, mark, {});
}

/** Bars from zero up (or down). */
export function bars(
  columns: Columns & { readonly width?: number; readonly opacity?: number },
): Layer {
  const mark = {
    type: "bar",
    opacity: columns.opacity ?? 0.75,
    ...(columns.width === undefined ? {} : { width: columns.width }),
  };
  return named(columns, mark, {});
}

/** Bars side by side, one of each name at each category of x. */
export function groupedBars(groups: readonly Columns[]): Layer {
  return {
    legend: groups.map((each) => each.name),
    build: (context) => ({
      data: { values: groups.flatMap((each) => rows(each, context)) },
      ...frameFilter(groups[0]!, context),
      mark: { type: "bar", opacity: 0.85 },
      encoding: {
        ...nameChannels(context, undefined),
        xOffset: { field: "name", scale: { domain: groups.map((each) => each.name) } },
        tooltip: tooltip(context),
      },
    }),
  };
}

/** A histogram of counts, or of densities, that was binned already: edges has one entry more. */
export function histogram(
  parts: {
    readonly name: string;
    readonly edges: ArrayLike<number>;
    readonly heights: ArrayLike<number>;
  },
): Layer {
  const { name, edges, heights } = parts;
  if (edges.length !== heights.length + 1) {
    throw new RangeError(
      `Cannot draw ${name}: edges has ${edges.length} entries, expected ${heights.length + 1}`,
    );
  }
  return {
    legend: [name],
    build: (context) => {
      checkValues(name, context.x, edges);
      checkValues(name, { title: context.y.title }, heights);
      const values = Array.from(
        heights,
        (y, i) => ({ name, x: short(edges[i]!), x2: short(edges[i + 1]!), y: short(y) }),
      );
      return {
        data: { values },
        mark: { type: "bar", opacity: 0.35, binSpacing: 1 },
        encoding: {
          x: { field: "x", type: "quantitative" },
          x2: { field: "x2" },
          y: { field: "y", type: "quantitative", stack: null },
          ...nameChannels(context, name),
          tooltip: tooltip(context),
        },
      };
    },
  };
}

/** The region between two curves: an interval, a gap. */
export function band(
  parts: {
    readonly name: string;
    readonly x: ArrayLike<number>;
    readonly low: ArrayLike<number>;
    readonly high: ArrayLike<number>;
  },
): Layer {
  const { name, x, low, high } = parts;
  return {
    legend: [name],
    build: (context) => {
      checkValues(name, context.y, high);
      const lows = rows({ name, x, y: low }, context);
      return {
        data: { values: lows.map((row, i) => ({ ...row, y2: short(high[i]!) })) },
        mark: { type: "area", opacity: 0.22 },
        encoding: { y2: { field: "y2" }, ...nameChannels(context, name) },
      };
    },
  };
}

/** A reference line across the whole plot, with words at its end: the exact value, the truth. */
export function rule(
  parts:
    | { readonly y: number; readonly label: string }
    | { readonly x: number; readonly label: string },
): Layer {
  return {
    legend: [],
    build: (context) => {
      const [channel, value] = "y" in parts ? ["y", parts.y] as const : ["x", parts.x] as const;
      checkValues(parts.label, context[channel], [value]);
      const at = { datum: value, type: "quantitative" };
      const words = channel === "y" ? { x: { value: 4 }, y: at } : { x: at, y: { value: 4 } };
      const offset = channel === "y" ? { dy: -5, baseline: "bottom" } : { dx: 5, baseline: "top" };
      return {
        layer: [
          {
            mark: { type: "rule", strokeDash: [4, 4], strokeWidth: 1.5, color: "#808080" },
            encoding: { [channel]: at },
          },
          {
            mark: { type: "text", text: parts.label, align: "left", fontSize: 12, ...offset },
            encoding: words,
          },
        ],
        data: { values: [{}] },
      };
    },
  };
}

/** Words at points of the plot. */
export function labels(
  parts: {
    readonly x: ArrayLike<number | string>;
    readonly y: ArrayLike<number>;
    readonly text: readonly string[];
    readonly frame?: ArrayLike<number>;
  },
): Layer {
  return {
    legend: [],
    build: (context) => {
      const columns = { name: "label", ...parts };
      const values = rows(columns, context).map((row, i) => ({ ...row, text: parts.text[i] }));
      return {
        data: { values },
        ...frameFilter(columns, context),
        mark: { type: "text", dy: -10, fontSize: 12 },
        encoding: { text: { field: "text", type: "nominal" } },
      };
    },
  };
}

/** A density over a grid as shades; darker is more. */
export function heat(
  parts: {
    readonly name: string;
    readonly x: ArrayLike<number>;
    readonly y: ArrayLike<number>;
    readonly value: ArrayLike<number>;
    /** Width and height of one cell, in the units of the axes. */
    readonly cell: readonly [number, number];
  },
): Layer {
  const [dx, dy] = [parts.cell[0] / 2, parts.cell[1] / 2];
  return {
    legend: [],
    build: (context) => ({
      data: {
        values: rows(parts, context).map((row, i) => ({
          x: short(Number(row.x) - dx),
          x2: short(Number(row.x) + dx),
          y: short(Number(row.y) - dy),
          y2: short(Number(row.y) + dy),
          value: short(parts.value[i]!),
        })),
      },
      mark: { type: "rect", clip: true },
      encoding: {
        x: { field: "x", type: "quantitative" },
        x2: { field: "x2" },
        y: { field: "y", type: "quantitative" },
        y2: { field: "y2" },
        fill: {
          field: "value",
          type: "quantitative",
          title: parts.name,
          scale: { scheme: "viridis" },
          legend: { orient: "right", gradientLength: 180 },
        },
      },
    }),
  };
}

function named(columns: Columns, mark: Json, more: Json): Layer {
  return {
    legend: [columns.name],
    kind: mark.type === "line" || mark.type === "point" ? mark.type : "fill",
    build: (context) => ({
      data: { values: rows(columns, context) },
      ...frameFilter(columns, context),
      mark: { clip: true, ...shapeOf(mark, columns.name, context), ...mark },
      encoding: {
        ...nameChannels(context, columns.name, mark.type),
        tooltip: tooltip(context),
        ...more,
      },
    }),
  };
}

function groupBy(columns: Columns): Json {
  return columns.frame === undefined ? {} : { detail: { field: "frame" } };
}

function rows(columns: Columns, context: LayerContext): Record<string, unknown>[] {
  const { name, x, y, frame } = columns;
  if (x.length !== y.length || (frame !== undefined && frame.length !== x.length)) {
    throw new RangeError(
      `Cannot draw ${name}: x, y, frame have ${x.length}, ${y.length}, ` +
        `${frame?.length ?? "no"} entries, expected equally many`,
    );
  }
  if (x.length > mostRows) {
    throw new RangeError(
      `Cannot draw ${name}: it has ${x.length} points, expected at most ${mostRows}; thin it`,
    );
  }
  checkValues(name, context.x, x);
  checkValues(name, context.y, y);
  return Array.from(x, (value, i) => ({
    name,
    i,
    x: typeof value === "number" ? short(value) : value,
    y: short(y[i]!),
    ...(frame === undefined ? {} : { frame: frame[i] }),
  }));
}

/** Six digits are more than an eye can see, and half the file. */
function short(value: number): number {
  return Number(value.toPrecision(6));
}

function frameFilter(columns: Columns, context: LayerContext): Json {
  if (columns.frame === undefined) return {};
  if (context.frame === undefined) {
    throw new TypeError(`Cannot draw ${columns.name}: it has frames, but the figure has no slider`);
  }
  return { transform: [{ filter: `abs(datum.frame - ${context.frame}) < 1e-9` }] };
}

function nameChannels(
  context: LayerContext,
  name: string | undefined,
  mark: unknown = "fill",
): Json {
  const which = name === undefined ? { field: "name" } : { datum: name };
  const channel = (range: readonly unknown[]) => ({
    ...which,
    type: "nominal",
    title: null,
    scale: {
      domain: context.names,
      range: context.names.map((_, i) => range[i % range.length]),
    },
    legend: context.names.length < 2 ? null : legendOf(context),
  });
  return {
    color: channel(palette),
    ...(mark === "line" ? { strokeDash: channel(dashes) } : {}),
    ...(mark === "point" && context.legendMarks === "shape" ? { shape: channel(shapes) } : {}),
  };
}

function legendOf(context: LayerContext): Json {
  return {
    symbolOpacity: 1,
    ...(context.legendMarks === "shape" ? {} : { symbolType: context.legendMarks }),
  };
}

function shapeOf(mark: Json, name: string, context: LayerContext): Json {
  const isStatic = mark.type === "point" && context.legendMarks !== "shape";
  return isStatic ? { shape: shapes[context.names.indexOf(name) % shapes.length] } : {};
}

function tooltip(context: LayerContext): readonly Json[] {
  const kind = (axis: Axis) => (axis.categories === undefined ? "quantitative" : "nominal");
  const format = (axis: Axis) => (axis.categories === undefined ? { format: ".5~g" } : {});
  return [
    { field: "name", type: "nominal", title: "what" },
    { field: "x", type: kind(context.x), title: axisTitle(context.x), ...format(context.x) },
    { field: "y", type: kind(context.y), title: axisTitle(context.y), ...format(context.y) },
  ];
}
