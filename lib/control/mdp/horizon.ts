/** How long an MDP goes on: for a number of steps, or with a chance of ending at each. */
import { finite, optional, type Shape, shapeOf, whole, wrongValue } from "../../math/mod.ts";
import { type Horizon, MDP, type Mdp } from "./model.ts";

/** Exactly one of the two. */
export type Length =
  | { readonly steps: number; readonly discount?: never }
  | { readonly discount: number; readonly steps?: never };

/** Tables hold an entry for each step; beyond this they would fail for want of memory, if at all. */
const MOST_STEPS = 1_000_000;

/** A number of steps. */
export const STEPS: Shape<number> = whole(1, MOST_STEPS);

const DISCOUNT: Shape<number> = shapeOf("a number in [0, 1)", (value) => {
  const found = finite.fault(value);
  if (found !== undefined || value as number >= 0 && value as number < 1) return found;
  const wish = value === 1
    ? "below 1; rewards that never fade need an end: give steps instead"
    : "a number in [0, 1)";
  return wrongValue(value, wish);
});

/** The rows of a table of settings that say how long; {@link readHorizon} reads them. */
export const LENGTH = { steps: optional(STEPS), discount: optional(DISCOUNT) };

/**
 * Reads `steps` or `discount`, each checked, refusing both and neither.
 * @throws {TypeError} both or neither
 */
export function readHorizon(
  doing: string,
  { steps, discount }: { readonly steps?: number; readonly discount?: number },
): Horizon {
  if (steps !== undefined && discount === undefined) return { kind: "finite", steps };
  if (discount !== undefined && steps === undefined) return { kind: "discounted", discount };
  const got = steps === undefined ? "left out" : "given";
  throw new TypeError(`Cannot ${doing}: both steps and discount are ${got}, expected one of them`);
}

/** Only the length of what may hold more; both and neither are refused where they are read. */
export function lengthOf(
  { steps, discount }: { readonly steps?: number; readonly discount?: number },
): Length {
  return {
    ...(steps === undefined ? {} : { steps }),
    ...(discount === undefined ? {} : { discount }),
  } as Length;
}

/**
 * An MDP with a number of steps.
 *
 * @param instead what to do with another, to end the refusal
 */
export function finiteMdp(instead: string): Shape<Mdp> {
  return mdpOf("finite", ({ horizon }) => {
    const got = horizon.kind === "discounted" ? horizon.discount : "";
    return `discounted (${got}), expected a number of steps; ${instead}`;
  });
}

/** An MDP with a discount; as {@link finiteMdp}. */
export function endlessMdp(instead: string): Shape<Mdp> {
  return mdpOf("discounted", ({ horizon }) => {
    const got = horizon.kind === "finite" ? horizon.steps : "";
    return `${got} steps, expected a discount; ${instead}`;
  });
}

function mdpOf(kind: Horizon["kind"], words: (mdp: Mdp) => string): Shape<Mdp> {
  return shapeOf(MDP.wish, (value, sizes) => {
    const found = MDP.fault(value, sizes), mdp = value as Mdp;
    if (found !== undefined || mdp.horizon.kind === kind) return found;
    return (doing) => new RangeError(`Cannot ${doing}: the horizon is ${words(mdp)}`);
  });
}

/** T of an MDP that a door has let in as finite. */
export function stepsOf({ horizon }: Mdp): number {
  return horizon.kind === "finite" ? horizon.steps : Infinity;
}

/** γ of an MDP that a door has let in as endless. */
export function discountOf({ horizon }: Mdp): number {
  return horizon.kind === "discounted" ? horizon.discount : 1;
}
