/** A mixture of Bernoulli images: the simplest latent-variable model of black and white pictures. */
import {
  door,
  type Given,
  type Key,
  keyShape,
  logSumExp,
  type Matrix,
  matrix,
  permutation,
  positive,
  probabilities,
  record,
  refusal,
  required,
  setting,
  settings,
  type Vector,
  whole,
} from "../../math/mod.ts";

/** K kinds of image, each with its own chance of ink at every pixel. */
export interface BernoulliMixture {
  /** p(k), `[K]`. */
  readonly weights: Vector;
  /** p(ink | k) of every pixel, inside (0, 1), `[K, P]`. */
  readonly ink: Matrix;
}

/**
 * How a Bernoulli mixture is fitted.
 *
 * - `components`: K
 * - `rounds`: of EM; default 100
 * - `pseudoCount`: images with ink, and as many without, that each pixel of each component is thought
 *   to have seen before; default ½. Without any, a pixel that never had ink would forbid it
 */
export const BERNOULLI_MIXTURE_SETTINGS = settings({
  components: required(whole(1)),
  rounds: setting(whole(1, 100_000), 100),
  pseudoCount: setting(positive, 0.5),
});

/** How a Bernoulli mixture is fitted, see {@link BERNOULLI_MIXTURE_SETTINGS}. */
export type BernoulliMixtureConfig = Given<typeof BERNOULLI_MIXTURE_SETTINGS>;

const DOING = "fit a Bernoulli mixture";
const checkFit = door(DOING, { key: keyShape, images: matrix("N", "P") });

/**
 * Fits a mixture of Bernoulli images by EM, started at K images drawn at random. With pseudo-counts it
 * climbs the likelihood times a Beta prior. Bishop 2006, equations 9.56 to 9.60.
 *
 * @param key for the images that it starts at
 * @param images of zeros and ones, `[N, P]`
 * @param config see {@link BERNOULLI_MIXTURE_SETTINGS}
 * @throws {RangeError|TypeError|ShapeError} for ragged images, a pixel that is neither 0 nor 1, more
 *   components than images, a bad or unknown option
 *
 * @example
 * ```ts
 * import { bernoulliMixtureLogDensities, fitBernoulliMixture } from "lib/inference";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 * const images = [[1, 1, 0], [1, 1, 0], [0, 0, 1], [0, 1, 1]];
 * const mixture = fitBernoulliMixture(key(0), images, { components: 2 });
 * assertEquals(bernoulliMixtureLogDensities(mixture, images).length, 4);
 * ```
 */
export function fitBernoulliMixture(
  key: Key,
  images: Matrix,
  config: BernoulliMixtureConfig,
): BernoulliMixture {
  checkFit({ key, images });
  const { components, rounds, pseudoCount } = BERNOULLI_MIXTURE_SETTINGS.read(DOING, config);
  requireBlackAndWhite(DOING, images);
  if (components > images.length) {
    const wish = `at most ${images.length}, the number of images`;
    throw new RangeError(refusal(DOING, "components", components, wish));
  }
  const starts = permutation(key, images.length).slice(0, components);
  let mixture: BernoulliMixture = {
    weights: Array.from(starts, () => 1 / components),
    ink: Array.from(starts, (i) => Array.from(images[i]!, (x) => 0.25 + 0.5 * x)),
  };
  for (let round = 0; round < rounds; round++) mixture = roundOf(mixture, images, pseudoCount);
  return mixture;
}

/** E-step and M-step. */
function roundOf(mixture: BernoulliMixture, images: Matrix, pseudo: number): BernoulliMixture {
  const size = mixture.weights.length, pixels = images[0]!.length;
  const counts = new Float64Array(size);
  const ink = Array.from({ length: size }, () => new Float64Array(pixels));
  forEachJoint(mixture, images, (joint, image) => {
    const whole = logSumExp(joint);
    for (let k = 0; k < size; k++) {
      const share = Math.exp(joint[k]! - whole), row = ink[k]!;
      counts[k]! += share;
      for (let d = 0; d < pixels; d++) row[d]! += share * image[d]!;
    }
  });
  return {
    weights: Array.from(counts, (count) => count / images.length),
    ink: ink.map((row, k) =>
      Array.from(row, (count) => (count + pseudo) / (counts[k]! + 2 * pseudo))
    ),
  };
}

/** log p(k) + log p(x | k) of each image, in a list that is used again. */
function forEachJoint(
  { weights, ink }: BernoulliMixture,
  images: Matrix,
  look: (joint: Float64Array, image: ArrayLike<number>) => void,
): void {
  const odds = ink.map((row) => Float64Array.from(row, (p) => Math.log(p) - Math.log1p(-p)));
  const none = Array.from(
    ink,
    (row, k) => Math.log(weights[k]!) + Array.from(row).reduce((sum, p) => sum + Math.log1p(-p), 0),
  );
  const joint = new Float64Array(ink.length);
  for (const image of images) {
    for (let k = 0; k < joint.length; k++) {
      let sum = none[k]!;
      const row = odds[k]!;
      for (let d = 0; d < row.length; d++) sum += row[d]! * image[d]!;
      joint[k] = sum;
    }
    look(joint, image);
  }
}

const SCORING = "score images by a Bernoulli mixture";
const checkScore = door(SCORING, {
  mixture: record({ weights: probabilities("K"), ink: matrix("K", "P") }),
  images: matrix("N", "P"),
});

/**
 * log p(x) of each image under a Bernoulli mixture, in nats; exact.
 *
 * @param mixture weights and chances of ink
 * @param images of zeros and ones, `[N, P]`
 * @returns `[N]`
 * @throws {RangeError|ShapeError|TypeError} when the shapes do not fit, a pixel is neither 0 nor 1, or
 *   a chance is not inside (0, 1)
 *
 * @example
 * ```ts
 * import { bernoulliMixtureLogDensities } from "lib/inference";
 * import { assertAlmostEquals } from "@std/assert";
 * const one = { weights: [1], ink: [[0.5, 0.25]] };
 * assertAlmostEquals(bernoulliMixtureLogDensities(one, [[1, 0]])[0]!, Math.log(0.375));
 * ```
 */
export function bernoulliMixtureLogDensities(mixture: BernoulliMixture, images: Matrix): number[] {
  checkScore({ mixture, images });
  requireBlackAndWhite(SCORING, images);
  mixture.ink.forEach((row, k) => {
    const d = Array.from(row).findIndex((p) => !(p > 0 && p < 1));
    if (d < 0) return;
    const wish = "a chance inside (0, 1)";
    throw new RangeError(refusal(SCORING, `mixture.ink[${k}][${d}]`, row[d], wish));
  });
  const densities: number[] = [];
  forEachJoint(mixture, images, (joint) => densities.push(logSumExp(joint)));
  return densities;
}

function requireBlackAndWhite(doing: string, images: Matrix): void {
  images.forEach((row, i) => {
    const d = Array.from(row).findIndex((x) => x !== 0 && x !== 1);
    if (d >= 0) throw new RangeError(refusal(doing, `images[${i}][${d}]`, row[d], "0 or 1"));
  });
}
