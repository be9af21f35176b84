/** The local level: a random walk seen through noise, the chapter's workhorse. */
import type { GaussianChain, LinearGaussian, Observations } from "lib/sequence";
import { chainElbo, filterKalman, posteriorChain, smoothKalman } from "lib/sequence";

/** z₁ ~ N(0, start), z_t ~ N(z_t−1, move), x_t ~ N(z_t, look); all variances. */
export function localLevel(
  { start, move, look }: { readonly start: number; readonly move: number; readonly look: number },
): LinearGaussian {
  return {
    transition: [[1]],
    transitionCovariance: [[move]],
    emission: [[1]],
    emissionCovariance: [[look]],
    initialMean: [0],
    initialCovariance: [[start]],
  };
}

/** Numbers as observations of a model that sees one at a time. */
export const seenOne = (values: Iterable<number>): (readonly [number])[] =>
  Array.from(values, (x) => [x] as const);

/** log p(x₁:T) − ELBO(q) = KL(q ‖ posterior), nats. */
export function gapOf(model: LinearGaussian, seen: Observations, chain: GaussianChain): number {
  return filterKalman(model, seen).logEvidence - chainElbo(model, seen, chain).elbo;
}

/** The textbook filter's step as a guess: p(z_t | z_t−1, x_t), which looks at x_t alone. */
export function stepByStep(model: LinearGaussian, seen: Observations): GaussianChain {
  const Q = model.transitionCovariance[0]![0]!, R = model.emissionCovariance[0]![0]!;
  const { means, covariances } = filterKalman(model, seen).filtered;
  const V = Q * R / (Q + R);
  return {
    gains: seen.map(() => [[R / (Q + R)]]),
    offsets: seen.map((x, t) => t === 0 ? means[0]! : [V / R * x![0]!]),
    covariances: seen.map((_, t) => t === 0 ? covariances[0]! : [[V]]),
  };
}

/** The best that a chain can do which sees `ahead` steps beyond its own, on average and here. */
export interface Sight {
  /** Its guess for these observations. */
  readonly chain: GaussianChain;
  /** What the unseen costs, averaged over what the model would produce, nats. */
  readonly price: number;
}

/**
 * For a model of one hidden number. F_t and V_t are the posterior's; where the posterior's g_t looks
 * at what is not seen yet, its mean given what is seen stands in: m_t − F_t m_t−1 with the means given
 * x₁, …, x_t+ahead. The price is ½ Σ (Var(z_t − F_t z_t−1 | x₁, …, x_t+ahead)/V_t − 1).
 */
export function limitedSight(model: LinearGaussian, seen: Observations, ahead: number): Sight {
  if (!Number.isInteger(ahead) || ahead < 0 || ahead >= seen.length) {
    const wish = `a whole number in [0, ${seen.length - 1}]: the steps beyond the first`;
    throw new RangeError(`Cannot limit sight: ahead is ${ahead}, expected ${wish}`);
  }
  const posterior = posteriorChain(model, seen);
  let price = 0;
  const offsets = posterior.offsets.map((_, t) => {
    const { smoothed: { means, covariances }, lagged } = smoothKalman(
      model,
      seen.slice(0, t + 1 + ahead),
    );
    const F = t === 0 ? 0 : posterior.gains[t]![0]![0]!, V = posterior.covariances[t]![0]![0]!;
    const now = covariances[t]![0]![0]!, before = t === 0 ? 0 : covariances[t - 1]![0]![0]!;
    const both = t === 0 ? 0 : lagged[t - 1]![0]![0]!;
    price += 0.5 * ((now - 2 * F * both + F * F * before) / V - 1);
    return [means[t]![0]! - (t === 0 ? 0 : F * means[t - 1]![0]!)];
  });
  return { chain: { ...posterior, offsets }, price };
}
