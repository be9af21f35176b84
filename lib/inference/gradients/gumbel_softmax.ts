/** The relaxed draw of a category, through which a gradient passes: Gumbel-softmax. */
import {
  door,
  finite,
  type Key,
  keyShape,
  type Matrix,
  MOST_ENTRIES,
  positive,
  probabilities,
  required,
  setting,
  settings,
  softmax,
  uniform,
  type Vector,
  vector,
  whole,
} from "../../math/mod.ts";

const DOING = "draw from a Gumbel-softmax";
const OPTIONS = settings({
  /** τ: near 0 a draw is nearly one category, for large τ nearly the middle. */
  temperature: required(positive),
  /** How many. */
  draws: setting(whole(1, MOST_ENTRIES), 1),
});
const checkDraw = door(DOING, { key: keyShape, logits: vector("K") });
const SLOPE = "evaluate gumbelSoftmaxSlope";
const checkSlope = door(SLOPE, {
  draw: probabilities("K"),
  slope: vector("K"),
  temperature: positive,
});

/**
 * softmax((logits + g)/τ) with g_k = −log(−log u_k), u uniform (Gumbel noise). Its largest entry is
 * that of logits + g, whose index is an exact draw of the category (the Gumbel-max trick); the
 * entries between are not a category, which is where its bias comes from. Jang, Gu & Poole 2017;
 * Maddison, Mnih & Teh 2017.
 *
 * @param key used up by the draws
 * @param logits `[K]`
 * @param options temperature τ > 0 (required), draws (1)
 * @returns `[draws][K]`, rows that sum to 1
 * @throws {ShapeError|RangeError|TypeError} for bad input
 * @example
 * ```ts
 * import { key } from "lib/math";
 * import { gumbelSoftmax } from "lib/inference";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const [draw] = gumbelSoftmax(key(0), [0, 1, 2], { temperature: 0.5 });
 * assertAlmostEquals(draw!.reduce((a, b) => a + b, 0), 1, 1e-14);
 * ```
 */
export function gumbelSoftmax(
  key: Key,
  logits: Vector,
  options: { readonly temperature: number; readonly draws?: number },
): Matrix {
  const { temperature, draws } = OPTIONS.read(DOING, options);
  checkDraw({ key, logits });
  const size = logits.length, chances = uniform(key, draws * size);
  return Array.from({ length: draws }, (_, j) => {
    const noisy = Array.from(
      logits,
      (logit, k) => (logit - Math.log(-Math.log(inside(chances[j * size + k]!)))) / temperature,
    );
    return Array.from(softmax(noisy));
  });
}

/** A uniform draw may be exactly 0, whose Gumbel noise is −∞: half the generator's grain instead. */
function inside(u: number): number {
  return u === 0 ? 2 ** -54 : u;
}

/**
 * ∇ r(z̃) in the logits, through one relaxed draw z̃ = softmax((logits + g)/τ):
 * (1/τ) z̃ₖ (∂ₖr − Σᵢ z̃ᵢ ∂ᵢr). Unbiased for the *relaxed* average E[r(z̃)], biased for the
 * category's; the bias goes with τ, the variance grows like 1/τ.
 *
 * @param draw z̃, `[K]`
 * @param slope ∂r/∂z̃ there, `[K]`
 * @param temperature τ, that of the draw
 * @returns `[K]`
 * @throws {ShapeError|RangeError|NonFiniteError|TypeError} for bad input
 * @example
 * ```ts
 * import { gumbelSoftmaxSlope } from "lib/inference";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(gumbelSoftmaxSlope([0.5, 0.5], [1, 0], 0.5), [0.5, -0.5]);
 * ```
 */
export function gumbelSoftmaxSlope(draw: Vector, slope: Vector, temperature: number): number[] {
  checkSlope({ draw, slope, temperature });
  const mean = draw.reduce((sum, z, k) => sum + z * slope[k]!, 0);
  return Array.from(
    draw,
    (z, k) => finite.check(SLOPE, "a slope", z * (slope[k]! - mean) / temperature),
  );
}
