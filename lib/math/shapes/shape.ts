/** What a value has to be, said once: its type, its check and the words of its refusal. */
import { NonFiniteError, refusal, ShapeError } from "../errors.ts";

/** What is wrong with a value; the error is made when it is known who asked, and for what. */
export type Fault = (doing: string, argument: string) => Error;

/** How long a list must be: a number, or a letter that stands for one number in a whole door. */
export type Size = number | string;

/** The numbers that a door's letters stand for, each set by the first list that carries it. */
export type Sizes = Record<string, number>;

/** What a value has to be. */
export interface Shape<T> {
  /** For messages: "a number above 0". */
  readonly wish: string;
  /** What is wrong with a value; nothing when it fits. Allocates only when it does not. */
  readonly fault: (value: unknown, sizes?: Sizes) => Fault | undefined;
  /**
   * The value itself, when it fits.
   *
   * @param doing what the caller was about to do, for the message: "evaluate elbo"
   * @param argument the caller's name for the value
   * @throws {TypeError} wrong kind, {RangeError} wrong value, {ShapeError} wrong size,
   *   {NonFiniteError} NaN or an infinity: "Cannot evaluate elbo: mean[1] is NaN, expected …"
   */
  readonly check: (doing: string, argument: string, value: unknown) => T;
}

/** The type of the values that fit a shape. */
export type TypeOf<S> = S extends Shape<infer T> ? T : never;

/**
 * A shape of one's own, from its words and what is wrong with a value.
 *
 * @param wish what is expected, to follow "expected": "an even number"
 * @param fault made by {@link wrongKind}, {@link wrongValue} or {@link wrongSize}
 * @example
 * ```ts
 * import { shapeOf, wrongValue } from "lib/math";
 * import { assertThrows } from "@std/assert";
 *
 * const even = shapeOf<number>("an even number", (value) =>
 *   Number(value) % 2 === 0 ? undefined : wrongValue(value, "an even number"));
 * assertThrows(() => even.check("halve", "n", 3), RangeError, "n is 3, expected an even number");
 * ```
 */
export function shapeOf<T>(wish: string, fault: Shape<T>["fault"]): Shape<T> {
  const check = (doing: string, argument: string, value: unknown) => {
    const found = fault(value);
    if (found !== undefined) throw found(doing, argument);
    return value as T;
  };
  return { wish, fault, check };
}

/**
 * The door of a function: checks all its arguments, in the table's order, and lets them in or
 * throws. Letters for sizes stand for the same number in all of them.
 *
 * @param doing what the function does, for the message: "evaluate kl"
 * @param table a shape for each argument
 * @example
 * ```ts
 * import { door, matrix, ShapeError, vector } from "lib/math";
 * import { assertThrows } from "@std/assert";
 *
 * const checkProduct = door("multiply", { a: matrix("m", "n"), v: vector("n") });
 * checkProduct({ a: [[1, 2], [3, 4]], v: [1, 1] });
 * const wrong = () => checkProduct({ a: [[1, 2]], v: [1] });
 * assertThrows(wrong, ShapeError, "Cannot multiply: v is [1], expected [2]");
 * ```
 */
export function door<Table extends Readonly<Record<string, Shape<unknown>>>>(
  doing: string,
  table: Table,
): (given: { readonly [Name in keyof Table]: unknown }) => void {
  const [names, shapes] = [Object.keys(table), Object.values(table)];
  return (given) => {
    const sizes: Sizes = {};
    for (let i = 0; i < names.length; i++) {
      const found = shapes[i]!.fault(given[names[i]!], sizes);
      if (found !== undefined) throw found(doing, names[i]!);
    }
  };
}

/** Another kind of value altogether. */
export function wrongKind(got: unknown, wish: string): Fault {
  return (doing, argument) => new TypeError(refusal(doing, argument, got, wish));
}

/** The right kind, but not this one. */
export function wrongValue(got: unknown, wish: string): Fault {
  return (doing, argument) => new RangeError(refusal(doing, argument, got, wish));
}

/** NaN or an infinity. */
export function notFinite(got: number, wish?: string): Fault {
  return (doing, argument) => new NonFiniteError(doing, argument, got, wish);
}

/** Too few or too many entries. */
export function wrongSize(got: readonly number[], wish: string): Fault {
  return (doing, argument) => new ShapeError(doing, argument, got, wish);
}

/** A fault of a part, at its place in the whole: `[3]`, `.mean`. */
export function within(place: string, fault: Fault): Fault {
  return (doing, argument) => fault(doing, argument + place);
}
