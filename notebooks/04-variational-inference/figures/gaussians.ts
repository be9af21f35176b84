/** Gaussians as the figures of chapter 04 take them. */
import { ellipse } from "lib/viz";

/** A Gaussian over two numbers; lib's fit. */
export interface Bell {
  readonly mean: readonly number[];
  readonly covariance:
    | { readonly kind: "spherical"; readonly variance: number }
    | { readonly kind: "diagonal"; readonly variances: readonly number[] }
    | { readonly kind: "full"; readonly matrix: readonly (readonly number[])[] };
}

/** Its covariance, two by two. */
export function spreadOf({ covariance }: Bell): readonly (readonly number[])[] {
  switch (covariance.kind) {
    case "full":
      return covariance.matrix;
    case "diagonal":
      return [[covariance.variances[0]!, 0], [0, covariance.variances[1]!]];
    default:
      return [[covariance.variance, 0], [0, covariance.variance]];
  }
}

/** Its outline at so many standard deviations. */
export const outline = (bell: Bell, radius: number) => ellipse(bell.mean, spreadOf(bell), radius);
