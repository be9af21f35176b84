/** How long an MDP goes on: for a number of steps, or with a chance of ending at each. */
import { refusal, requireInteger, requireNumber } from "../math/mod.ts";

/** T steps, or for ever with discount γ: each step is the last with probability 1 − γ. */
export type Horizon =
  | { readonly kind: "finite"; readonly steps: number }
  | { readonly kind: "discounted"; readonly discount: number };

/** Exactly one of the two. */
export type Length =
  | { readonly steps: number; readonly discount?: never }
  | { readonly discount: number; readonly steps?: never };

/**
 * Reads `steps` or `discount`, refusing both, neither, and a discount that never ends.
 * @throws {TypeError} both or neither, {RangeError} steps outside [1, 1,000,000] or a discount
 *   outside [0, 1)
 */
export function readHorizon(action: string, given: Length): Horizon {
  const { steps, discount } = given;
  if ((steps === undefined) === (discount === undefined)) {
    const got = steps === undefined ? "neither" : "both";
    throw new TypeError(`Cannot ${action}: got ${got} of steps and discount, expected one of them`);
  }
  if (discount === undefined) {
    requireStepCount(action, steps);
    return { kind: "finite", steps: steps! };
  }
  requireNumber(action, "discount", discount);
  if (discount === 1) {
    const wish = "below 1; rewards that never fade need an end: give steps instead";
    throw new RangeError(refusal(action, "discount", discount, wish));
  }
  if (discount < 0 || discount > 1) {
    throw new RangeError(refusal(action, "discount", discount, "a number in [0, 1)"));
  }
  return { kind: "discounted", discount };
}

/** Tables hold an entry for each step; beyond this they would fail for want of memory, if at all. */
const MOST_STEPS = 1_000_000;

/** Refuses anything but a number of steps. */
export function requireStepCount(action: string, steps: unknown): void {
  requireInteger(action, "steps", steps, 1, MOST_STEPS);
}

/** Only the length of what may hold more; both and neither are refused where they are read. */
export function lengthOf({ steps, discount }: Length): Length {
  return {
    ...(steps === undefined ? {} : { steps }),
    ...(discount === undefined ? {} : { discount }),
  } as Length;
}
