import {
  either,
  oneOf,
  record,
  refusal,
  required,
  setting,
  settings,
  text,
} from "../../math/mod.ts";
import { type Layer, rows } from "../grammar/layer.ts";
import { place, role } from "../grammar/shapes.ts";
import type { Role } from "../look/colours.ts";
import { lineHeight } from "../look/theme.ts";
import { pixelOf, type Room, type WordBlock } from "../grammar/word_boxes.ts";
import { type Align, lines, wordMarks } from "./words.ts";

/** The one thing to look at. */
export interface NoteParts {
  /** One line, or several; with its number. */
  readonly text: string | readonly string[];
  /** Where the words begin, and the leader. */
  readonly x: number | string;
  readonly y: number;
  /** What they speak of, where the leader ends. */
  readonly at: { readonly x: number | string; readonly y: number };
  /** Which end of the words stands beside the leader; centred words stand above or below one that is steep. */
  readonly align?: Align;
  /** Default ink. */
  readonly role?: Role;
}

const NOTE = settings({
  text: required(lines),
  x: required(either(place, text)),
  y: required(place),
  at: required(record({ x: either(place, text), y: place })),
  align: setting(oneOf("left", "center", "right"), "center"),
  role: setting(role, "ink"),
});

/** From a leader to the words beside it, pixels. */
const beside = 7;

/**
 * The one thing to look at: a few words and a thin leader to what they speak of. A figure has one.
 *
 * @throws {RangeError} in `figure`, when the words would leave the plot or cover others, there or on a phone
 */
export function note(parts: NoteParts): Layer {
  const { text, x, y, at, align, role } = NOTE.read("draw a note", parts, "parts");
  const written = typeof text === "string" ? [text] : text;
  const words = (room: Room): WordBlock => {
    const way = wayOf({ x, y }, at, room);
    if (align === "center" && way === "sideways") {
      const got = `centred words and a leader that goes sideways through them ("${written[0]}")`;
      throw new RangeError(refusal("draw a note", "align", got, '"left" or "right"'));
    }
    const offset = besideLeader(align, way, written.length);
    return { lines: written, bold: false, align, x, y, ...offset };
  };
  return {
    legend: [],
    words,
    build: (context) => {
      const [from, to] = rows({ name: "note", x: [x, at.x] as string[], y: [y, at.y] }, context);
      const { dx, dy } = words(context);
      return {
        data: { values: [{ ...from, x2: to!.x, y2: to!.y, text: written }] },
        layer: [
          {
            mark: { type: "rule", style: "ink", strokeWidth: 1 },
            encoding: { x2: { field: "x2" }, y2: { field: "y2" } },
          },
          wordMarks({ align, baseline: "middle", dx, dy }, role, true),
        ],
      };
    },
  };
}

/** A place on both axes. */
type Place = NoteParts["at"];

/** Where a leader goes; where nobody knows, as y does. */
function wayOf(from: Place, to: Place, { x, y, width, height }: Room) {
  const across = (place: Place) => pixelOf(place.x, x, width) ?? 0;
  const up = (place: Place) => pixelOf(place.y, y, height) ?? place.y;
  const [dx, dy] = [across(to) - across(from), up(to) - up(from)];
  return Math.abs(dx) > 2 * Math.abs(dy) ? "sideways" : dy < 0 ? "down" : "up";
}

/** Where the first line of a block stands, seen from where its leader begins. */
function besideLeader(align: Align, way: "sideways" | "down" | "up", count: number) {
  const block = (count - 1) * lineHeight;
  const centred = { down: -block - 12, up: 12, sideways: -block / 2 };
  if (align === "center") return { dx: 0, dy: centred[way] };
  const hanging = { down: lineHeight / 2, up: -block - lineHeight / 2, sideways: -block / 2 };
  return { dx: align === "left" ? beside : -beside, dy: hanging[way] };
}
