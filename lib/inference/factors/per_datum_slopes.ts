/** The reparameterized gradient of probabilistic PCA's bound, a guess for every datum. */
import type { Vector } from "../../math/mod.ts";

/** Everything that is learned, as lists of numbers; also what its slopes look like. */
export interface AscentState {
  /** W, `[D, K]` row after row. */
  readonly loadings: Float64Array;
  /** log σ², `[1]`. */
  readonly logNoise: Float64Array;
  /** μ, `[N, K]` row after row. */
  readonly means: Float64Array;
  /** log of q's standard deviations, `[N, K]` row after row. */
  readonly logStds: Float64Array;
}

/**
 * ∂ Σᵢ ELBOᵢ from one draw a datum: log p(xᵢ | zᵢ) at zᵢ = μᵢ + σᵢ ε, less the exact divergence
 * ½ Σ(μ² + s² − 1 − log s²) from the prior.
 *
 * @param points centred, `[N][D]`
 * @param noise standard normal draws, `[N, K]` row after row
 */
export function sampledSlopes(
  state: AscentState,
  points: readonly Vector[],
  noise: Float64Array,
): AscentState {
  const slopes: AscentState = {
    loadings: new Float64Array(state.loadings.length),
    logNoise: new Float64Array(1),
    means: new Float64Array(state.means.length),
    logStds: new Float64Array(state.means.length),
  };
  const latent = state.means.length / points.length;
  for (let i = 0; i < points.length; i++) addDatum(slopes, state, points[i]!, noise, i * latent);
  return slopes;
}

/** Adds one datum's slopes; its guess stands at `at`. */
function addDatum(
  slopes: AscentState,
  { loadings, logNoise, means, logStds }: AscentState,
  x: Vector,
  noise: Float64Array,
  at: number,
): void {
  const variance = Math.exp(logNoise[0]!), latent = loadings.length / x.length;
  const spread = (k: number) => Math.exp(logStds[at + k]!) * noise[at + k]!; // σ ε
  const pull = new Float64Array(latent); // Wᵀ (x − W z) / σ²
  for (let d = 0; d < x.length; d++) {
    let misfit = x[d]!;
    for (let k = 0; k < latent; k++) {
      misfit -= loadings[d * latent + k]! * (means[at + k]! + spread(k));
    }
    for (let k = 0; k < latent; k++) {
      pull[k]! += loadings[d * latent + k]! * misfit / variance;
      slopes.loadings[d * latent + k]! += misfit * (means[at + k]! + spread(k)) / variance;
    }
    slopes.logNoise[0]! += 0.5 * (misfit * misfit / variance - 1);
  }
  for (let k = 0; k < latent; k++) {
    slopes.means[at + k] = pull[k]! - means[at + k]!;
    slopes.logStds[at + k] = pull[k]! * spread(k) + 1 - Math.exp(2 * logStds[at + k]!);
  }
}
