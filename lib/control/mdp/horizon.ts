/** How long an MDP goes on: for a number of steps, or with a chance of ending at each. */
import { refusal, requireInteger, requireNumber } from "../../math/mod.ts";
import type { Horizon, Mdp } from "./model.ts";

/** Exactly one of the two. */
export type Length =
  | { readonly steps: number; readonly discount?: never }
  | { readonly discount: number; readonly steps?: never };

/**
 * Reads `steps` or `discount`, refusing both, neither, and a discount that never ends.
 * @throws {TypeError} both or neither, {RangeError} steps outside [1, 1,000,000] or a discount
 *   outside [0, 1)
 */
export function readHorizon(doing: string, given: Length): Horizon {
  const { steps, discount } = given;
  if ((steps === undefined) === (discount === undefined)) {
    const got = steps === undefined ? "neither" : "both";
    throw new TypeError(`Cannot ${doing}: got ${got} of steps and discount, expected one of them`);
  }
  if (discount === undefined) {
    requireStepCount(doing, steps);
    return { kind: "finite", steps: steps! };
  }
  requireNumber(doing, "discount", discount);
  if (discount === 1) {
    const wish = "below 1; rewards that never fade need an end: give steps instead";
    throw new RangeError(refusal(doing, "discount", discount, wish));
  }
  if (discount < 0 || discount > 1) {
    throw new RangeError(refusal(doing, "discount", discount, "a number in [0, 1)"));
  }
  return { kind: "discounted", discount };
}

/** Tables hold an entry for each step; beyond this they would fail for want of memory, if at all. */
const MOST_STEPS = 1_000_000;

/** Refuses anything but a number of steps. */
export function requireStepCount(doing: string, steps: unknown): void {
  requireInteger(doing, "steps", steps, 1, MOST_STEPS);
}

/** Only the length of what may hold more; both and neither are refused where they are read. */
export function lengthOf({ steps, discount }: Length): Length {
  return {
    ...(steps === undefined ? {} : { steps }),
    ...(discount === undefined ? {} : { discount }),
  } as Length;
}

/**
 * T of a finite horizon.
 * @throws {RangeError} when the horizon is discounted
 */
export function requireSteps(doing: string, { horizon }: Mdp, instead: string): number {
  if (horizon.kind === "finite") return horizon.steps;
  throw new RangeError(
    `Cannot ${doing}: the horizon is discounted (${horizon.discount}), expected a number of ` +
      `steps; ${instead}`,
  );
}

/**
 * γ of a discounted horizon.
 * @throws {RangeError} when the horizon is finite
 */
export function requireDiscount(doing: string, { horizon }: Mdp, instead: string): number {
  if (horizon.kind === "discounted") return horizon.discount;
  throw new RangeError(
    `Cannot ${doing}: the horizon is ${horizon.steps} steps, expected a discount; ${instead}`,
  );
}
