/** What a linear-Gaussian state-space model has to be. */
import {
  cholesky,
  type Matrix,
  matrix,
  refusal,
  required,
  settings,
  type Shape,
  ShapeError,
  shapeOf,
  type Vector,
  vector,
} from "../../math/mod.ts";

/**
 * A hidden state that moves linearly and is seen through linear glasses, both with Gaussian noise:
 * z₁ ~ N(m₁, P₁), z_t ~ N(A z_t−1, Q), x_t ~ N(C z_t, R). K numbers hidden, D seen.
 */
export interface LinearGaussian {
  /** A, `[K][K]`. */
  readonly transition: Matrix;
  /** Q, `[K][K]`, positive definite. */
  readonly transitionCovariance: Matrix;
  /** C, `[D][K]`. */
  readonly emission: Matrix;
  /** R, `[D][D]`, positive definite. */
  readonly emissionCovariance: Matrix;
  /** m₁, `[K]`. */
  readonly initialMean: Vector;
  /** P₁, `[K][K]`, positive definite. */
  readonly initialCovariance: Matrix;
}

/** x₁, …, x_T, `[T]`: each `[D]`, or null where nothing was seen. */
export type Observations = readonly (Vector | null)[];

/** Beliefs about the hidden state, a Gaussian for each step. */
export interface Beliefs {
  /** `[T][K]`. */
  readonly means: readonly (readonly number[])[];
  /** `[T][K][K]`. */
  readonly covariances: readonly (readonly (readonly number[])[])[];
}

const MODEL = settings({
  transition: required(matrix("K", "K")),
  transitionCovariance: required(matrix("K", "K")),
  emission: required(matrix("D", "K")),
  emissionCovariance: required(matrix("D", "D")),
  initialMean: required(vector("K")),
  initialCovariance: required(matrix("K", "K")),
});

const COVARIANCES = ["transitionCovariance", "emissionCovariance", "initialCovariance"] as const;

/** A model whose sizes fit; that covariances are positive definite is found by {@link readModel}. */
export const linearGaussianShape: Shape<LinearGaussian> = MODEL as unknown as Shape<LinearGaussian>;

/** Refuses a model whose sizes differ, and a covariance that is none, by its name. */
export function readModel(doing: string, model: LinearGaussian): LinearGaussian {
  const read = MODEL.read(doing, model, "model") as unknown as LinearGaussian;
  for (const name of COVARIANCES) cholesky(read[name], `model.${name}`);
  return read;
}

/** Refuses no observations at all, and a step of another size than the model's. */
export function readObservations(
  doing: string,
  observations: Observations,
  width: number,
): Observations {
  const each = vector(width);
  const wish = `a list of ${width === 1 ? "one number" : `${width} numbers`} a step, or null`;
  const shape = shapeOf<Observations>(wish, (value) => {
    if (Array.isArray(value)) return undefined;
    return (action, argument) => new TypeError(refusal(action, argument, value, wish));
  });
  shape.check(doing, "observations", observations);
  if (observations.length === 0) {
    throw new ShapeError(doing, "observations", [0], "at least one step");
  }
  for (let t = 0; t < observations.length; t++) {
    const seen = observations[t];
    if (seen !== null) each.check(doing, `observations[${t}]`, seen as Vector);
  }
  return observations;
}
