/** Refusing rewards so large that what is made of them would silently be an infinity. */
import { refusal, unknownKind } from "../../math/mod.ts";
import type { Mdp } from "./model.ts";
import type { Bonus } from "./soft_options.ts";

/** A quarter of the largest number, so that differences of values and rounded sums are finite too. */
const MOST = Number.MAX_VALUE / 4;

/** What softness can pay or cost at most in one step, α log A or α log(1/min p(a|s)). */
export interface Softness {
  readonly temperature: number;
  readonly bonus: Bonus;
}

/**
 * Refuses an MDP whose returns may overflow: (max |r| + what softness pays) times T, or 1/(1 − γ).
 * A reward of −∞ is no large number, it forbids.
 * @throws {RangeError} naming the largest reward; or the temperature, if it is what is too large
 */
export function requireReturns(doing: string, mdp: Mdp, softness?: Softness): void {
  const { horizon } = mdp;
  const length = horizon.kind === "finite" ? horizon.steps : 1 / (1 - horizon.discount);
  const [most, reward] = [MOST / length, largest(mdp.outcomes.reward)];
  const over = horizon.kind === "finite"
    ? `for finite sums over ${length} steps`
    : `for finite sums with a discount of ${horizon.discount}`;
  if (!(reward <= most)) {
    throw new RangeError(
      refusal(doing, "the largest |reward|", reward, `at most ${most} ${over}`),
    );
  }
  if (softness === undefined || reward + softness.temperature * depthOf(mdp, softness) <= most) {
    return;
  }
  const wish = `at most ${(most - reward) / depthOf(mdp, softness)} ${over}`;
  throw new RangeError(refusal(doing, "temperature", softness.temperature, wish));
}

/**
 * Refuses rewards whose sum over an episode, divided by the temperature, overflows: log-evidence and
 * messages would.
 */
export function requireLogScale(
  doing: string,
  rewards: ArrayLike<number>,
  steps: number,
  temperature: number,
): void {
  const reward = largest(rewards);
  if (reward / temperature * steps <= MOST) return;
  const wish = `a number above ${reward * (steps / MOST)} for these rewards`;
  throw new RangeError(refusal(doing, "temperature", temperature, wish));
}

/** Refuses values that a backup could carry beyond the largest number. */
export function requireBackedUp(doing: string, values: ArrayLike<number>): void {
  const found = largest(values);
  if (found <= MOST) return;
  throw new RangeError(refusal(doing, "the largest |value|", found, `at most ${MOST}`));
}

/** The largest |x| of numbers, −∞ left out. */
function largest(numbers: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < numbers.length; i++) {
    const size = Math.abs(numbers[i]!);
    if (size > most && size < Infinity) most = size;
  }
  return most;
}

/** The largest |log w| that the soft maximum of a row can hold. */
function depthOf(mdp: Mdp, { bonus }: Softness): number {
  switch (bonus) {
    case "entropy":
      return Math.log(mdp.actions.length);
    case "prior":
      return -Math.log(mdp.prior.reduce((least, p) => p > 0 && p < least ? p : least, 1));
    default:
      throw unknownKind("weigh actions", "bonus", bonus);
  }
}
