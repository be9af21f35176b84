/** Soft Q-learning with a sampling network: what the values aim at, and where the sampler is pushed. */
import {
  between,
  door,
  positive,
  record,
  refusal,
  ShapeError,
  vector,
  whole,
} from "../../math/mod.ts";
import { steinDirections } from "../../inference/mod.ts";
import type { Batch } from "../shared/transitions.ts";
import { softMaximumOf } from "../soft_q/soft_maximum_targets.ts";

const TARGETS = "make targets", PUSHES = "push a sampler";
const checkTargets = door(TARGETS, {
  batch: record({ rewards: vector("B"), masks: vector("B", between(0, 1)) }),
  next: vector(),
  discount: between(0, 1),
  temperature: positive,
  dimensions: whole(1),
});
const checkPushes = door(PUSHES, {
  particles: record({ fixed: vector("N"), slopes: vector("N"), moved: vector() }),
  sizes: record({ states: whole(1), dimensions: whole(1), temperature: positive }),
});

/**
 * y = r + γ m V̂(s'), V̂(s') = α (log 1/M Σ_j exp(Q̄(s', a_j)/α) + A log 2) with M actions a_j drawn
 * uniformly from [−1, 1]^A: an estimate of α log ∫ exp(Q̄/α) da that is too low on average (Jensen),
 * by about α Var(e^{Q̄/α}) / (2 M E[e^{Q̄/α}]²). Haarnoja et al. 2017, equation 10 with uniform q.
 *
 * @param batch rewards and masks, `[B]`
 * @param next Q̄(s', a_j), `[B, M]` row-major, return
 * @param discount γ
 * @param temperature α, reward per nat
 * @param dimensions A, numbers of an action
 * @returns `[B, 1]` row-major, return; plain numbers, for no gradient flows into a target
 * @throws {TypeError|ShapeError|RangeError} when lengths do not fit, for numbers that are none, and
 *   targets that float32 cannot hold
 * @example
 * ```ts
 * import { sampledSoftTargets } from "lib/agents";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const batch = { rewards: Float32Array.of(1), masks: Float32Array.of(1) };
 * const [y] = sampledSoftTargets(batch, [3, 3], 0.5, 1, 1); // a constant: 3 + log 2, the length of [−1, 1]
 * assertAlmostEquals(y!, 1 + 0.5 * (3 + Math.log(2)), 1e-6);
 * ```
 */
export function sampledSoftTargets(
  batch: Pick<Batch, "rewards" | "masks">,
  next: ArrayLike<number>,
  discount: number,
  temperature: number,
  dimensions: number,
): Float32Array {
  checkTargets({ batch, next, discount, temperature, dimensions });
  const { rewards, masks } = batch, count = next.length / rewards.length;
  if (!Number.isInteger(count) || count < 1) {
    const wish = `a number of values for each of ${rewards.length} rewards`;
    throw new ShapeError(TARGETS, "next", [next.length], wish);
  }
  const volume = temperature * (dimensions * Math.LN2 - Math.log(count));
  const targets = Float32Array.from(rewards, (reward, i) => {
    const value = softMaximumOf(next, i * count, count, temperature) + volume;
    return reward + discount * masks[i]! * value;
  });
  vector().check(TARGETS, "the targets", targets);
  return targets;
}

/** Particles of a sampler in each of S states, flat; u before tanh, not actions. */
export interface SamplerParticles {
  /** u where Q is asked, `[S, n, A]`. */
  readonly fixed: ArrayLike<number>;
  /** ∂Q(s, tanh u)/∂u there. */
  readonly slopes: ArrayLike<number>;
  /** u of the particles that are moved, `[S, m, A]`. */
  readonly moved: ArrayLike<number>;
}

/** S states, A numbers of an action, α. */
export interface SamplerSizes {
  readonly states: number;
  readonly dimensions: number;
  readonly temperature: number;
}

/**
 * Stein's direction of each moved particle towards the policy e^{Q/α}, in u = artanh a, where
 * nothing has an end: the density of u is e^{Q(s, tanh u)/α} Π (1 − tanh² u), so its score is
 * ∂Q/∂u / α − 2 tanh u. Haarnoja et al. 2017, equation 13, there in actions; in actions the second term
 * would be wrong, in u it belongs there. The kernel is `steinDirections`' own.
 *
 * @param sizes S, A and α
 * @returns `[S, m, A]` flat
 * @throws {ShapeError|TypeError|RangeError} for lists that do not fit, particles that are all in one
 *   place, and pushes that float32 cannot hold
 * @example
 * ```ts
 * import { samplerPushes } from "lib/agents";
 * import { assertEquals } from "@std/assert";
 *
 * const particles = { fixed: [-1, 1], slopes: [0, 0], moved: [0] };
 * const [push] = samplerPushes(particles, { states: 1, dimensions: 1, temperature: 1 });
 * assertEquals(push, 0); // in the middle of its neighbours
 * ```
 */
export function samplerPushes(particles: SamplerParticles, sizes: SamplerSizes): Float32Array {
  checkPushes({ particles, sizes });
  const { fixed, slopes, moved } = particles, { states, dimensions, temperature } = sizes;
  const n = fixed.length / states, m = moved.length / states;
  if (!Number.isInteger(n) || !Number.isInteger(m)) {
    const got = `${fixed.length} and ${moved.length} numbers`;
    throw new RangeError(refusal(PUSHES, "particles", got, `as many in each of ${states} states`));
  }
  const us = Float64Array.from(fixed), all = Float64Array.from(moved);
  const scores = us.map((u, i) => slopes[i]! / temperature - 2 * Math.tanh(u));
  const pushes = new Float32Array(moved.length);
  for (let s = 0; s < states; s++) {
    const here = [s * n, (s + 1) * n] as const;
    const own = {
      fixed: us.subarray(...here),
      scores: scores.subarray(...here),
      moved: all.subarray(s * m, (s + 1) * m),
    };
    pushes.set(steinDirections(own, { dimensions }), s * m);
  }
  vector().check(PUSHES, "the pushes", pushes);
  return pushes;
}
