import {
  anyList,
  door,
  flag,
  list,
  optional,
  required,
  settings,
  shapeOf,
  text,
  whole,
  wrongKind,
  wrongValue,
} from "../../math/mod.ts";
import { categories, ends, place } from "./shapes.ts";
import { labelRoom, plainLabels, powerLabels } from "./ticks.ts";

/** An axis: what is measured, in which unit, over which range. */
export interface Axis {
  /** What is measured, e.g. `"waiting time"`. */
  readonly title: string;
  /** Its unit, shown in brackets, e.g. `"min"` or `"nats"`. */
  readonly unit?: string;
  /** Ends of the axis; default: fitted to the data. */
  readonly domain?: readonly [number, number];
  /** Logarithmic; every value must then be positive. */
  readonly log?: boolean;
  /** Discrete positions, in this order, for bars. */
  readonly categories?: readonly string[];
  /** Number of ticks aimed at; default chosen by Vega. */
  readonly ticks?: number;
  /** d3 number format of the labels, e.g. `"~s"`. */
  readonly format?: string;
  /** Where the ticks are; default: round numbers. */
  readonly values?: readonly number[];
  /** Lines across the plot at the ticks; default for y alone. */
  readonly grid?: boolean;
  /** No axis at all: what is drawn carries its own words. */
  readonly hidden?: boolean;
}

const numberFormat = shapeOf<string>("a number format of d3", (value) => {
  const given = text.fault(value);
  if (given !== undefined) return given;
  return FORMAT.test(value as string)
    ? undefined
    : wrongValue(value, 'a number format of d3, as ".2f"');
});

/** d3-format's grammar: fill and align, sign, symbol, zero, width, comma, precision, trim, type. */
const FORMAT = /^(?:.?[<>=^])?[+\-( ]?[$#]?0?(?:\d{1,3})?,?(?:\.\d{1,2})?~?[a-z%]?$/i;

/** What an axis has to be. */
export const AXIS = settings({
  title: required(text),
  unit: optional(text),
  domain: optional(ends),
  log: optional(flag),
  categories: optional(categories),
  ticks: optional(whole(0, 1000)),
  format: optional(numberFormat),
  values: optional(list(place)),
  grid: optional(flag),
  hidden: optional(flag),
});

/** `title [unit]` as shown along the axis and in tooltips. */
export function axisTitle(axis: Axis): string {
  return axis.unit === undefined ? axis.title : `${axis.title} [${axis.unit}]`;
}

/** The Vega-Lite channel of an axis. */
export function axisEncoding(axis: Axis, field: "x" | "y"): Json {
  const title = axisTitle(axis);
  const grid = axis.grid ?? (field === "y" && axis.categories === undefined);
  const flat = field === "y" ? { titleX: -labelRoom(axis) } : {};
  const shown = axis.hidden === true ? null : { grid, ...flat, ...ticksOf(axis) };
  if (axis.categories !== undefined) {
    return {
      field,
      type: "ordinal",
      title,
      scale: { domain: axis.categories },
      axis: shown === null ? null : { labelAngle: 0, ...shown },
    };
  }
  return {
    field,
    type: "quantitative",
    title,
    axis: shown,
    scale: {
      ...(axis.log === true ? { type: "log" } : { zero: false, nice: axis.domain === undefined }),
      ...(axis.domain === undefined ? {} : { domain: axis.domain }),
    },
  };
}

/** Vega thins even the ticks that it is given, unless it is told how many there are. */
function ticksOf({ values, ticks, log, format, categories }: Axis): Json {
  if (categories !== undefined) return {};
  const wanted = values?.length ?? ticks ?? (log === true ? 6 : undefined);
  return {
    ...(values === undefined ? {} : { values, labelOverlap: false }),
    ...(wanted === undefined ? {} : { tickCount: wanted }),
    ...(format === undefined
      ? { labelExpr: log === true ? powerLabels : plainLabels }
      : { format }),
  };
}

/** Stops at the first value that an axis cannot show. */
export function checkValues(name: string, axis: Axis, values: ArrayLike<number | string>): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const at = `Cannot draw ${name}: ${axis.title}[${i}] is ${value}`;
    if (axis.categories !== undefined) {
      if (!axis.categories.includes(String(value))) {
        throw new RangeError(`${at}, expected one of ${axis.categories.join(", ")}`);
      }
    } else if (typeof value !== "number" || !Number.isFinite(value)) {
      throw new RangeError(`${at}, expected a finite number`);
    } else if (axis.log === true && value <= 0) {
      throw new RangeError(`${at}, expected a positive number on a logarithmic axis`);
    }
  }
}

const present = shapeOf<unknown>(
  "an entry",
  (value) => value === undefined ? wrongKind(value, "an entry") : undefined,
);
const checkSome = door("draw", { name: text, list: anyList(present) });

/** The first and last element of a list that a figure needs at least one of. */
export function requireSome<T>(name: string, list: readonly T[]): { first: T; last: T } {
  checkSome({ name, list });
  if (list.length === 0) {
    throw new RangeError(`Cannot draw: ${name} is empty, expected at least one entry`);
  }
  return { first: list[0]!, last: list.at(-1)! };
}

/** A plain JSON object. */
export type Json = { readonly [key: string]: unknown };
