/** Chapter 02, live: the bound and its parts, computed by lib. */
import { energyEntropy, evidenceGap, reconstructionKl } from "lib/inference";
import { openUnit, probabilities, required, settings, vector } from "lib/math";

/** The geyser's moods, and how probable the wait that was seen is in each. */
export interface Given {
  /** p(z), `[2]`. */
  readonly prior: readonly number[];
  /** p(x | z) at the x that was seen, `[2]`. */
  readonly likelihood: readonly number[];
}

/** q(long), the reader's guess about the mood. */
export type Guess = { readonly long: number };

const GIVEN = settings({
  prior: required(probabilities(2)),
  likelihood: required(vector(2, openUnit)),
});
const bothPossible = vector(2, openUnit);

/** What the notebook gave; a mood that cannot be has no logarithm to draw. */
export function read(given: unknown): Given {
  const { prior, likelihood } = GIVEN.read("show the bound", given as never, "given");
  bothPossible.check("show the bound", "given.prior", prior);
  return { prior: Array.from(prior), likelihood: Array.from(likelihood) };
}

/** Places on the hill. */
const shares = Array.from({ length: 121 }, (_, i) => i / 120);

/** The bound by its three readings, (ELBO-7) to (ELBO-9), each by its own formula; nats. */
export function compute({ prior, likelihood }: Given, { long }: Guess) {
  const joint = prior.map((p, z) => p * likelihood[z]!);
  const q = [1 - long, long];
  return {
    ...energyEntropy({ q, joint }),
    ...reconstructionKl({ q, prior, likelihood }),
    ...evidenceGap({ q, joint }),
    posterior: joint[1]! / (joint[0]! + joint[1]!),
    hill: shares.map((share) => ({
      share,
      elbo: energyEntropy({ q: [1 - share, share], joint }).elbo,
    })),
    /** What the axis must hold, nats. */
    least: Math.min(...joint.map(Math.log)),
    most: Math.max(...likelihood.map(Math.log)),
  };
}

/** What {@link compute} gives. */
export type Values = ReturnType<typeof compute>;
