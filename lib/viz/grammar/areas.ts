import { between, optional, required, setting, settings, text } from "../../math/mod.ts";
import { column, drawing, few, role, words } from "./shapes.ts";
import { checkValues, type Json } from "./axis.ts";
import type { Role } from "../look/colours.ts";
import { type Layer, type LayerContext, type LegendEntry, rows, short, tooltip } from "./layer.ts";
import { nameChannels } from "./legend.ts";

/** A histogram that was binned already: `edges` has one entry more than `heights`. */
export interface HistogramParts {
  readonly name: string;
  readonly edges: ArrayLike<number>;
  readonly heights: ArrayLike<number>;
  /** What it stands for, which gives its colour; then it has no place in the legend. */
  readonly role?: Role;
  /** Default 0.35. */
  readonly opacity?: number;
}

const HISTOGRAM = settings({
  name: required(text),
  role: optional(role),
  opacity: setting(between(0, 1), 0.35),
  edges: required(few),
  heights: required(few),
});

const legendOf = (name: string, role: Role | undefined): readonly LegendEntry[] =>
  role === undefined ? [{ name, kind: "fill" }] : [];

const styleOf = (role: Role | undefined, ...others: readonly string[]): Json => {
  const style = [...(role === undefined ? [] : [role]), ...others];
  return style.length === 0 ? {} : { style };
};

const fillOf = (context: LayerContext, name: string, role: Role | undefined): Json =>
  role === undefined ? nameChannels(context, "fill", name) : {};

/** Bars that fill their bins. */
export function histogram(parts: HistogramParts): Layer {
  const { name, edges, heights, role, opacity } = HISTOGRAM.read(
    drawing(parts, "a histogram"),
    parts,
    "parts",
  );
  if (edges.length !== heights.length + 1) {
    throw new RangeError(
      `Cannot draw ${name}: edges has ${edges.length} entries, expected ${heights.length + 1}`,
    );
  }
  return {
    legend: legendOf(name, role),
    build: (context) => {
      checkValues(name, context.x, edges);
      checkValues(name, context.y, heights);
      const values = Array.from(
        heights,
        (y, i) => ({ name, x: short(edges[i]!), x2: short(edges[i + 1]!), y: short(y), y2: 0 }),
      );
      return {
        data: { values },
        mark: { type: "rect", fillOpacity: opacity, ...styleOf(role, "paperline"), strokeWidth: 1 },
        encoding: {
          x2: { field: "x2" },
          y2: { field: "y2" },
          ...fillOf(context, name, role),
          tooltip: tooltip(context),
        },
      };
    },
  };
}

const BAND = settings({
  name: required(text),
  role: optional(role),
  opacity: setting(between(0, 1), 0.25),
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
    /** What it stands for, which gives its colour; then it has no place in the legend. */
    readonly role?: Role;
    /** Default 0.25. */
    readonly opacity?: number;
  },
): Layer {
  const { name, x, low, high, role, opacity } = BAND.read(drawing(parts, "a band"), parts, "parts");
  return {
    legend: legendOf(name, role),
    build: (context) => {
      checkValues(name, context.y, high);
      const lows = rows({ name, x, y: low }, context);
      return {
        data: { values: lows.map((row, i) => ({ ...row, y2: short(high[i]!) })) },
        mark: { type: "area", clip: true, opacity, ...styleOf(role) },
        encoding: { y2: { field: "y2" }, ...fillOf(context, name, role) },
      };
    },
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
