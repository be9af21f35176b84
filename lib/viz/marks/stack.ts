/** Parts that add up, runs that are many, and a histogram as an outline. */
import {
  between,
  list,
  optional,
  record,
  required,
  setting,
  settings,
  ShapeError,
  text,
} from "../../math/mod.ts";
import { checkValues } from "../grammar/axis.ts";
import { type Layer, rows, short } from "../grammar/layer.ts";
import { column, dash, drawing, few, role, strength } from "../grammar/shapes.ts";
import type { Role } from "../look/colours.ts";
import { dashPatterns } from "../look/theme.ts";

/** Curves that add up. */
export interface StackParts {
  readonly x: ArrayLike<number>;
  /** From the lowest up; their colours are those of areas: fillA, fillB, world, bound … */
  readonly parts: readonly {
    readonly name: string;
    readonly y: ArrayLike<number>;
    readonly role: Role;
  }[];
  /** Name of the sum, which is drawn in ink above all. */
  readonly sum: string;
}

const STACK = settings({
  x: required(column),
  parts: required(list(record({ name: text, y: column, role }))),
  sum: required(text),
});

/** So that a histogram is seen on the darkest of them. */
const stackOpacity = 0.85;

/** Parts that add up, stacked as areas with a line of paper between them, under their sum. */
export function stack(given: StackParts): Layer {
  const { x, parts, sum } = STACK.read("draw a stack", given, "parts");
  const zero = new Float64Array(x.length);
  const tops = parts.reduce<Float64Array[]>(
    (below, { y }) => [...below, (below.at(-1) ?? zero).map((height, i) => height + y[i]!)],
    [],
  );
  return {
    legend: [],
    build: (context) => {
      const curve = (name: string, y: ArrayLike<number>) => rows({ name, x, y }, context);
      const area = ({ name, role }: StackParts["parts"][number], k: number) => ({
        data: {
          values: curve(name, tops[k]!).map((row, i) => ({
            ...row,
            y2: short((tops[k - 1] ?? zero)[i]!),
          })),
        },
        mark: { type: "area", style: role, opacity: stackOpacity },
        encoding: { y2: { field: "y2" } },
      });
      const edge = (style: string, strokeWidth: number) => ({
        type: "line",
        style,
        strokeWidth,
      });
      return {
        layer: [
          ...parts.map(area),
          ...tops.slice(0, -1).map((top) => ({
            data: { values: curve("edge", top) },
            mark: edge("paper", 1.5),
          })),
          { data: { values: curve(sum, tops.at(-1)!) }, mark: edge("ink", 3) },
        ],
      };
    },
  };
}

const RUNS = settings({
  name: required(text),
  x: required(few),
  runs: required(list(few)),
  role: required(role),
  dash: optional(dash),
  opacity: setting(between(0, 1), 0.5),
});

/**
 * Every run as a thin line; draw their summary over them with {@link line}, in the same role.
 *
 * @param parts.runs as long as x, each
 */
export function runs(parts: {
  readonly name: string;
  readonly x: ArrayLike<number>;
  readonly runs: readonly ArrayLike<number>[];
  readonly role: Role;
  readonly dash?: keyof typeof dashPatterns;
  /** Default 0.5. */
  readonly opacity?: number;
}): Layer {
  const doing = drawing(parts, "runs");
  const { name, x, runs, role, dash, opacity } = RUNS.read(doing, parts, "parts");
  const short = runs.findIndex(({ length }) => length !== x.length);
  if (short >= 0) {
    throw new ShapeError(doing, `runs[${short}]`, [runs[short]!.length], `[${x.length}]`);
  }
  const broken = dash === undefined ? {} : { strokeDash: dashPatterns[dash] };
  return {
    legend: [],
    build: (context) => ({
      data: { // many rows: what the encoding does not read, they do not say
        values: runs.flatMap((y, group) =>
          rows({ name, x, y, group: Array.from(y, () => group) }, context)
            .map(({ name: _, ...row }) => row)
        ),
      },
      mark: { type: "line", clip: true, style: role, strokeWidth: 1, opacity, ...broken },
      encoding: { detail: { field: "group" }, order: { field: "i" } },
    }),
  };
}

const STEPS = settings({
  name: required(text),
  edges: required(few),
  heights: required(few),
  role: setting(role, "ink"),
  width: setting(strength, 1),
});

/** A histogram as an outline, to lie over curves that explain it. */
export function steps(parts: {
  readonly name: string;
  /** One more than heights. */
  readonly edges: ArrayLike<number>;
  readonly heights: ArrayLike<number>;
  /** Default ink. */
  readonly role?: Role;
  /** Pixels; default 1. */
  readonly width?: number;
}): Layer {
  const doing = drawing(parts, "steps");
  const { name, edges, heights, role, width } = STEPS.read(doing, parts, "parts");
  if (edges.length !== heights.length + 1) {
    throw new ShapeError(doing, "edges", [edges.length], `[${heights.length + 1}]`);
  }
  const x = Array.from(heights, (_, i) => [edges[i]!, edges[i + 1]!]).flat();
  const y = Array.from(heights, (height) => [height, height]).flat();
  const [first = 0, last = 0] = [edges[0], edges[edges.length - 1]];
  return {
    legend: [],
    build: (context) => {
      checkValues(name, context.x, edges);
      return {
        data: { values: rows({ name, x: [first, ...x, last], y: [0, ...y, 0] }, context) },
        mark: { type: "line", style: role, strokeWidth: width, opacity: 0.8, strokeJoin: "miter" },
        encoding: { order: { field: "i" } },
      };
    },
  };
}
