/** What figures are made of, as shapes: the doors of this floor are put together from them. */
import {
  anyList,
  callable,
  either,
  list,
  numbers,
  numberWith,
  oneOf,
  optional,
  record,
  type Shape,
  shapeOf,
  type Sizes,
  text,
  type TypeOf,
  vector,
  whole,
  within,
  wrongKind,
  wrongSize,
  wrongValue,
} from "../../math/mod.ts";
import { type Role, roles } from "../look/colours.ts";
import type { dashPatterns } from "../look/theme.ts";
import type { Json } from "./axis.ts";
import type { Layer } from "./layer.ts";

/** Beyond it, spans and areas of what is drawn would overflow. */
const FARTHEST = 1e150;

/** A number that has a place on an axis. */
export const place: Shape<number> = numberWith(
  `a finite number within ±${FARTHEST}`,
  (value) => Math.abs(value) <= FARTHEST,
);

/** A length or a distance on an axis. */
export const extent: Shape<number> = numberWith(
  `a number above 0, at most ${FARTHEST}`,
  (value) => value > 0 && value <= FARTHEST,
);

/** A plot's width or height. */
export const pixels: Shape<number> = numberWith(
  "a number of pixels in [1, 10000]",
  (value) => value >= 1 && value <= 10_000,
);

/** Numbers with a place on an axis, perhaps none; as many as the door's other columns. */
export const column: Shape<ArrayLike<number>> = shapeOf(
  numbers.wish,
  (value, sizes: Sizes = {}) =>
    numbers.fault(value) ?? uneven((value as ArrayLike<number>).length, sizes) ??
      tooFar(value as ArrayLike<number>),
);

/** Texts, perhaps none; as many as the door's other columns. */
export const words: Shape<readonly string[]> = shapeOf(
  "a list of texts",
  (value, sizes: Sizes = {}) =>
    anyList(text).fault(value) ?? uneven((value as readonly string[]).length, sizes),
);

/** Places on an axis: numbers, or the names of categories. */
export const places: Shape<ArrayLike<number | string>> = either(column, words);

/** A few numbers of any count of their own. */
export const few: Shape<ArrayLike<number>> = apart(column);

/** The two ends of an axis or of shades, in either order. */
export const ends: Shape<readonly [number, number]> = shapeOf(
  "two different numbers",
  (value) => {
    const found = twoPlaces.fault(value);
    if (found !== undefined) return found;
    const [from, to] = value as readonly [number, number];
    return from === to ? wrongValue(value, "two different numbers") : undefined;
  },
);

const twoPlaces = vector(2, place);

/** A shape whose letters for sizes stand apart from those of the door it is used in. */
export function apart<T>(shape: Shape<T>): Shape<T> {
  return shapeOf(shape.wish, (value) => shape.fault(value));
}

/** A description for those who cannot see the picture. */
export const sentence: Shape<string> = shapeOf(
  "a sentence of at least six words for those who cannot see it",
  (value) => {
    const wish = "a sentence of at least six words for those who cannot see it";
    if (typeof value !== "string") return wrongKind(value, wish);
    return value.trim().split(/\s+/).length < 6 ? wrongValue(value, wish) : undefined;
  },
);

/** A part of a specification: looked at no deeper, for Vega does that. */
export const json: Shape<Json> = record({}, "a plain object");

const entry = record({ name: text, kind: oneOf("line", "point", "fill") });

/** What `line`, `dots` and the like make; what it builds is looked at when it is built. */
export const layer: Shape<Layer> = record(
  { legend: anyList(entry), build: callable<Layer["build"]>() },
  "a layer, as line, dots and the like make it",
);

/** What `figure` and the like make; its specification is looked at no deeper than its top. */
export const madeFigure: Shape<{ readonly spec: Json; readonly description: string }> = record(
  { spec: json, description: text },
  "a figure, as figure and the like make it",
);

/** What a mark can stand for. */
export const role: Shape<Role> = oneOf(...roles);

/** How a line is broken. */
export const dash: Shape<keyof typeof dashPatterns> = oneOf("solid", "dashed", "dotted", "long");

/** Options that columns share. */
export const columnTable = {
  colour: optional(whole(0)),
  role: optional(role),
  group: optional(column),
  frame: optional(column),
} as const;

/** So many categories, each named once. */
export const categories: Shape<readonly string[]> = shapeOf(
  "a list of different texts",
  (value) => {
    const found = list(text).fault(value);
    if (found !== undefined) return found;
    const names = value as TypeOf<typeof words>;
    const at = names.findIndex((name, i) => names.indexOf(name) < i);
    return at < 0 ? undefined : within(`[${at}]`, wrongValue(names[at], "each category once"));
  },
);

function uneven(length: number, sizes: Sizes) {
  const wanted = sizes.n ??= length;
  return wanted === length ? undefined : wrongSize([length], `[${wanted}]`);
}

function tooFar(values: ArrayLike<number>) {
  for (let i = 0; i < values.length; i++) {
    if (Math.abs(values[i]!) > FARTHEST) return within(`[${i}]`, place.fault(values[i])!);
  }
  return undefined;
}

/** A number that is drawn smaller or larger, fainter or bolder. */
export const strength: Shape<number> = numberWith(
  "a number in (0, 10000]",
  (value) => value > 0 && value <= 10_000,
);

/** What a layer's door is about to do, by the layer's name where it has one: "draw loss". */
export function drawing(parts: { readonly name: string }, otherwise: string): string {
  const name: unknown = parts?.name;
  return `draw ${typeof name === "string" && name !== "" ? name : otherwise}`;
}
