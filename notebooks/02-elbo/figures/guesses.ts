/** Figures of chapter 02: guesses at the posterior, and what each leaves open. */
import { band, dots, type Figure, figure, line, requireSome, rule } from "lib/viz";

/**
 * A Gaussian q that slides onto a fixed posterior as the slider moves through the steps.
 *
 * @param path q's mean and standard deviation at each step
 * @param parts the posterior density of z, and a title
 */
export function slidingGuess(
  path: readonly { readonly mean: number; readonly std: number }[],
  parts: { readonly posterior: (z: number) => number; readonly title: string },
): Figure {
  const { first } = requireSome("path", path);
  const z = Array.from({ length: 121 }, (_, i) => -3 + i / 20);
  const steps = path.map((guess, step) => ({ ...guess, step }));
  const chosen = steps.filter(({ step }) => step % 10 === 0);
  const rows = chosen.flatMap(({ mean, std, step }) =>
    z.map((each) => ({
      step,
      x: each,
      y: Math.exp(-0.5 * ((each - mean) / std) ** 2) / (std * Math.sqrt(2 * Math.PI)),
    }))
  );
  return figure({
    description:
      `${parts.title}: density over the hidden z of the posterior, which stays, and of ` +
      "the Gaussian guess q, which a slider moves from its start to where it ends.",
    title: parts.title,
    x: { title: "hidden cause z" },
    y: { title: "density" },
    slider: {
      label: "gradient step",
      min: 0,
      max: chosen.at(-1)!.step,
      step: 10,
      start: chosen.at(-1)!.step,
    },
    layers: [
      band({ name: "posterior p(z | x)", x: z, low: z.map(() => 0), high: z.map(parts.posterior) }),
      line({
        name: "q(z) at the step chosen",
        x: rows.map(({ x }) => x),
        y: rows.map(({ y }) => y),
        frame: rows.map(({ step }) => step),
      }),
      line({ name: "q(z) at the start", ...normalCurve(first, z), width: 1.5 }),
    ],
    height: 240,
  });
}

function normalCurve(guess: { readonly mean: number; readonly std: number }, z: readonly number[]) {
  const { mean, std } = guess;
  const y = z.map((each) =>
    Math.exp(-0.5 * ((each - mean) / std) ** 2) / (std * Math.sqrt(2 * Math.PI))
  );
  return { x: z, y };
}

/** The gaps of two climbs over their steps, on a logarithmic axis, with log 2 as a reference. */
export function closingGaps(linear: readonly number[], square: readonly number[]): Figure {
  const steps = linear.map((_, i) => i);
  return figure({
    description: "Gap between log p(x) and the ELBO over gradient steps, logarithmic: the linear " +
      "world's falls by orders of magnitude, the square world's levels off at about log 2.",
    x: { title: "gradient step" },
    y: { title: "gap KL(q ‖ posterior)", unit: "nats", log: true },
    layers: [
      line({ name: "linear world", x: steps, y: linear }),
      line({ name: "square world", x: steps, y: square }),
      rule({ y: Math.LN2, label: "log 2", place: "end" }),
    ],
    height: 260,
  });
}

/**
 * Two estimates of log p(x) over the dimension: causes drawn from the prior, and the climbed bound.
 *
 * @param runs error of each against the truth, nats
 */
export function debtPaid(
  runs: readonly { readonly D: number; readonly prior: number; readonly bound: number }[],
): Figure {
  requireSome("runs", runs);
  const x = runs.map(({ D }) => D);
  return figure({
    description: "Error of two estimates of log p(x) over the number of dimensions, five runs " +
      "each: sampling from the prior falls ever further below the zero line, the climbed bound " +
      "stays on it.",
    x: { title: "dimensions D", domain: [0, 30] },
    y: { title: "estimated − exact log p(x)", unit: "nats" },
    layers: [
      dots({ name: "causes from the prior", x, y: runs.map(({ prior }) => prior), size: 60 }),
      dots({ name: "the climbed bound", x, y: runs.map(({ bound }) => bound), size: 60 }),
      rule({ y: 0, label: "exact" }),
    ],
    height: 260,
  });
}
