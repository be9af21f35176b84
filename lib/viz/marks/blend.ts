import { between, optional, required, setting, settings, text, vector } from "../../math/mod.ts";
import { checkValues } from "../grammar/axis.ts";
import type { Layer } from "../grammar/layer.ts";
import { beliefChannel } from "../grammar/layers.ts";
import { column, drawing, strength } from "../grammar/shapes.ts";

const BLEND = settings({
  name: required(text),
  x: required(column),
  y: required(column),
  group: optional(column),
  belief: required(vector("n", between(0, 1))),
  width: setting(strength, 1.1),
});

/** More pieces than this make a file too heavy to open; they are short: a text, not records. */
const mostPieces = 20_000;

/**
 * Lines whose colour is a belief that changes along them: ochre for the second cause, grey while
 * undecided, plum for the first.
 *
 * @param parts.belief in [0, 1] that the first cause is behind it, at each point
 */
export function blend(parts: {
  readonly name: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** Points of one group make one line; default: all. */
  readonly group?: ArrayLike<number>;
  readonly belief: ArrayLike<number>;
  /** Pixels; default 1.1. */
  readonly width?: number;
}): Layer {
  const doing = drawing(parts, "a blend");
  const { name, x, y, group, belief, width } = BLEND.read(doing, parts, "parts");
  if (x.length > mostPieces) {
    throw new RangeError(
      `Cannot ${doing}: it has ${x.length} points, expected at most ${mostPieces}; thin it`,
    );
  }
  const pieces: string[] = [];
  for (let i = 1; i < x.length; i++) {
    if (group !== undefined && group[i] !== group[i - 1]) continue;
    const middle = ((belief[i - 1]! + belief[i]!) / 2).toFixed(2);
    pieces.push([x[i - 1]!, y[i - 1]!, x[i]!, y[i]!].map(brief).join(",") + `,${middle}`);
  }
  return {
    legend: [],
    build: (context) => {
      checkValues(name, context.x, x);
      checkValues(name, context.y, y);
      return {
        data: csv(["x", "y", "x2", "y2", "belief"], pieces),
        mark: { type: "rule", clip: true, strokeWidth: width, strokeCap: "square" },
        encoding: { x2: { field: "x2" }, y2: { field: "y2" }, color: beliefChannel },
      };
    },
  };
}

/** Four digits: less than a tenth of a pixel. */
export const brief = (value: number) => String(Number(value.toPrecision(4)));

/** Rows as one text: a notebook would give every number a line of its own. */
export function csv(names: readonly string[], lines: readonly string[]) {
  const parse = Object.fromEntries(names.map((name) => [name, "number"]));
  return { values: [names.join(","), ...lines].join("\n"), format: { type: "csv", parse } };
}
