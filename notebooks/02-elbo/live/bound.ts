/** Chapter 02, live: one height, filled in three ways, whatever q is. */
import type { Explorable } from "lib/live";
import { compute, type Given, type Guess, read, type Values } from "./bound_values.ts";
import { acrossHill, draw } from "./bound_picture.ts";
import { decimals } from "lib/live";

/** The bound over q(long), below log p(x), and beside it what fills that height. */
export const explorable: Explorable<Given, Guess, Values> = {
  description: "The bound as a hill over q(long) below the line log p(x), and three columns: the " +
    "bound and the gap, energy and entropy, fit less divergence from the prior.",
  read,
  bet: {
    question: "For which q(long) will the bound touch the line log p(x)?",
    answers: ["at even odds", "at the prior", "at the posterior", "for none: it stays below"],
    verdict,
  },
  start: () => ({ long: 0.5 }),
  sliders: () => ({
    long: { label: "q(long)", min: 0, max: 1, step: 0.005, show: (long) => long.toFixed(3) },
  }),
  buttons: {
    "even odds": () => ({ long: 0.5 }),
    "the prior": ({ prior }) => ({ long: prior[1]! }),
    "the posterior": (given) => ({ long: compute(given, { long: 0.5 }).posterior }),
  },
  hint: "Or drag along the hill.",
  compute,
  draw,
  words: ({ elbo, kl, logEvidence, ...rest }, { long }) =>
    `With q(long) = ${long.toFixed(3)}: ELBO ${nats(elbo)} + KL ${nats(kl)} = log p(x) ` +
    `${nats(logEvidence)} nats. The same bound is energy ${
      nats(rest.expectedLogJoint)
    } + entropy ` +
    `${nats(rest.entropy)}, and fit ${nats(rest.expectedLogLikelihood)} − stray ` +
    `${nats(rest.klToPrior)}.`,
  numbers: ({ elbo, kl, logEvidence, posterior }) => ({
    "elbo-at-even-odds": elbo,
    "gap-at-even-odds": kl,
    "log-evidence": logEvidence,
    "posterior-long": posterior,
  }),
  touch: ({ x, width }) => ({ long: acrossHill(x, width) }),
};

function verdict(answer: number, { posterior }: Values, given: Given): string {
  const gapAt = (long: number) => nats(compute(given, { long }).kl);
  const where = `It touches where q is what an honest observer believes, q(long) = ${
    posterior.toFixed(3)
  }`;
  switch (answer) {
    case 0:
      return `There, ${gapAt(0.5)} nats are missing. ${where}.`;
    case 1:
      return `Close: ${gapAt(given.prior[1]!)} nats are missing there. ${where}.`;
    case 2:
      return `So it is. ${where}, and nowhere else.`;
    default:
      return `It does touch, once. ${where}.`;
  }
}

function nats(value: number): string {
  return decimals(value, 3);
}
