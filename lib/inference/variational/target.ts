/** What an approximation needs of a log density: its values, and their averages under a guess. */
import type { Vector } from "../../math/mod.ts";
import type { Gaussian } from "../../prob/mod.ts";

/** A log density over `[D]`, up to a constant, with its slope and its bend. */
export interface LogTarget {
  readonly dimension: number;
  /** log p(x, z) at z, nats. */
  readonly logDensity: (z: Vector) => number;
  /** ∇ log p, `[D]`. */
  readonly gradient: (z: Vector) => number[];
  /** −∇∇ᵀ log p, `[D][D]`: how sharply it bends down. */
  readonly curvature: (z: Vector) => number[][];
}

/** The averages of the three under a Gaussian guess. */
export interface TargetAverages {
  /** E_q[log p(x, z)], nats. */
  readonly logDensity: number;
  /** E_q[∇ log p], `[D]`. */
  readonly gradient: number[];
  /** E_q[−∇∇ᵀ log p], `[D][D]`. */
  readonly curvature: number[][];
}

/** A log density whose averages under a Gaussian are known. */
export interface AveragedTarget extends LogTarget {
  readonly averages: (q: Gaussian) => TargetAverages;
}
