import { flag, optional, refusal, required, setting, settings, text } from "../../math/mod.ts";
import { checkValues } from "../grammar/axis.ts";
import type { Layer, LayerContext } from "../grammar/layer.ts";
import { column, dash, drawing, role, strength } from "../grammar/shapes.ts";
import type { Role } from "../look/colours.ts";
import { dashPatterns } from "../look/theme.ts";
import { brief, csv } from "./blend.ts";
import { pixelOf } from "../grammar/word_boxes.ts";

const ARROWS = settings({
  name: required(text),
  x: required(column),
  y: required(column),
  x2: required(column),
  y2: required(column),
  role: setting(role, "ink"),
  width: setting(strength, 1.5),
  dash: optional(dash),
  heads: setting(flag, true),
});

/**
 * Straight arrows from (x, y) to (x2, y2).
 *
 * @param parts.x likewise y, x2 and y2: equally many
 * @throws {TypeError} in `figure`, when an axis has no domain: where an arrow points is not known
 */
export function arrows(parts: {
  readonly name: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly x2: ArrayLike<number>;
  readonly y2: ArrayLike<number>;
  /** Default ink. */
  readonly role?: Role;
  /** Pixels; default 1.5. */
  readonly width?: number;
  readonly dash?: keyof typeof dashPatterns;
  /** Default true; without heads they are lines. */
  readonly heads?: boolean;
}): Layer {
  const doing = drawing(parts, "arrows");
  const { name, role, width, dash, heads, ...ends } = ARROWS.read(doing, parts, "parts");
  const broken = dash === undefined ? {} : { strokeDash: dashPatterns[dash] };
  const shaft = {
    mark: { type: "rule", style: role, strokeWidth: width, ...broken },
    encoding: { x2: { field: "x2" }, y2: { field: "y2" } },
  };
  const tip = {
    mark: {
      type: "point",
      shape: "triangle-up",
      filled: true,
      style: role,
      size: 45 * width,
      opacity: 1,
    },
    encoding: {
      x: { field: "x2", type: "quantitative" },
      y: { field: "y2", type: "quantitative" },
      angle: { field: "turn", type: "quantitative", scale: null },
    },
  };
  return {
    legend: [],
    build: (context) => {
      const lines = Array.from(ends.x, (_, i) => {
        const arrow = [ends.x[i]!, ends.y[i]!, ends.x2[i]!, ends.y2[i]!] as const;
        checkValues(name, context.x, [arrow[0], arrow[2]]);
        checkValues(name, context.y, [arrow[1], arrow[3]]);
        return [...arrow.map(brief), turnOf(doing, arrow, context)].join(",");
      });
      const data = csv(["x", "y", "x2", "y2", "turn"], lines);
      return { data, layer: heads ? [shaft, tip] : [shaft] };
    },
  };
}

/** Degrees clockwise from straight up, as the arrow stands in the plot. */
function turnOf(
  doing: string,
  [x, y, x2, y2]: readonly [number, number, number, number],
  { x: across, y: up, width, height }: LayerContext,
): string {
  const [from, to] = [pixelOf(x, across, width), pixelOf(x2, across, width)];
  const [low, high] = [pixelOf(y, up, height), pixelOf(y2, up, height)];
  if (from === undefined || to === undefined || low === undefined || high === undefined) {
    throw new TypeError(refusal(doing, "the axis' domain", undefined, "one for x and one for y"));
  }
  return (90 - Math.atan2(high - low, to - from) * 180 / Math.PI).toFixed(1);
}
