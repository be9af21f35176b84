/** Refusing an MDP whose horizon is of the other kind, and saying who takes it. */
import type { Mdp } from "./mdp.ts";

/**
 * T of a finite horizon.
 * @throws {RangeError} when the horizon is discounted
 */
export function requireSteps(action: string, { horizon }: Mdp, instead: string): number {
  if (horizon.kind === "finite") return horizon.steps;
  throw new RangeError(
    `Cannot ${action}: the horizon is discounted (${horizon.discount}), expected a number of ` +
      `steps; ${instead}`,
  );
}

/**
 * γ of a discounted horizon.
 * @throws {RangeError} when the horizon is finite
 */
export function requireDiscount(action: string, { horizon }: Mdp, instead: string): number {
  if (horizon.kind === "discounted") return horizon.discount;
  throw new RangeError(
    `Cannot ${action}: the horizon is ${horizon.steps} steps, expected a discount; ${instead}`,
  );
}
