/** Figures of chapter 03: the climb, round by round. */
import { dots, type Figure, figure, line, requireSome, rule } from "lib/viz";

/** One round of EM: the likelihood, the bound after the M step, and the next likelihood, nats. */
export interface ChainLink {
  readonly logLikelihood: number;
  readonly raised: number;
  readonly next: number;
}

/** Likelihood and bound, round by round: tight, lifted, tight again. */
export function monotoneChain(chain: readonly ChainLink[]): Figure {
  requireSome("rounds after the first", chain.slice(1));
  const shown = chain.slice(1, 13); // round 0 is too tall to show beside the rest
  const rounds = shown.map((_, t) => t + 1);
  const bound = shown.flatMap(({ logLikelihood, raised }, t) => [
    { x: t + 1, y: logLikelihood },
    { x: t + 2, y: raised },
  ]);
  const jumps = shown.flatMap(({ raised, next }, t) => [
    { x: t + 2, y: raised },
    { x: t + 2, y: next },
  ]);
  const pairs = bound.map((_, i) => Math.floor(i / 2));
  return figure({
    description: "Log-likelihood over rounds 1 to 13 of EM, always rising; from each dot " +
      "a dashed bound climbs, and a short vertical step leads from its end to the next dot.",
    x: { title: "round of EM", domain: [1, shown.length + 1] },
    y: { title: "log-likelihood and bound", unit: "nats" },
    layers: [
      line({
        name: "log-likelihood",
        x: [...rounds, shown.length + 1],
        y: [...shown.map((each) => each.logLikelihood), shown.at(-1)!.next],
        width: 1.5,
      }),
      line({ name: "bound, M step", ...columns(bound), group: pairs }),
      line({ name: "what the bound gives", ...columns(jumps), group: pairs }),
      dots({
        name: "bound touches",
        x: rounds,
        y: shown.map((each) => each.logLikelihood),
        size: 70,
      }),
    ],
  });
}

function columns(points: readonly { readonly x: number; readonly y: number }[]) {
  return { x: points.map(({ x }) => x), y: points.map(({ y }) => y) };
}

/** What each round of EM gains, on a logarithmic axis, with the finest step that 32 bits can see. */
export function shrinkingGains(gains: readonly number[], resolution: number): Figure {
  const positive = gains.map((gain, t) => ({ x: t + 1, y: gain })).filter(({ y }) => y > 0);
  return figure({
    description:
      "Gain in log-likelihood per round of EM on a logarithmic axis: after a few rounds " +
      "a straight falling line that crosses the dashed line of what 32-bit floats can resolve.",
    x: { title: "round of EM" },
    y: { title: "gain of the round", unit: "nats", log: true },
    layers: [
      dots({ name: "gain", ...columns(positive), size: 55 }),
      rule({ y: resolution, label: "finest step of a 32-bit float of this size" }),
    ],
    height: 260,
  });
}

/** Several climbs of one likelihood over their steps. */
export function climbs(
  curves: readonly { readonly name: string; readonly values: readonly number[] }[],
): Figure {
  const lowest = Math.min(...curves.map(({ values }) => values[0]!)) - 5;
  const shown = curves.map(({ name, values }) => ({
    name,
    points: values.map((y, x) => ({ x, y })).filter(({ x, y }) => x <= 120 && y >= lowest),
  }));
  return figure({
    description:
      "Log-likelihood over steps for EM and for gradient ascent with three step sizes: " +
      "EM is at the top first, the small step crawls, the large one ends far below.",
    x: { title: "steps" },
    y: { title: "log-likelihood", unit: "nats" },
    layers: shown.map(({ name, points }) =>
      line({ name, ...columns(points), group: points.map(({ x }, i) => x - i), width: 2 })
    ), // x − i jumps where steps were left out below the frame, and breaks the line there
  });
}

/** A criterion over the number of components, one curve for each covariance kind. */
export function bicCurves(
  choices: readonly { readonly kind: string; readonly K: number; readonly score: number }[],
): Figure {
  const floor = -2355; // one component, and all spherical fits, lie far below
  requireSome("choices", choices);
  const seen = choices.filter(({ score }) => score >= floor);
  const kinds = [...new Set(seen.map(({ kind }) => kind))];
  const best = choices.reduce((a, b) => (b.score > a.score ? b : a));
  return figure({
    description:
      "BIC over two to four components for full, tied and diagonal covariances, larger is " +
      `better: nearly level, best at ${best.K}, ${best.kind}; the rest lies far below the frame.`,
    x: { title: "components K", categories: [...new Set(seen.map(({ K }) => String(K)))] },
    y: { title: "BIC (larger is better)", unit: "nats, doubled", domain: [floor, -2310] },
    layers: kinds.map((kind) => {
      const own = seen.filter((each) => each.kind === kind);
      return line({
        name: kind,
        x: own.map(({ K }) => String(K)),
        y: own.map(({ score }) => score),
      });
    }),
  });
}
