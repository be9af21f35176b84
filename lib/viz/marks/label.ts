import {
  either,
  flag,
  oneOf,
  optional,
  required,
  setting,
  settings,
  text,
} from "../../math/mod.ts";
import { frameFilter, type Layer, rows } from "../grammar/layer.ts";
import { place, role } from "../grammar/shapes.ts";
import type { Role } from "../look/colours.ts";
import { lineHeight } from "../look/theme.ts";
import { type Align, lines, wordMarks } from "./words.ts";

/** Words at a place. */
export interface LabelParts {
  /** One line, or several. */
  readonly text: string | readonly string[];
  readonly x: number | string;
  readonly y: number;
  /** What they name, whose colour they take; default ink. */
  readonly role?: Role;
  /** Which end of the words stands at x; default left. */
  readonly align?: Align;
  /** Default true: a name. Remarks are not bold. */
  readonly bold?: boolean;
  /** Paper around the letters, where lines pass; default true. */
  readonly halo?: boolean;
  /** Only while the slider stands there. */
  readonly frame?: number;
}

const LABEL = settings({
  text: required(lines),
  x: required(either(place, text)),
  y: required(place),
  role: setting(role, "ink"),
  align: setting(oneOf("left", "center", "right"), "left"),
  bold: setting(flag, true),
  halo: setting(flag, true),
  frame: optional(place),
});

/**
 * A name at its line, in its line's colour, instead of a legend. Several lines of words stand with
 * their middle at y.
 *
 * @throws {RangeError} in `figure`, when the words would leave the plot or cover others, there or on a phone
 *
 * @example
 * ```ts
 * import { figure, label, line } from "lib/viz";
 * import { assertEquals } from "@std/assert";
 * const named = figure({
 *   headline: "Twice as long is four times as large",
 *   description: "A parabola through the origin, with its name beside it.",
 *   x: { title: "length", unit: "m", domain: [0, 2] },
 *   y: { title: "area", unit: "m²", domain: [0, 4] },
 *   layers: [
 *     line({ name: "a square", x: [0, 1, 2], y: [0, 1, 4], role: "bound" }),
 *     label({ text: "a square", x: 1.4, y: 2.6, role: "bound", align: "right" }),
 *   ],
 * });
 * assertEquals(named.spec.width, 450);
 * ```
 */
export function label(parts: LabelParts): Layer {
  const { text, bold, halo, align, role, frame, x, y } = LABEL.read("draw a label", parts, "parts");
  const written = typeof text === "string" ? [text] : text;
  const dy = -(written.length - 1) * lineHeight / 2;
  const shownAt = frame === undefined ? {} : { frame };
  const weight = bold ? { fontWeight: "bold" } : {};
  return {
    legend: [],
    words: () => ({ lines: written, bold, align, x, y, dx: 0, dy, ...shownAt }),
    build: (context) => {
      const columns = { name: written[0]!, x: [x], y: [y], ...framed(frame) };
      const [row] = rows(columns, context);
      return {
        data: { values: [{ ...row, text: written }] },
        ...frameFilter(columns, context),
        ...wordMarks({ align, baseline: "middle", dy, ...weight }, role, halo),
      };
    },
  };
}

const framed = (frame: number | undefined) => frame === undefined ? {} : { frame: [frame] };
