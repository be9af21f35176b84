/** Draws from a density known up to a constant: Hamiltonian Monte Carlo. */
import {
  callable,
  cholesky,
  door,
  finite,
  fold,
  type Given,
  type Key,
  keyShape,
  type Matrix,
  MOST_ENTRIES,
  normal,
  positive,
  record,
  required,
  type Resolved,
  setting,
  settings,
  type Shape,
  split,
  uniform,
  type Vector,
  vector,
  whole,
} from "../../math/mod.ts";
import { covarianceMatrix, type Gaussian, gaussianShape } from "../../prob/mod.ts";
import type { LogTarget } from "../variational/target.ts";

const DOING = "run a Hamiltonian chain";
type Slope = Pick<LogTarget, "dimension" | "logDensity" | "gradient">;
const TARGET: Shape<Slope> = record({
  dimension: whole(1),
  logDensity: callable("a function of z"),
  gradient: callable("a function of z"),
}) as Shape<Slope>;
const checkChain = door(DOING, { key: keyShape, target: TARGET, start: vector() });
const OPTIONS = settings({
  /** Draws that are kept. */
  draws: required(whole(1, MOST_ENTRIES)),
  /** Draws before these that are thrown away. */
  warmUp: setting(whole(0, MOST_ENTRIES), 200),
  /** Length of a leap in units of `shape`'s spread; each trajectory takes 0.8 to 1.2 of it. */
  step: setting(positive, 0.3),
  /** Leaps of a trajectory. */
  leaps: setting(whole(1, 10_000), 6),
  /** A rough guess at the density, whose spread is the unit of length in every direction. */
  shape: required(gaussianShape()),
});

/** How {@link hamiltonianChain} runs. */
export type ChainOptions = Given<typeof OPTIONS>;

/** A chain and how often it moved. */
export interface Chain {
  /** `[draws][D]` */
  readonly draws: readonly Vector[];
  /** The share of trajectories that were accepted, warm-up included. */
  readonly acceptance: number;
}

/**
 * Hamiltonian Monte Carlo: a ball with random momentum rolls over −log p for `leaps` leapfrog steps,
 * and its end is accepted with probability min(1, e^{−ΔH}). The chain's limit is the density itself,
 * whatever step and shape; these decide how soon. Lengths are measured by `shape`, so that a narrow
 * valley is round to the ball. Neal 2011, sections 5.2 and 5.3.
 *
 * @param key used up by the chain
 * @param target log p and its slope over `[D]`; log p may be −∞
 * @param start `[D]`, where log p is finite
 * @param options draws, shape; warmUp (200), step (0.3), leaps (6)
 * @throws {ShapeError|RangeError|TypeError} for bad input
 * @example
 * ```ts
 * import { key, mean } from "lib/math";
 * import { hamiltonianChain } from "lib/inference";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const bell = {
 *   dimension: 1,
 *   logDensity: ([z]: readonly number[]) => -0.5 * (z! - 3) ** 2,
 *   gradient: ([z]: readonly number[]) => [3 - z!],
 * };
 * const shape = { mean: [0], covariance: { kind: "spherical", variance: 1 } } as const;
 * const { draws } = hamiltonianChain(key(1), bell, [0], { draws: 2000, shape });
 * assertAlmostEquals(mean(draws.map(([z]) => z!)), 3, 0.1);
 * ```
 */
export function hamiltonianChain(
  key: Key,
  target: Slope,
  start: Vector,
  options: ChainOptions,
): Chain {
  const config = OPTIONS.read(DOING, options);
  checkChain({ key, target, start });
  const place = vector(target.dimension);
  place.check(DOING, "start", start);
  gaussianShape(target.dimension).check(DOING, "options.shape", config.shape);
  finite.check(DOING, "log p at start", target.logDensity(start));
  place.check(DOING, "target.gradient(start)", target.gradient(start));
  return run(key, target, start, config);
}

function run(key: Key, target: Slope, start: Vector, config: Resolved<typeof OPTIONS>): Chain {
  const lower = cholesky(covarianceMatrix(config.shape as Gaussian), "options.shape");
  const total = config.warmUp + config.draws;
  const lengths = uniform(fold(key, "lengths"), total, 0.8, 1.2);
  const chances = uniform(fold(key, "chances"), total);
  const draws: Vector[] = [];
  let place: Vector = Array.from(start), height = target.logDensity(place), accepted = 0;
  split(fold(key, "momenta"), total).forEach((each, t) => {
    const momentum = normal(each, place.length);
    const kinetic = energyOf(momentum);
    const path = { step: config.step * lengths[t]!, leaps: config.leaps, lower };
    const end = rolled(target, place, momentum, path);
    const endHeight = target.logDensity(end);
    if (Math.log(chances[t]!) < endHeight - height - energyOf(momentum) + kinetic) {
      [place, height, accepted] = [end, endHeight, accepted + 1];
    }
    if (t >= config.warmUp) draws.push(place);
  });
  return { draws, acceptance: accepted / total };
}

const energyOf = (momentum: Float64Array): number =>
  0.5 * momentum.reduce((sum, each) => sum + each * each, 0);

/** Leapfrog: the momentum is turned in place, the new place is given back. */
function rolled(
  target: Slope,
  start: Vector,
  momentum: Float64Array,
  path: { readonly step: number; readonly leaps: number; readonly lower: Matrix },
): Vector {
  const { step, leaps, lower } = path;
  let place = start;
  push(momentum, target.gradient(place), lower, step / 2);
  for (let leap = 1; leap <= leaps; leap++) {
    place = place.map((each, i) => {
      let move = 0;
      for (let j = 0; j <= i; j++) move += lower[i]![j]! * momentum[j]!;
      return each + step * move;
    });
    push(momentum, target.gradient(place), lower, leap < leaps ? step : step / 2);
  }
  return place;
}

/** momentum += length · Lᵀ slope. */
function push(momentum: Float64Array, slope: Vector, lower: Matrix, length: number): void {
  for (let j = 0; j < momentum.length; j++) {
    for (let i = j; i < momentum.length; i++) momentum[j]! += length * lower[i]![j]! * slope[i]!;
  }
}
