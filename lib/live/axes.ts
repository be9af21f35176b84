/** Numbers beside and below a picture. */
import {
  callable,
  finite,
  list,
  optional,
  refusal,
  required,
  settings,
  vector,
} from "../math/mod.ts";
import type { Mark, Path, Point } from "./marks.ts";
import { decimals, type Ends, scale } from "./scale.ts";

/** An axis: where its values stand, and what is written there. */
export interface AxisParts {
  readonly domain: Ends;
  /** Where the ends of the domain stand: down for levels, across for ticks; pixels. */
  readonly range: Ends;
  /** From where to where the hairlines run: across for levels, down for ticks; pixels. */
  readonly across: Ends;
  /** The values that are written out. */
  readonly at: readonly number[];
  /** A value in words; no decimals when left out. */
  readonly text?: (value: number) => string;
}

const AXIS = settings({
  domain: required(vector(2)),
  range: required(vector(2)),
  across: required(vector(2)),
  at: required(list(finite)),
  text: optional(callable<(value: number) => string>("a function from a number to words")),
});

/**
 * Level hairlines with their numbers to the left.
 *
 * @throws {TypeError} or {RangeError} for parts that are missing or not finite, and for a value
 *   beyond the domain
 * @example
 * ```ts
 * import { levels } from "lib/live";
 * import { assertEquals } from "@std/assert";
 * const marks = levels({ domain: [0, 2], range: [90, 10], across: [40, 300], at: [0, 1, 2] });
 * assertEquals(marks.length, 6);
 * ```
 */
export function levels(parts: AxisParts): readonly Mark[] {
  const { domain, range, across: [from, to], at, text } = read("draw levels", parts);
  const y = scale(domain, range);
  return at.flatMap((value): readonly Mark[] => [
    hairline([from, y(value)], [to, y(value)]),
    {
      kind: "words",
      x: from - 6,
      y: y(value) + 4.5,
      words: text(value),
      anchor: "end",
      ink: "muted",
    },
  ]);
}

/**
 * Numbers below a picture, each at a small tick.
 *
 * @throws as {@link levels}
 * @example
 * ```ts
 * import { ticks } from "lib/live";
 * import { assertEquals } from "@std/assert";
 * const marks = ticks({ domain: [0, 1], range: [40, 300], across: [90, 95], at: [0, 1] });
 * assertEquals(marks.length, 4);
 * ```
 */
export function ticks(parts: AxisParts): readonly Mark[] {
  const { domain, range, across: [from, to], at, text } = read("draw ticks", parts);
  const x = scale(domain, range);
  return at.flatMap((value): readonly Mark[] => [
    { ...hairline([x(value), from], [x(value), to]), stroke: "hairline" },
    {
      kind: "words",
      x: x(value),
      y: Math.max(from, to) + 14,
      words: text(value),
      anchor: "middle",
      ink: "muted",
    },
  ]);
}

function read(doing: string, parts: AxisParts): Required<AxisParts> {
  AXIS.read(doing, parts, "parts");
  const { domain: [from, to], at } = parts;
  const beyond = at.findIndex((value) => value < Math.min(from, to) || value > Math.max(from, to));
  if (beyond >= 0) {
    const wish = `a value in its domain, [${from}, ${to}]`;
    throw new RangeError(refusal(doing, `at[${beyond}]`, at[beyond], wish));
  }
  return { text: (value) => decimals(value, 0), ...parts };
}

function hairline(from: Point, to: Point): Path {
  return { kind: "path", pieces: [[from, to]], stroke: "grid" };
}
