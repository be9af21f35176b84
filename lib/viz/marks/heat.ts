import { oneOf, required, setting, settings, text, vector } from "../../math/mod.ts";
import type { Json } from "../grammar/axis.ts";
import { type Layer, rows, short } from "../grammar/layer.ts";
import { column, drawing, extent } from "../grammar/shapes.ts";

/** Cells overlap by this share, or thin seams would show between them. */
const overlap = 1.04;

/** Six steps of lightness, evenly over all values. */
function rampOver(values: ArrayLike<number>): Json {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    low = Math.min(low, values[i]!);
    high = Math.max(high, values[i]!);
  }
  const step = (high - low) / 5;
  const domain = Array.from({ length: 6 }, (_, i) => low + i * step);
  return values.length === 0 ? {} : { domain, range: "ramp" };
}

const HEAT = settings({
  name: required(text),
  x: required(column),
  y: required(column),
  value: required(column),
  cell: required(vector(2, extent)),
  scale: setting(oneOf("viridis", "ramp"), "viridis"),
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
    /** `ramp`: from paper to the deepest blue; default viridis, brighter is more. */
    readonly scale?: "viridis" | "ramp";
  },
): Layer {
  const { name, x, y, value, cell, scale } = HEAT.read(drawing(parts, "shades"), parts, "parts");
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
          scale: scale === "ramp" ? rampOver(value) : { scheme: "viridis", nice: false },
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
