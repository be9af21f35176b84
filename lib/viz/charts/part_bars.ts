/** Bars of parts that add up, all from one zero, with ribbons from part to part. */
import {
  list,
  numberWith,
  optional,
  record,
  required,
  settings,
  ShapeError,
  text,
  vector,
} from "../../math/mod.ts";
import { AXIS, type Axis } from "../grammar/axis.ts";
import { type Figure, figure } from "../grammar/figure.ts";
import { type Layer, short } from "../grammar/layer.ts";
import { layer, role, sentence } from "../grammar/shapes.ts";
import type { Role } from "../look/colours.ts";
import { label } from "../marks/label.ts";

/** A bar. */
export interface PartBar {
  readonly name: string;
  /** As long as each part is, none negative. */
  readonly values: ArrayLike<number>;
  /** Words at its end: what all comes to. */
  readonly end?: string;
}

/** What {@link partBars} draws. */
export interface PartBarsParts {
  readonly headline: string;
  readonly description: string;
  /** What the lengths are, with a domain that begins at 0. */
  readonly x: Axis;
  /** What stands at zero: the value that the bars fall short of, or begin at. */
  readonly zero: string;
  readonly parts: readonly { readonly name: string; readonly role: Role }[];
  readonly bars: readonly PartBar[];
  /** More marks: x is the length, y counts bars from 0 downwards. */
  readonly more?: readonly Layer[];
}

const length = numberWith("a number of at least 0", (value) => value >= 0);
const BARS = settings({
  headline: required(text),
  description: required(sentence),
  x: required(AXIS),
  zero: required(text),
  parts: required(list(record({ name: text, role }))),
  bars: required(
    list(
      settings({
        name: required(text),
        values: required(vector(undefined, length)),
        end: optional(text),
      }),
    ),
  ),
  more: optional(list(layer)),
});

const doing = "draw bars of parts";

/**
 * Bars from one zero, each made of the same parts; ribbons between them show what one trades for
 * the other. A part is named below the first bar, and its length stands in it where there is room.
 * Of a single part, whose name the axis says, there are neither ribbons nor name.
 *
 * @throws {ShapeError} when a bar has not one length a part
 */
export function partBars(given: PartBarsParts): Figure {
  const read = BARS.read(doing, given, "parts");
  const { headline, description, x, zero, parts, bars, more = [] } = read;
  bars.forEach(({ values }, i) => {
    if (values.length === parts.length) return;
    throw new ShapeError(doing, `bars[${i}].values`, [values.length], `[${parts.length}]`);
  });
  const ends = bars.map(({ values }) => startsOf(values));
  return figure({
    headline,
    description,
    x: { grid: true, ...x },
    y: { title: "bar", domain: [bars.length - 0.5, -1.02], hidden: true },
    height: Math.round(80 * (bars.length + 0.52)),
    layers: [
      ...(parts.length === 1 ? [] : parts.flatMap(({ role }, k) => ribbons(ends, k, role))),
      ...parts.map(({ role }, k) => boxes(ends, k, role)),
      zeroLine(bars.length),
      label({ text: zero, x: widthOf(x, 0.015), y: -0.86 }),
      ...bars.flatMap((bar, row) => wordsOf(bar, row, ends[row]!, x)),
      ...numbers(ends, parts, x),
      ...more,
    ],
  });
}

/** So far along an axis, as a share of it. */
function widthOf({ domain }: Axis, share: number): number {
  return domain === undefined ? 0 : domain[0] + share * (domain[1] - domain[0]);
}

/** Where each part begins, and where the last one ends. */
function startsOf(values: ArrayLike<number>): readonly number[] {
  return Array.from(values).reduce<number[]>((ends, value) => [...ends, ends.at(-1)! + value], [0]);
}

/** Half the height of a bar, the distance of two being 1. */
const half = 0.22;

function plain(values: readonly object[], mark: object, encoding: object): Layer {
  return { legend: [], build: () => ({ data: { values }, mark, encoding }) };
}

function boxes(ends: readonly (readonly number[])[], k: number, role: Role): Layer {
  const values = ends.flatMap((starts, row) =>
    starts[k + 1]! > starts[k]!
      ? [{ x: short(starts[k]!), x2: short(starts[k + 1]!), y: row - half, y2: row + half }]
      : []
  );
  return plain(values, { type: "rect", style: [role, "paperline"], strokeWidth: 1 }, {
    x2: { field: "x2" },
    y2: { field: "y2" },
  });
}

/** From the foot of a part to the head of the same part below. */
function ribbons(ends: readonly (readonly number[])[], k: number, role: Role): readonly Layer[] {
  return ends.slice(1).map((below, row) => {
    const at = (starts: readonly number[], y: number) => ({
      x: short(starts[k]!),
      x2: short(starts[k + 1]!),
      y,
    });
    const values = [at(ends[row]!, row + half), at(below, row + 1 - half)];
    const mark = { type: "area", orient: "horizontal", style: role, opacity: 0.16 };
    return plain(values, mark, { x2: { field: "x2" } });
  });
}

function zeroLine(bars: number): Layer {
  const mark = { type: "rule", style: "ink", strokeWidth: 3 };
  return plain([{ x: 0, y: -1.02, y2: bars - 0.5 }], mark, { y2: { field: "y2" } });
}

/** Its name above a bar, and what it comes to at its end. */
function wordsOf({ name, end }: PartBar, row: number, starts: readonly number[], x: Axis) {
  const above = label({ text: name, x: widthOf(x, 0.015), y: row - 0.36, bold: false });
  if (end === undefined) return [above];
  return [above, label({ text: end, x: starts.at(-1)! + widthOf(x, 0.018), y: row, bold: false })];
}

/** Lengths in the parts that have room for them, names of parts below the first bar. */
function numbers(
  ends: readonly (readonly number[])[],
  parts: PartBarsParts["parts"],
  x: Axis,
): readonly Layer[] {
  const room = 0.13; // of the axis: four digits on a phone
  const wide = (from: number, to: number) => to - from > widthOf(x, room) - widthOf(x, 0);
  return ends.flatMap((starts, row) =>
    parts.flatMap(({ name, role }, k) => {
      const [from, to] = [starts[k]!, starts[k + 1]!];
      const middle = (from + to) / 2;
      const number = label({
        text: (to - from).toFixed(2),
        x: middle,
        y: row,
        align: "center",
        role: "paper",
        halo: false,
      });
      const title = wide(from, to)
        ? label({ text: name, x: middle, y: row + 0.34, align: "center", role })
        : label({ text: name, x: Math.max(from, widthOf(x, 0.015)), y: row + 0.34, role });
      return [
        ...(wide(from, to) ? [number] : []),
        ...(row === 0 && parts.length > 1 ? [title] : []),
      ];
    })
  );
}
