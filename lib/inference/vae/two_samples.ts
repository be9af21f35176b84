import { door, type Given, type Matrix, matrix, setting, settings, whole } from "../../math/mod.ts";

/** Whether a classifier can tell two samples apart. */
export interface TwoSamples {
  /** Share of the second halves that it puts right: near ½ if the samples are of one distribution. */
  readonly accuracy: number;
  /** Standard deviation of that share if they are: √(¼ / number judged). */
  readonly spreadIfEqual: number;
}

/**
 * How the classifier votes.
 *
 * - `neighbours`: how many of the first halves have a vote, an odd number; default 15
 */
export const TWO_SAMPLES_SETTINGS = settings({ neighbours: setting(whole(1), 15) });

/** How the classifier votes, see {@link TWO_SAMPLES_SETTINGS}. */
export type TwoSamplesConfig = Given<typeof TWO_SAMPLES_SETTINGS>;

const DOING = "tell two samples apart";
const checkSamples = door(DOING, { first: matrix("N", "D"), second: matrix("N", "D") });

/**
 * A classifier two-sample test: nearest neighbours among the first halves of both samples judge the
 * second halves. Its expected accuracy is at most ½ + ½ TV of the two distributions, TV the total
 * variation between them, and ½ if there is no difference. Lopez-Paz & Oquab 2017.
 *
 * @param first and `second`: as many points each, `[N, D]`, in no order
 * @param config see {@link TWO_SAMPLES_SETTINGS}
 * @throws {ShapeError|RangeError|TypeError} when the samples differ in size, or have fewer points than
 *   twice the neighbours
 *
 * @example
 * ```ts
 * import { twoSamples } from "lib/inference";
 * import { assertEquals } from "@std/assert";
 * const [near, far] = [[[0], [1], [2], [3]], [[10], [11], [12], [13]]];
 * assertEquals(twoSamples(near, far, { neighbours: 1 }).accuracy, 1);
 * ```
 */
export function twoSamples(
  first: Matrix,
  second: Matrix,
  config: TwoSamplesConfig = {},
): TwoSamples {
  checkSamples({ first, second });
  const { neighbours } = TWO_SAMPLES_SETTINGS.read(DOING, config);
  const half = Math.floor(first.length / 2);
  whole(2 * neighbours).check(DOING, "the number of points of each sample", first.length);
  const known = [...first.slice(0, half), ...second.slice(0, half)];
  const judged = [...first.slice(half), ...second.slice(half)];
  const right = judged.filter((point, i) => {
    const isSecond = i >= first.length - half;
    return votes(known, point, neighbours, half) > neighbours / 2 === isSecond;
  });
  const { length } = judged;
  return { accuracy: right.length / length, spreadIfEqual: Math.sqrt(0.25 / length) };
}

/** How many of the nearest are of the second sample. */
function votes(known: Matrix, point: ArrayLike<number>, neighbours: number, half: number): number {
  const nearest = new Float64Array(neighbours).fill(Infinity);
  const isSecond = new Uint8Array(neighbours);
  known.forEach((each, i) => {
    let distance = 0;
    for (let d = 0; d < point.length; d++) distance += (each[d]! - point[d]!) ** 2;
    if (distance >= nearest[neighbours - 1]!) return;
    let place = neighbours - 1;
    while (place > 0 && nearest[place - 1]! > distance) {
      nearest[place] = nearest[place - 1]!;
      isSecond[place] = isSecond[--place]!;
    }
    nearest[place] = distance;
    isSecond[place] = i >= half ? 1 : 0;
  });
  return isSecond.reduce((sum, each) => sum + each, 0);
}
