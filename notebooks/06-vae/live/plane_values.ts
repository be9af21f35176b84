/** Chapter 06, live: what the decoder writes at a code, and which images were read to near it. */
import { list, matrix, record, refusal, required, settings, vector, whole } from "lib/math";
import { type PlainLayers, written } from "../decoder.ts";

/** A decoder, and codes that images were read into. */
export interface Given {
  /** Its layers, each `[I O]` by rows and `[O]`; two numbers in, 64 pixels out. */
  readonly weights: PlainLayers;
  /** `[N, 2]`. */
  readonly codes: readonly (readonly number[])[];
  /** Which digit each image was, `[N]`. */
  readonly digits: readonly number[];
}

/** The code that the reader holds. */
export type Code = { readonly first: number; readonly second: number };

const DOING = "show the plane of digits";
const GIVEN = settings({
  weights: required(list(record({ weight: vector(), bias: vector() }), 2)),
  codes: required(matrix("N", 2)),
  digits: required(list(whole(0, 9))),
});

/** What the notebook gave; layers that do not fit each other are refused. */
export function read(given: unknown): Given {
  const { weights, codes, digits } = GIVEN.read(DOING, given as never, "given");
  const [first, second] = weights, hidden = first!.bias.length;
  const sizes = [first!.weight.length, second!.weight.length, second!.bias.length];
  const wish = [2 * hidden, 64 * hidden, 64];
  if (sizes.some((size, i) => size !== wish[i]) || codes.length !== digits.length) {
    const got = [...sizes, digits.length], expected = `[${wish}] and a digit for each code`;
    throw new RangeError(refusal(DOING, "the sizes of given", got, expected));
  }
  return {
    weights: weights.map(({ weight, bias }) => {
      return { weight: Array.from(weight), bias: Array.from(bias) };
    }),
    codes: codes.map((row) => Array.from(row)),
    digits: Array.from(digits),
  };
}

/** Share of pixels that the decoder is sure of: a chance of ink below 0.1 or above 0.9. */
function sureness(image: readonly number[]): number {
  return image.filter((chance) => chance < 0.1 || chance > 0.9).length / image.length;
}

/** Codes on a ring of the given radius, evenly spaced. */
function ring(radius: number): readonly (readonly number[])[] {
  return Array.from({ length: 8 }, (_, i) => {
    const angle = i * Math.PI / 4;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

/** What is written at the code, how sure it is, and whose code is nearest. */
export function compute({ weights, codes, digits }: Given, { first, second }: Code) {
  const image = written(weights, [first, second]);
  const distances = codes.map(([a, b]) => Math.hypot(a! - first, b! - second));
  const distance = Math.min(...distances);
  const onRing = (radius: number) =>
    ring(radius).reduce((sum, code) => sum + sureness(written(weights, code)) / 8, 0);
  return {
    image,
    ink: image.reduce((sum, chance) => sum + chance, 0),
    sure: sureness(image),
    distance,
    digit: digits[distances.indexOf(distance)]!,
    /** At one from the middle, and at four, where hardly an image was read. */
    sureNear: onRing(1),
    sureFar: onRing(4),
  };
}

/** What {@link compute} gives. */
export type Values = ReturnType<typeof compute>;
