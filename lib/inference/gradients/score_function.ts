/** The score-function gradient of an expectation (REINFORCE), and the scores that it needs. */
import {
  door,
  finite,
  type Matrix,
  matrix,
  record,
  refusal,
  ShapeError,
  softmax,
  type Vector,
  vector,
  whole,
} from "../../math/mod.ts";

/** N(mean, diag exp(2 logStd)), by the numbers that a gradient climbs in. */
export interface GuessPlace {
  /** μ, `[K]`. */
  readonly mean: Vector;
  /** log σ, `[K]`. */
  readonly logStd: Vector;
}

const PLACE = record(
  { mean: vector("K"), logStd: vector("K") },
  "a guess { mean, logStd }",
);
const GRADIENT = "estimate a gradient by REINFORCE";
const checkGradient = door(GRADIENT, {
  scores: matrix("M", "P"),
  rewards: vector("M"),
  baselines: vector("M"),
});
const checkGaussian = door("evaluate gaussianScore", { q: PLACE, z: vector("K") });
const CATEGORICAL = "evaluate categoricalScore";
const checkCategorical = door(CATEGORICAL, { logits: vector("K"), index: whole(0) });
const checkSlope = door("evaluate categoricalSlope", { logits: vector("K"), rewards: vector("K") });

/**
 * ∇E_q[r] ≈ (1/M) Σⱼ ∇log q(zⱼ) (rⱼ − bⱼ), zⱼ ~ q. Unbiased as long as no bⱼ depends on its own zⱼ
 * (`leaveOneOut`, a constant, a function of the datum). It needs values of r only: r may be a step,
 * z may be discrete. Williams 1992.
 *
 * @param scores ∇log q(zⱼ), `[M][P]`
 * @param rewards r(zⱼ), `[M]`
 * @param baselines bⱼ, `[M]`; zeros by default
 * @returns `[P]`, in the unit of r
 * @throws {ShapeError|NonFiniteError|TypeError} for bad input
 * @example
 * ```ts
 * import { leaveOneOut, reinforce } from "lib/inference";
 * import { assertEquals } from "@std/assert";
 *
 * const rewards = [10, 8]; // of heads and tails, with scores ±½
 * assertEquals(reinforce([[0.5], [-0.5]], rewards), [0.5]);
 * assertEquals(reinforce([[0.5], [-0.5]], rewards, leaveOneOut(rewards)), [1]);
 * ```
 */
export function reinforce(
  scores: Matrix,
  rewards: Vector,
  baselines: Vector = Array.from(rewards, () => 0),
): number[] {
  checkGradient({ scores, rewards, baselines });
  if (scores.length === 0) throw new ShapeError(GRADIENT, "scores", [0], "a draw or more");
  const sum = scores[0]!.map(() => 0);
  scores.forEach((score, j) => {
    const advantage = (rewards[j]! - baselines[j]!) / scores.length;
    for (let p = 0; p < sum.length; p++) sum[p]! += score[p]! * advantage;
  });
  return sum;
}

/**
 * ∇log N(z; μ, diag σ²): in μ it is (z − μ)/σ² , in log σ it is (z − μ)²/σ² − 1.
 *
 * @param q mean and logStd, `[K]` each
 * @param z `[K]`
 * @returns `[2 K]`: first those in μ, then those in log σ
 * @throws {ShapeError|NonFiniteError|TypeError} for bad input
 * @example
 * ```ts
 * import { gaussianScore } from "lib/inference";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(gaussianScore({ mean: [1], logStd: [0] }, [3]), [2, 3]);
 * ```
 */
export function gaussianScore(q: GuessPlace, z: Vector): number[] {
  checkGaussian({ q, z });
  const std = Array.from(q.logStd, Math.exp);
  const noise = Array.from(z, (each, k) => (each - q.mean[k]!) / std[k]!);
  const scores = [...noise.map((e, k) => e / std[k]!), ...noise.map((e) => e * e - 1)];
  return scores.map((each) => finite.check("evaluate gaussianScore", "a score", each));
}

/**
 * ∇log p_index in the logits of p = softmax(logits): one at the index, less p.
 *
 * @param logits `[K]`
 * @param index in 0 … K − 1
 * @returns `[K]`
 * @throws {RangeError|ShapeError|NonFiniteError|TypeError} for bad input
 * @example
 * ```ts
 * import { categoricalScore } from "lib/inference";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(categoricalScore([0, 0], 1), [-0.5, 0.5]);
 * ```
 */
export function categoricalScore(logits: Vector, index: number): number[] {
  checkCategorical({ logits, index });
  if (index >= logits.length) {
    throw new RangeError(refusal(CATEGORICAL, "index", index, `less than ${logits.length}`));
  }
  return Array.from(softmax(logits), (p, k) => (k === index ? 1 : 0) - p);
}

/**
 * ∇ Σₖ pₖ rₖ in the logits of p = softmax(logits), by enumeration: pₖ (rₖ − Σ p r). Exact; what the
 * estimators estimate.
 *
 * @param logits `[K]`
 * @param rewards `[K]`
 * @returns `[K]`
 * @throws {ShapeError|NonFiniteError|TypeError} for bad input
 * @example
 * ```ts
 * import { categoricalSlope } from "lib/inference";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(categoricalSlope([0, 0], [10, 8]), [0.5, -0.5]);
 * ```
 */
export function categoricalSlope(logits: Vector, rewards: Vector): number[] {
  checkSlope({ logits, rewards });
  const chances = softmax(logits);
  const mean = chances.reduce((sum, p, k) => sum + p * rewards[k]!, 0);
  return Array.from(chances, (p, k) => p * (rewards[k]! - mean));
}
