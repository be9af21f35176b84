import { required, settings, text, vector } from "../../math/mod.ts";
import { column, drawing, extent, few, words } from "./shapes.ts";
import { checkValues } from "./axis.ts";
import { type Layer, rows, short, tooltip } from "./layer.ts";
import { nameChannels } from "./legend.ts";

/** A histogram that was binned already: `edges` has one entry more than `heights`. */
export interface HistogramParts {
  readonly name: string;
  readonly edges: ArrayLike<number>;
  readonly heights: ArrayLike<number>;
}

const HISTOGRAM = settings({
  name: required(text),
  edges: required(few),
  heights: required(few),
});

/** Bars that fill their bins. */
export function histogram(parts: HistogramParts): Layer {
  const { name, edges, heights } = HISTOGRAM.read(drawing(parts, "a histogram"), parts, "parts");
  if (edges.length !== heights.length + 1) {
    throw new RangeError(
      `Cannot draw ${name}: edges has ${edges.length} entries, expected ${heights.length + 1}`,
    );
  }
  return {
    legend: [{ name, kind: "fill" }],
    build: (context) => {
      checkValues(name, context.x, edges);
      checkValues(name, context.y, heights);
      const values = Array.from(
        heights,
        (y, i) => ({ name, x: short(edges[i]!), x2: short(edges[i + 1]!), y: short(y), y2: 0 }),
      );
      return {
        data: { values },
        mark: { type: "rect", opacity: 0.35, stroke: "white", strokeWidth: 1 },
        encoding: {
          x2: { field: "x2" },
          y2: { field: "y2" },
          ...nameChannels(context, "fill", name),
          tooltip: tooltip(context),
        },
      };
    },
  };
}

const BAND = settings({
  name: required(text),
  x: required(column),
  low: required(column),
  high: required(column),
});

/** The region between two curves: an interval, a gap. */
export function band(
  parts: {
    readonly name: string;
    readonly x: ArrayLike<number>;
    readonly low: ArrayLike<number>;
    readonly high: ArrayLike<number>;
  },
): Layer {
  const { name, x, low, high } = BAND.read(drawing(parts, "a band"), parts, "parts");
  return {
    legend: [{ name, kind: "fill" }],
    build: (context) => {
      checkValues(name, context.y, high);
      const lows = rows({ name, x, y: low }, context);
      return {
        data: { values: lows.map((row, i) => ({ ...row, y2: short(high[i]!) })) },
        mark: { type: "area", opacity: 0.25 },
        encoding: { y2: { field: "y2" }, ...nameChannels(context, "fill", name) },
      };
    },
  };
}

/** Cells overlap by this share, or thin seams would show between them. */
const overlap = 1.04;

const HEAT = settings({
  name: required(text),
  x: required(column),
  y: required(column),
  value: required(column),
  cell: required(vector(2, extent)),
});

/** A density over a grid as shades; brighter is more. */
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
  const { name, x, y, value, cell } = HEAT.read(drawing(parts, "shades"), parts, "parts");
  const [dx, dy] = [(overlap * cell[0]!) / 2, (overlap * cell[1]!) / 2];
  return {
    legend: [],
    build: (context) => ({
      data: {
        values: rows({ name, x, y }, context).map((row, i) => ({
          x: short(Number(row.x) - dx),
          x2: short(Number(row.x) + dx),
          y: short(Number(row.y) - dy),
          y2: short(Number(row.y) + dy),
          value: short(value[i]!),
        })),
      },
      mark: { type: "rect", clip: true },
      encoding: {
        x2: { field: "x2" },
        y2: { field: "y2" },
        fill: {
          field: "value",
          type: "quantitative",
          title: name,
          scale: { scheme: "viridis", nice: false },
          legend: {
            orient: "right",
            gradientLength: 180,
            titleFontWeight: "normal",
            format: ".2~f",
          },
        },
      },
    }),
  };
}

const RANGES = settings({
  name: required(text),
  x: required(words),
  low: required(column),
  high: required(column),
});

/**
 * Bars from one height to another.
 *
 * @param parts name in the legend; x, low and high equally long
 */
export function ranges(parts: {
  readonly name: string;
  readonly x: readonly string[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}): Layer {
  const { name, x, low, high } = RANGES.read(drawing(parts, "ranges"), parts, "parts");
  return {
    legend: [{ name, kind: "fill" }],
    build: (context) => {
      const from = rows({ name, x, y: low }, context);
      return {
        data: {
          values: rows({ name, x, y: high }, context)
            .map((row, i) => ({ ...row, y2: from[i]!.y })),
        },
        mark: { type: "bar", opacity: 0.85, size: 70, clip: true },
        encoding: { y2: { field: "y2" }, ...nameChannels(context, "fill") },
      };
    },
  };
}
