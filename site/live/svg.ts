/** Marks as the elements of an SVG, still without a page. */
import type { Ink, Mark, Paint, Point } from "../../lib/live/mod.ts";

/** An element to be: its name, its attributes, and the words in it. */
export interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string | number | undefined>>;
  readonly words?: string;
}

/** A colour's variable, set where the picture stands; see `dress.ts`. */
export function variable(ink: Ink): string {
  return `--live-${ink}`;
}

/**
 * A mark as an element.
 *
 * @param stripes address of the pattern of stripes in a colour
 */
export function elementOf(mark: Mark, stripes: (ink: Ink) => string): Element {
  switch (mark.kind) {
    case "box": {
      const { x, y, width, height, round } = mark;
      const size = { x: short(x), y: short(y), width: short(width), height: short(height) };
      return { tag: "rect", attributes: { ...size, rx: round, ...paintOf(mark, stripes) } };
    }
    case "disc": {
      const at = { cx: short(mark.x), cy: short(mark.y), r: short(mark.radius) };
      return { tag: "circle", attributes: { ...at, ...paintOf(mark, stripes) } };
    }
    case "path": {
      const d = mark.pieces.map((piece) => lineOf(piece) + (mark.closed ? "Z" : "")).join("");
      return { tag: "path", attributes: { d, ...paintOf(mark, stripes) } };
    }
    case "words":
      return wordsOf(mark);
    default:
      throw new TypeError(`Cannot draw: a mark is ${JSON.stringify(mark satisfies never)}`);
  }
}

function wordsOf(mark: Extract<Mark, { readonly kind: "words" }>): Element {
  const { x, y, words, anchor = "start", size = 13, weight = "normal", ink = "ink" } = mark;
  const rim = mark.halo ? { stroke: `var(${variable("paper")})`, "stroke-width": 4 } : {};
  return {
    tag: "text",
    attributes: {
      x: short(x),
      y: short(y),
      "text-anchor": anchor,
      "font-size": size,
      "font-weight": weight,
      fill: `var(${variable(ink)})`,
      "paint-order": mark.halo ? "stroke" : undefined,
      "stroke-linejoin": mark.halo ? "round" : undefined,
      ...rim,
    },
    words,
  };
}

function paintOf(paint: Paint, stripes: (ink: Ink) => string) {
  const { fill, fillOpacity, striped, stroke, thick = 1, dash, opacity } = paint;
  return {
    fill: fill === undefined ? "none" : striped ? stripes(fill) : `var(${variable(fill)})`,
    "fill-opacity": fillOpacity,
    stroke: stroke && `var(${variable(stroke)})`,
    "stroke-width": stroke && thick,
    "stroke-dasharray": dash?.join(" "),
    "stroke-linecap": stroke && "round",
    "stroke-linejoin": stroke && "round",
    opacity,
  };
}

function lineOf(points: readonly Point[]): string {
  return points.length === 0
    ? ""
    : `M${points.map(([x, y]) => `${short(x)} ${short(y)}`).join("L")}`;
}

/** Hundredths of a pixel are more than anybody sees. */
function short(pixels: number): number {
  return Math.round(pixels * 100) / 100;
}
