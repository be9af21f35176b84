import {
  flag,
  oneOf,
  optional,
  required,
  setting,
  settings,
  text,
  unknownKind,
  vector,
} from "../../math/mod.ts";
import type { Json } from "../grammar/axis.ts";
import { brief, csv } from "./blend.ts";
import { type Layer, rows } from "../grammar/layer.ts";
import { column, drawing, ends, extent } from "../grammar/shapes.ts";

/** Cells overlap by this share, or thin seams would show between them. */
const overlap = 1.04;

/** What the shades mean, beside the plot. */
const scaleBeside = {
  orient: "right",
  gradientLength: 180,
  titleFontWeight: "normal",
  format: ".2~f",
};

/** How values become shades. */
export type HeatScale = "viridis" | "ramp" | "diverging";

/** Least and greatest value; where signs matter, as far below 0 as above. */
function extentOf(values: ArrayLike<number>, scale: HeatScale): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    low = Math.min(low, values[i]!);
    high = Math.max(high, values[i]!);
  }
  if (values.length === 0) return [0, 1];
  const far = Math.max(Math.abs(low), Math.abs(high));
  return scale === "diverging" ? [-far, far] : [low, high];
}

/** The scale of Vega-Lite for shades between two ends. */
export function shadesOf(scale: HeatScale, [low, high]: readonly [number, number]): Json {
  const steps = (count: number) =>
    Array.from({ length: count }, (_, i) => low + i * (high - low) / (count - 1));
  switch (scale) {
    case "viridis":
      return { scheme: "viridis", domain: [low, high], nice: false };
    case "ramp":
      return { range: "ramp", domain: steps(6), interpolate: "lab", clamp: true };
    case "diverging":
      return { range: "diverging", domain: steps(3), interpolate: "lab", clamp: true };
    default:
      throw unknownKind("draw shades", "scale", scale);
  }
}

/** Viridis, as before; the ramp from least to most; from one sign over nothing to the other. */
export const heatScale = oneOf("viridis", "ramp", "diverging");

const HEAT = settings({
  name: required(text),
  x: required(column),
  y: required(column),
  value: required(column),
  cell: required(vector(2, extent)),
  scale: setting(heatScale, "viridis"),
  domain: optional(ends),
  legend: setting(flag, true),
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
    /**
     * `ramp`: from paper to the deepest blue; `diverging`: ochre below 0, plum above; default viridis,
     * brighter is more.
     */
    readonly scale?: HeatScale;
    /** Ends of the shades; default: least and greatest value, for `diverging` as far on both sides. */
    readonly domain?: readonly [number, number];
    /** What the shades mean, at the right; without it, words on the map say so. Default true. */
    readonly legend?: boolean;
  },
): Layer {
  const { name, x, y, value, cell, scale, domain, legend } = HEAT.read(
    drawing(parts, "shades"),
    parts,
    "parts",
  );
  const [dx, dy] = [(overlap * cell[0]!) / 2, (overlap * cell[1]!) / 2];
  return {
    legend: [],
    build: (context) => ({
      data: csv(
        ["x", "x2", "y", "y2", "value"],
        rows({ name, x, y }, context).map((row, i) => {
          const [across, up] = [Number(row.x), Number(row.y)];
          const cell = [across - dx, across + dx, up - dy, up + dy, value[i]!];
          return cell.map(brief).join(",");
        }),
      ),
      mark: { type: "rect", clip: true },
      encoding: {
        x2: { field: "x2" },
        y2: { field: "y2" },
        fill: {
          field: "value",
          type: "quantitative",
          title: name,
          scale: shadesOf(scale, domain ?? extentOf(value, scale)),
          legend: legend ? scaleBeside : null,
        },
      },
    }),
  };
}
