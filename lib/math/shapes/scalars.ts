/** Shapes of single values: numbers, texts, functions. */
import { notFinite, type Shape, shapeOf, wrongKind, wrongValue } from "./shape.ts";

/**
 * A finite number for which `holds`; NaN, infinities, texts, booleans and bigints are refused.
 *
 * @param wish "a number above 0"
 */
export function numberWith(wish: string, holds: (value: number) => boolean): Shape<number> {
  return shapeOf(wish, (value) => {
    if (typeof value !== "number") return wrongKind(value, wish);
    const fits = holds(value);
    if (Number.isFinite(value)) return fits ? undefined : wrongValue(value, wish);
    return notFinite(value, fits ? undefined : wish);
  });
}

/** A finite number. */
export const finite: Shape<number> = numberWith("a finite number", () => true);

/** A finite number above 0. */
export const positive: Shape<number> = numberWith("a number above 0", (value) => value > 0);

/** A number in (0, 1]: a share, a discount. */
export const fraction: Shape<number> = numberWith(
  "a number above 0, at most 1",
  (value) => value > 0 && value <= 1,
);

/** A number in (0, 1): a level, a probability that is not sure. */
export const openUnit: Shape<number> = numberWith(
  "a number in (0, 1)",
  (value) => value > 0 && value < 1,
);

/**
 * A number for which `holds`, perhaps an infinity; NaN is none of them.
 *
 * @param holds false for NaN, as every comparison is
 */
export function extendedWith(wish: string, holds: (value: number) => boolean): Shape<number> {
  return shapeOf(wish, (value) => {
    if (typeof value !== "number") return wrongKind(value, wish);
    return holds(value) ? undefined : wrongValue(value, wish);
  });
}

/** Any number but NaN: infinities have a meaning. */
export const extended: Shape<number> = extendedWith(
  "a number or an infinity",
  (value) => value >= -Infinity,
);

/** The logarithm of a probability or a density: a finite number or −∞. */
export const logarithm: Shape<number> = extendedWith(
  "a finite number or −∞",
  (value) => value < Infinity,
);

/** A finite number of at least this. */
export function atLeast(least: number): Shape<number> {
  return numberWith(`a number of at least ${least}`, (value) => value >= least);
}

/** A number in [least, most]. */
export function between(least: number, most: number): Shape<number> {
  return numberWith(`a number in [${least}, ${most}]`, (value) => value >= least && value <= most);
}

/** A whole number in [least, most], never one that is too large to count exactly. */
export function whole(least: number, most: number = Number.MAX_SAFE_INTEGER): Shape<number> {
  const wish = most === Number.MAX_SAFE_INTEGER
    ? `a whole number of at least ${least}`
    : `a whole number in [${least}, ${most}]`;
  return shapeOf(wish, (value) => {
    if (typeof value !== "number") return wrongKind(value, wish);
    const holds = Number.isSafeInteger(value) && value >= least && value <= most;
    return holds ? undefined : wrongValue(value, wish);
  });
}

/** A text. */
export const text: Shape<string> = shapeOf(
  "a text",
  (value) => typeof value === "string" ? undefined : wrongKind(value, "a text"),
);

/**
 * A text for which `holds`.
 *
 * @param wish "lower case words"
 */
export function textWith(wish: string, holds: (value: string) => boolean): Shape<string> {
  return shapeOf(wish, (value) => {
    if (typeof value !== "string") return wrongKind(value, wish);
    return holds(value) ? undefined : wrongValue(value, wish);
  });
}

/** `true` or `false`. */
export const flag: Shape<boolean> = shapeOf(
  "true or false",
  (value) => typeof value === "boolean" ? undefined : wrongKind(value, "true or false"),
);

/** Whatever it is: for what a function hands on without looking at it. */
export const anything: Shape<unknown> = shapeOf("anything", () => undefined);

/**
 * A function; what it gives can only be seen when it is called.
 *
 * @param wish "a function of state and action"
 */
export function callable<T extends (...args: never[]) => unknown>(wish = "a function"): Shape<T> {
  return shapeOf(wish, (value) => typeof value === "function" ? undefined : wrongKind(value, wish));
}

/**
 * One of these texts or numbers.
 *
 * @example
 * ```ts
 * import { oneOf } from "lib/math";
 * import { assertThrows } from "@std/assert";
 *
 * const bonus = oneOf("prior", "entropy");
 * const misspelt = () => bonus.check("sweep", "bonus", "enthropy");
 * assertThrows(misspelt, RangeError, 'bonus is "enthropy", expected one of "prior", "entropy"');
 * ```
 */
export function oneOf<const T extends string | number>(...choices: readonly T[]): Shape<T> {
  const wish = `one of ${choices.map((choice) => JSON.stringify(choice)).join(", ")}`;
  const kinds = choices.map((choice) => typeof choice as string);
  return shapeOf(wish, (value) => {
    if ((choices as readonly unknown[]).includes(value)) return undefined;
    return kinds.includes(typeof value) ? wrongValue(value, wish) : wrongKind(value, wish);
  });
}

/** What fits, or nothing: an argument that may be left out. */
export function perhaps<T>(shape: Shape<T>): Shape<T | undefined> {
  return shapeOf(
    shape.wish,
    (value, sizes) => value === undefined ? undefined : shape.fault(value, sizes),
  );
}

/** What fits the first shape or the second; told apart by kind, so that the words can be exact. */
export function either<A, B>(first: Shape<A>, second: Shape<B>): Shape<A | B> {
  const wish = `${first.wish} or ${second.wish}`;
  return shapeOf(wish, (value, sizes) => {
    const one = first.fault(value, sizes);
    const other = one && second.fault(value, sizes);
    if (one === undefined || other === undefined) return undefined;
    const isKind = (fault: typeof one) => !(fault("", "") instanceof TypeError);
    return isKind(one) ? one : isKind(other) ? other : wrongKind(value, wish);
  });
}

/**
 * How many numbers a draw or a table may have: 2²⁷ take a gibibyte. More is a slip, and would end
 * the process without a word.
 */
export const MOST_NUMBERS = 2 ** 27;

/** How many entries a list of JavaScript may have that is made at one go. */
export const MOST_ENTRIES = 2 ** 24;
