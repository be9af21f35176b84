import type { Role } from "../look/colours.ts";
import type { Room, WordBlock } from "./word_boxes.ts";
import { type Axis, axisTitle, checkValues, type Json } from "./axis.ts";

/** How a layer shows in the legend: as a stroke, as a point's shape, or as a filled square. */
export type LegendKind = "line" | "point" | "fill";

/** A name in the legend, with how it is drawn. */
export interface LegendEntry {
  readonly name: string;
  readonly kind: LegendKind;
  /** Place in the palette; default: its place in the legend. */
  readonly colour?: number;
}

/** What a layer learns from the figure it stands in. */
export interface LayerContext extends Room {
  /** All entries of the legend, in order; the order gives the colours. */
  readonly entries: readonly LegendEntry[];
  /** Columns of the legend that fit below the plot. */
  readonly legendColumns: number;
  /** Name of the slider's parameter, if there is one. */
  readonly frame: string | undefined;
}

/** One part of a picture; made by `line`, `dots`, `bars` … */
export interface Layer {
  /** What this layer adds to the legend. */
  readonly legend: readonly LegendEntry[];
  readonly build: (context: LayerContext) => Json;
  /** Where its words stand, if it has some that must not meet others. */
  readonly words?: (room: Room) => WordBlock;
}

/** Columns of equal length that a layer draws. */
export interface Columns {
  /** The name in the legend and in tooltips. */
  readonly name: string;
  readonly x: ArrayLike<number | string>;
  readonly y: ArrayLike<number>;
  /** Place in the palette, to give two layers one colour; default: the place in the legend. */
  readonly colour?: number;
  /** What it stands for, which gives its colour; then it has no place in the legend. */
  readonly role?: Role;
  /** Rows of one group make one line; default: all rows. */
  readonly group?: ArrayLike<number>;
  /** Shows a row only while the slider stands at its frame. */
  readonly frame?: ArrayLike<number>;
}

/** More rows than this in one layer make a file too heavy to open. */
export const mostRows = 5000;

/** One object a row, checked against the axes. */
export function rows(columns: Columns, context: LayerContext): Record<string, unknown>[] {
  const { name, x, y, frame } = columns;
  if (x.length !== y.length || (frame !== undefined && frame.length !== x.length)) {
    throw new RangeError(
      `Cannot draw ${name}: x, y, frame have ${x.length}, ${y.length}, ` +
        `${frame?.length ?? "no"} entries, expected equally many`,
    );
  }
  if (x.length > mostRows) {
    throw new RangeError(
      `Cannot draw ${name}: it has ${x.length} points, expected at most ${mostRows}; thin it`,
    );
  }
  checkValues(name, context.x, x);
  checkValues(name, context.y, y);
  return Array.from(x, (value, i) => ({
    name,
    i,
    x: typeof value === "number" ? short(value) : value,
    y: short(y[i]!),
    ...(columns.group === undefined ? {} : { group: columns.group[i] }),
    ...(frame === undefined ? {} : { frame: frame[i] }),
  }));
}

/** Six digits are more than an eye can see, and half the file. */
export function short(value: number): number {
  return Number(value.toPrecision(6));
}

/** Keeps only the rows of the frame that the slider shows. */
export function frameFilter(columns: Columns, context: LayerContext): Json {
  if (columns.frame === undefined) return {};
  if (context.frame === undefined) {
    throw new TypeError(`Cannot draw ${columns.name}: it has frames, but the figure has no slider`);
  }
  return { transform: [{ filter: `abs(datum.frame - ${context.frame}) < 1e-9` }] };
}

/** What a tooltip says: the name, and both values with their axes' titles. */
export function tooltip(context: LayerContext): readonly Json[] {
  const kind = (axis: Axis) => (axis.categories === undefined ? "quantitative" : "nominal");
  const format = (axis: Axis) => (axis.categories === undefined ? { format: ".5~g" } : {});
  return [
    { field: "name", type: "nominal", title: "what" },
    { field: "x", type: kind(context.x), title: axisTitle(context.x), ...format(context.x) },
    { field: "y", type: kind(context.y), title: axisTitle(context.y), ...format(context.y) },
  ];
}
