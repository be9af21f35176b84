/** Probabilistic PCA by gradient, with a guess q of its own for every datum. */
import {
  door,
  type Given,
  type Key,
  keyShape,
  MOST_ENTRIES,
  normal,
  positive,
  refusal,
  type Resolved,
  setting,
  settings,
  split,
  type Vector,
  whole,
} from "../../math/mod.ts";
import type { Gaussian } from "../../prob/mod.ts";
import { POINTS } from "../mixtures/data_shapes.ts";
import { type FactorModel } from "./factor_model.ts";
import { factorBound } from "./factor_bound.ts";
import { momentsOf } from "./moments.ts";
import { type AscentState, sampledSlopes } from "./per_datum_slopes.ts";
import { requireFewer } from "./probabilistic_pca.ts";

const DOING = "climb with a guess for every datum";
const checkAscent = door(DOING, { key: keyShape, points: POINTS, latent: whole(1) });
const OPTIONS = settings({
  /** Gradient steps; each looks at all data, one draw for each. */
  steps: setting(whole(1, MOST_ENTRIES), 3000),
  /** Adam's step size; over the last half it falls linearly to 0. */
  learningRate: setting(positive, 0.02),
  /** The exact bound is kept after every so many steps, and at the start. */
  record: setting(whole(1), 100),
});

/** How {@link perDatumAscent} climbs. */
export type PerDatumOptions = Given<typeof OPTIONS>;

/** What was learned: the model, and a guess for every datum. */
export interface PerDatumFit {
  readonly model: FactorModel;
  /** N diagonal Gaussians over `[K]`, in the order of the data. */
  readonly guesses: readonly Gaussian[];
  /** The exact bound of all data at the start and after every `record` steps, nats. */
  readonly bounds: readonly number[];
}

/**
 * Maximizes Σᵢ ELBO(qᵢ, θ) over the model θ = (W, σ²) and all qᵢ = N(μᵢ, diag σᵢ²) at once, by Adam
 * on reparameterized gradients: zᵢ = μᵢ + σᵢ ε with one draw a datum and step, the divergence from
 * the prior exact. That is K D + 1 numbers for the model and 2 K N for the guesses; a new datum has
 * none. The model's mean stays at the data's, where its likelihood is largest.
 *
 * @param key used up by the climb: the start (small random W, every q the prior) and the draws
 * @param points `[N][D]`
 * @param latent K, in [1, D − 1]
 * @param options steps (3000), learningRate (0.02), record (100)
 * @throws {RangeError|ShapeError|TypeError} for bad input, {RangeError} when it diverges
 * @example
 * ```ts
 * import { key } from "lib/math";
 * import { perDatumAscent } from "lib/inference";
 *
 * const points = [[0, 1, 0], [1, 2, 1], [2, 0, 1], [-3, 1, -2]];
 * const { guesses } = perDatumAscent(key(0), points, 1, { steps: 50 });
 * guesses.length; // 4
 * ```
 */
export function perDatumAscent(
  key: Key,
  points: readonly Vector[],
  latent: number,
  options?: PerDatumOptions,
): PerDatumFit {
  const config = OPTIONS.read(DOING, options);
  checkAscent({ key, points, latent });
  requireFewer(DOING, latent, points[0]!.length);
  const { mean, covariance } = momentsOf(points);
  const centred = points.map((x) => Array.from(x, (each, d) => each - mean[d]!));
  const spread = covariance.reduce((sum, row, d) => sum + row[d]!, 0) / mean.length;
  if (!(spread > 0)) throw new RangeError(refusal(DOING, "the data's spread", spread, "some"));
  const [startKey, ...keys] = split(key, config.steps + 1);
  const state = startState(startKey!, centred, latent, spread);
  const bounds = climb(keys, centred, state, config);
  const { model, guesses } = described(state, mean.length);
  return { model: { ...model, mean }, guesses, bounds };
}

function startState(
  key: Key,
  points: readonly Vector[],
  latent: number,
  spread: number,
): AscentState {
  const size = points[0]!.length;
  const scale = 0.1 * Math.sqrt(spread);
  return {
    loadings: Float64Array.from(normal(key, size * latent), (each) => scale * each),
    logNoise: Float64Array.of(Math.log(spread)),
    means: new Float64Array(points.length * latent),
    logStds: new Float64Array(points.length * latent),
  };
}

function climb(
  keys: readonly Key[],
  points: readonly Vector[],
  state: AscentState,
  { steps, learningRate, record }: Resolved<typeof OPTIONS>,
): number[] {
  const memory = Object.values(state).map((list: Float64Array) => ({
    mean: new Float64Array(list.length),
    square: new Float64Array(list.length),
  }));
  const bounds = [boundOf(points, state)];
  keys.forEach((key, step) => {
    const slopes = sampledSlopes(state, points, normal(key, state.means.length));
    const rate = learningRate * Math.min(1, 2 * (1 - step / steps));
    (Object.keys(state) as (keyof AscentState)[]).forEach((name, at) =>
      adam(state[name], slopes[name], memory[at]!, { rate, step: step + 1 })
    );
    if ((step + 1) % record === 0) bounds.push(boundOf(points, state));
  });
  return bounds;
}

/** One step of Adam, uphill, in place. Kingma & Ba 2015, algorithm 1. */
function adam(
  place: Float64Array,
  slope: Float64Array,
  memory: { readonly mean: Float64Array; readonly square: Float64Array },
  { rate, step }: { readonly rate: number; readonly step: number },
): void {
  const [decay, squareDecay] = [0.9, 0.999];
  const [rise, squareRise] = [1 - decay ** step, 1 - squareDecay ** step];
  for (let i = 0; i < place.length; i++) {
    memory.mean[i] = decay * memory.mean[i]! + (1 - decay) * slope[i]!;
    memory.square[i] = squareDecay * memory.square[i]! + (1 - squareDecay) * slope[i]! ** 2;
    const size = Math.sqrt(memory.square[i]! / squareRise) + 1e-8;
    place[i]! += rate * memory.mean[i]! / rise / size;
  }
}

function boundOf(points: readonly Vector[], state: AscentState): number {
  const { model, guesses } = described(state, points[0]!.length);
  return factorBound(model, points, guesses);
}

/** The state as a model of centred data and a Gaussian for each datum. */
function described(
  { loadings, logNoise, means, logStds }: AscentState,
  size: number,
): { readonly model: FactorModel; readonly guesses: readonly Gaussian[] } {
  const latent = loadings.length / size;
  const rows = (list: Float64Array) =>
    Array.from(
      { length: list.length / latent },
      (_, i) => Array.from(list.subarray(i * latent, (i + 1) * latent)),
    );
  const zeros = Array.from({ length: size }, () => 0);
  const noise = zeros.map(() => Math.exp(logNoise[0]!));
  const stds = rows(logStds);
  const guesses = rows(means).map((mean, i): Gaussian => ({
    mean,
    covariance: { kind: "diagonal", variances: stds[i]!.map((each) => Math.exp(2 * each)) },
  }));
  return { model: { mean: zeros, loadings: rows(loadings), noise }, guesses };
}
