/** The error for a component that has shrunk onto a point, a line or nothing. */
import type { CovarianceKind } from "./covariance_kind.ts";

/** What is known about a collapse when it is found. */
export interface Collapse {
  readonly component: number;
  readonly kind: CovarianceKind;
  /** Σₙ of its responsibilities: how many points it stands for. */
  readonly effectiveCount: number;
  /** The coordinate without spread, and the (conditional) variance there, if that was the sign. */
  readonly coordinate?: number;
  readonly variance?: number;
}

/**
 * A component of a mixture stands for no points, or has no spread in some direction. The likelihood
 * of a mixture is unbounded there (a component of width σ on one datum contributes −log σ), so that
 * no maximum is being approached.
 */
export class CollapsedComponentError extends RangeError {
  override readonly name = "CollapsedComponentError";
  /** The number of the component, from 0. */
  readonly component: number;
  /** The number of M steps done before, from 0; undefined outside a fit. */
  readonly iteration: number | undefined;
  readonly effectiveCount: number;
  readonly collapse: Collapse;

  constructor(doing: string, collapse: Collapse, iteration?: number) {
    const when = iteration === undefined ? "" : ` at iteration ${iteration}`;
    const remedies = collapse.variance === undefined
      ? "use fewer components or another start"
      : remedy(collapse.kind);
    super(
      `Cannot ${doing}: component ${collapse.component} is collapsed${when} ` +
        `(${symptom(collapse)}), expected several points, spread in every direction; ${remedies}`,
    );
    this.component = collapse.component;
    this.iteration = iteration;
    this.effectiveCount = collapse.effectiveCount;
    this.collapse = collapse;
  }
}

function symptom({ effectiveCount, coordinate, variance }: Collapse): string {
  const count = `${effectiveCount.toPrecision(3)} points`;
  if (variance === undefined) return `it stands for ${count}`;
  return `variance ${variance.toPrecision(3)} in coordinate ${coordinate}, for ${count}`;
}

function remedy(kind: CovarianceKind): string {
  const floor = "give a covarianceFloor above 0, or use fewer components";
  return kind === "tied" ? floor : `${floor}, or a tied covariance`;
}
