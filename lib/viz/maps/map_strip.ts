/** Maps side by side on one scale, in classes; what is impossible is bare paper with a dot. */
import {
  anyList,
  callable,
  flag,
  list,
  numberWith,
  optional,
  record,
  refusal,
  required,
  type Resolved,
  setting,
  settings,
  type Shape,
  ShapeError,
  shapeOf,
  text,
  vector,
  whole,
  wrongValue,
} from "../../math/mod.ts";
import { type Figure, figure } from "../grammar/figure.ts";
import type { Layer } from "../grammar/layer.ts";
import { dash, layer, place, role, sentence } from "../grammar/shapes.ts";
import type { Role } from "../look/colours.ts";
import type { dashPatterns } from "../look/theme.ts";
import type { MapCell } from "./grid_map.ts";
import { type MapPlace, type MapPlane, planeOf } from "./map_plane.ts";
import { stripLayers } from "./map_strip_layers.ts";

/** One map of a strip. */
export interface StripMap {
  /** One value a cell; −∞ is impossible. */
  readonly values: ArrayLike<number>;
  /** Words above it. */
  readonly title?: string;
  /** Their role; default ink. */
  readonly role?: Role;
  /** Lines around the cells that are in a set, one flag a cell. */
  readonly outlines?: readonly {
    readonly inside: readonly boolean[];
    readonly role: Role;
    readonly dash?: keyof typeof dashPatterns;
  }[];
  /** Whiskers, four a cell: to the north, east, south and west; 1 reaches the edge. */
  readonly whiskers?: readonly ArrayLike<number>[];
}

/** What {@link mapStrip} draws. */
export interface MapStripParts {
  readonly headline?: string;
  readonly subtitle?: readonly string[];
  readonly description: string;
  readonly rows: number;
  readonly columns: number;
  /** The free cells of every map, in the order of the values; every other place is a wall. */
  readonly cells: readonly MapCell[];
  readonly maps: readonly StripMap[];
  /** Maps in one row; default all. */
  readonly across?: number;
  /** Words above the columns of maps. */
  readonly heads?: readonly string[];
  /** What the shades mean, with its unit. */
  readonly shade: string;
  /** Where one shade becomes the next, ascending, at most five; values below the first are palest. */
  readonly classes: readonly number[];
  /** What stands at those places in the key; default the numbers. */
  readonly classWords?: readonly string[];
  /** More marks in the plane of the maps, at places on them: ways, names, a note. */
  readonly more?: (at: MapPlane["at"]) => readonly Layer[];
  /** Pixels; default 450. */
  readonly width?: number;
}

const logarithms: Shape<ArrayLike<number>> = vector(
  undefined,
  shapeOf<number>(
    "a number, or −∞ for what is impossible",
    (value) => value === -Infinity ? undefined : place.fault(value),
  ),
);

const MAP = settings({
  values: required(logarithms),
  title: optional(text),
  role: optional(role),
  outlines: optional(
    anyList(settings({ inside: required(list(flag)), role: required(role), dash: optional(dash) })),
  ),
  whiskers: optional(list(vector(4, place))),
});

const thresholds = shapeOf<readonly number[]>("ascending numbers, at most five", (value) => {
  const found = list(place).fault(value);
  if (found !== undefined) return found;
  const numbers = value as readonly number[];
  const ascending = numbers.every((each, i) => i === 0 || each > numbers[i - 1]!);
  return ascending && numbers.length <= 5
    ? undefined
    : wrongValue(value, "ascending numbers, at most five");
});

const STRIP = settings({
  headline: optional(text),
  subtitle: optional(anyList(text)),
  description: required(sentence),
  rows: required(whole(1, 200)),
  columns: required(whole(1, 200)),
  cells: required(list(record({ row: whole(0), column: whole(0), letter: text }))),
  maps: required(list(MAP)),
  across: optional(whole(1, 100)),
  heads: optional(anyList(text)),
  shade: required(text),
  classes: required(thresholds),
  classWords: optional(anyList(text)),
  more: optional(callable<NonNullable<MapStripParts["more"]>>("a function of places")),
  width: setting(numberWith("pixels in [100, 2000]", (room) => room >= 100 && room <= 2000), 450),
});

/** A strip as it was read. */
export type ReadStrip = Resolved<typeof STRIP>;

const doing = "draw a strip of maps";
const layersOf = anyList(layer);

/**
 * Maps on one scale: a film of messages, or several plans beside each other. Shades are classes, so
 * that equal shades are equal; what is impossible (−∞) is bare paper with a dot, what is only
 * unlikely has a tint. `S` in the cells is drawn as a ring, `G` as a diamond.
 *
 * @throws {ShapeError} when a map has not one value a cell
 *
 * @example
 * ```ts
 * import { mapStrip } from "lib/viz";
 * import { assertEquals } from "@std/assert";
 * const strip = mapStrip({
 *   headline: "The message reaches one cell more",
 *   description: "Two maps of two cells each; in the first only one can be reached.",
 *   rows: 1,
 *   columns: 2,
 *   cells: [{ row: 0, column: 0, letter: "S" }, { row: 0, column: 1, letter: "G" }],
 *   maps: [{ values: [0, -Infinity], title: "t = 1" }, { values: [-1, -2], title: "t = 2" }],
 *   shade: "log message [nats]",
 *   classes: [-3, -1.5, -0.5],
 * });
 * assertEquals(strip.spec.width, 450);
 * ```
 */
export function mapStrip(parts: MapStripParts): Figure {
  const read = STRIP.read(doing, parts, "parts");
  checkStrip(read);
  const { rows, columns, maps, width } = read;
  const size = { rows, columns, maps: maps.length, across: read.across ?? maps.length };
  const plane = planeOf(size, read.heads !== undefined, width);
  const [top, bottom] = [plane.y[1], plane.y[0]];
  return figure({
    description: read.description,
    ...(read.headline === undefined ? {} : { headline: read.headline }),
    ...(read.subtitle === undefined ? {} : { subtitle: read.subtitle }),
    x: { title: "column", domain: plane.x, hidden: true },
    y: { title: "row", domain: [bottom, top], hidden: true },
    width,
    height: Math.round((bottom - top) * plane.unit),
    keepsShape: true,
    layers: [
      ...stripLayers(read, plane),
      ...(read.more === undefined ? [] : layersOf.check(doing, "more()", read.more(plane.at))),
    ],
  });
}

function checkStrip({ cells, maps, rows, columns, classes, classWords }: ReadStrip): void {
  cells.forEach((cell, i) => {
    if (cell.row < rows && cell.column < columns) return;
    const wish = `a row below ${rows} and a column below ${columns}`;
    throw new RangeError(refusal(doing, `cells[${i}]`, [cell.row, cell.column], wish));
  });
  maps.forEach(({ values, outlines = [], whiskers }, k) => {
    const lists = [["values", values], ["whiskers", whiskers ?? values]] as const;
    const all = [
      ...lists,
      ...outlines.map(({ inside }, i) => [`outlines[${i}].inside`, inside] as const),
    ];
    for (const [name, { length }] of all) {
      if (length === cells.length) continue;
      throw new ShapeError(doing, `maps[${k}].${name}`, [length], `[${cells.length}], one a cell`);
    }
  });
  if (classWords !== undefined && classWords.length !== classes.length) {
    throw new ShapeError(doing, "classWords", [classWords.length], `[${classes.length}]`);
  }
}

export type { MapPlace };
