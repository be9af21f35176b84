/** Figures of chapter 03: the climb, round by round. */
import { dots, type Figure, figure, label, line, note, requireSome, rule } from "lib/viz";

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
  const bound = shown.flatMap(({ logLikelihood, raised }, t) => [
    { x: t + 1, y: logLikelihood },
    { x: t + 2, y: raised },
  ]);
  const jumps = shown.flatMap(({ raised, next }, t) => [
    { x: t + 2, y: raised },
    { x: t + 2, y: next },
  ]);
  const pairs = bound.map((_, i) => Math.floor(i / 2));
  const tallest = shown.reduce(
    (best, { raised, next }, t) =>
      next - raised > shown[best]!.next - shown[best]!.raised ? t : best,
    0,
  );
  const { raised, next } = shown[tallest]!;
  const middle = Math.floor(shown.length / 2);
  const touching = { x: middle + 1.12, y: shown[middle]!.logLikelihood - 4 };
  return figure({
    headline: "The bound touches, climbs, and\ngives: no round leads down",
    description: "Log-likelihood over rounds 1 to 13 of EM, always rising; from each dot " +
      "a bound climbs, and a vertical step leads from its end to the next dot; the tallest step, " +
      `before round ${tallest + 2}, is ${(next - raised).toFixed(1)} nats.`,
    x: { title: "round of EM", domain: [1, 13], values: [1, 4, 7, 10, 13] },
    y: { title: "log-likelihood and bound", unit: "nats", domain: [-1300, -1120], ticks: 4 },
    layers: [
      line({ name: "M step", ...columns(bound), group: pairs, role: "bound", width: 3 }),
      line({
        name: "gives",
        ...columns(jumps),
        group: pairs,
        role: "world",
        dash: "dotted",
        width: 3,
      }),
      dots({
        name: "touches",
        x: shown.map((_, t) => t + 1),
        y: shown.map((each) => each.logLikelihood),
        role: "ink",
        size: 60,
      }),
      label({ text: "M step climbs", x: 2.2, y: -1288, role: "bound" }),
      note({ text: "touches log p", x: 8.4, y: -1205, at: touching, align: "left" }),
      note({
        text: [`the bound gives`, `${(next - raised).toFixed(1)} nats`],
        x: tallest + 3.2,
        y: (raised + next) / 2 - 20,
        at: { x: tallest + 2.1, y: (raised + next) / 2 },
        role: "world",
        align: "left",
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
  const unseen = positive.filter(({ y }) => y < resolution);
  const { first } = requireSome("gains below the resolution", unseen);
  return figure({
    headline:
      `Each round closes the same share;\n${unseen.length} gains are below 32 bits' spacing`,
    description:
      "Gain in log-likelihood per round of EM on a logarithmic axis: after a few rounds " +
      `a straight falling line that from round ${first.x} on lies below the spacing of 32-bit ` +
      "numbers.",
    x: { title: "round of EM", domain: [0, gains.length + 1], ticks: 5 },
    y: {
      title: "gain of the round",
      unit: "nats",
      log: true,
      domain: [1e-12, 1e4],
      values: [1e-12, 1e-8, 1e-4, 1, 1e4],
    },
    height: 260,
    layers: [
      rule({ y: resolution, label: "", role: "ink" }),
      dots({
        name: "seen",
        ...columns(positive.filter(({ y }) => y >= resolution)),
        role: "bound",
        size: 60,
      }),
      dots({ name: "unseen", ...columns(unseen), role: "quiet", size: 60, shape: "diamond" }),
      label({ text: ["spacing of 32-bit", "numbers of this size"], x: 0.3, y: 6e-7, bold: false }),
      note({
        text: [`from round ${first.x} on`, "below the spacing"],
        x: first.x - 2.5,
        y: 1e-10,
        at: { x: first.x - 0.3, y: first.y / 1.5 },
        align: "right",
      }),
    ],
  });
}

/** Several climbs of one likelihood over their steps; EM's first. */
export function climbs(
  curves: readonly { readonly name: string; readonly values: readonly number[] }[],
): Figure {
  const looks = [
    { role: "bound", width: 3.5 },
    { role: "quiet", dash: "dashed", width: 2 },
    { role: "world", width: 2 },
    { role: "causeA", dash: "dotted", width: 2.5 },
  ] as const;
  const floor = -1480;
  const shown = curves.map(({ name, values }) => ({
    name,
    points: values.map((y, x) => ({ x, y })).filter(({ x, y }) => x <= 120 && y >= floor),
  }));
  const lost = curves.at(-1)!.values.at(-1)!;
  return figure({
    headline: "EM needs no step size; Adam's\ndecides how soon, and whether",
    description: "Log-likelihood over steps for EM and for Adam with three step sizes: EM is at " +
      "the top first, the small step crawls, the middle one arrives, the large one leaps below the " +
      `frame, comes back and ends at ${lost.toFixed(1)}, far below.`,
    x: { title: "steps", domain: [0, 120], ticks: 4 },
    y: { title: "log-likelihood", unit: "nats", domain: [floor, -1110], ticks: 4 },
    layers: [
      ...shown.toReversed().map(({ name, points }, i) =>
        line({
          name,
          ...columns(points),
          group: points.map(({ x }, k) => x - k), // breaks where the curve leaves the frame
          ...looks[shown.length - 1 - i]!,
        })
      ),
      label({ text: "EM", x: 13, y: -1120, role: "bound" }),
      label({ text: curves[2]!.name, x: 20, y: -1192, role: "world" }),
      label({ text: curves[1]!.name, x: 62, y: -1225, role: "muted" }),
      label({ text: "leaps below", x: 17, y: -1468, role: "causeA", bold: false }),
      label({ text: curves[3]!.name, x: 118, y: -1268, role: "causeA", align: "right" }),
      note({
        text: ["one component lost:", "as good as a single Gaussian"],
        x: 80,
        y: -1370,
        at: { x: 80, y: lost - 6 },
      }),
    ],
  });
}
