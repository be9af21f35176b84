/** Figures of chapter 18 about two notations of one step. */
import { arrows, dots, type Figure, figure, label, line, note, requireSome } from "lib/viz";

type Row = readonly number[];

/** One transition's push on two action values, and its two parts. */
export function twoPushes(parts: {
  /** Q(run), Q(rest). */
  readonly q: Row;
  readonly byQ: Row;
  readonly byPolicy: Row;
  readonly byValue: Row;
  readonly alpha: number;
}): Figure {
  const { q: [run = 0, rest = 0], byQ, byPolicy, byValue } = parts;
  const [left, right] = [-1.6, 1.4], [low, high] = [0, 2.4];
  const via = [run + byPolicy[0]!, rest + byPolicy[1]!], end = [run + byQ[0]!, rest + byQ[1]!];
  const diagonals = [-4, -3, -2, -1, 0, 1, 2, 3, 4].map((c) => {
    const from = Math.max(left, low - c), to = Math.min(right, high - c);
    return { x: [from, to], y: [from + c, to + c], some: to > from };
  }).filter(({ some }) => some);
  return figure({
    headline: "One push is the other two,\nand nothing is left over",
    description: `The plane of Q(run) and Q(rest) for the sore runner. Soft Q-learning moves by (${
      byQ.map((each) => each.toFixed(2)).join(", ")
    }); the policy gradient by (${
      byPolicy.map((each) => each.toFixed(2)).join(", ")
    }), at right angles to the lines of equal policy; the value by (${
      byValue.map((each) => each.toFixed(2)).join(", ")
    }); the two add up to the first.`,
    x: { title: "Q(sore, run)", domain: [left, right], values: [-1, 0, 1], grid: false },
    y: { title: "Q(sore, rest)", domain: [low, high], values: [0, 1, 2], grid: false },
    width: 450,
    height: 360,
    keepsShape: true,
    layers: [
      ...diagonals.map(({ x, y }, i) =>
        line({ name: `equal policy ${i + 1}`, x, y, role: "quiet", dash: "dotted", width: 1.5 })
      ),
      arrows({
        name: "soft Q-learning",
        x: [run],
        y: [rest],
        x2: [end[0]!],
        y2: [end[1]!],
        role: "ink",
        width: 4,
      }),
      arrows({
        name: "policy gradient",
        x: [run],
        y: [rest],
        x2: [via[0]!],
        y2: [via[1]!],
        role: "bound",
        width: 4,
      }),
      arrows({
        name: "value",
        x: [via[0]!],
        y: [via[1]!],
        x2: [end[0]!],
        y2: [end[1]!],
        role: "wish",
        width: 4,
      }),
      dots({ name: "before", x: [run], y: [rest], role: "ink", size: 90 }),
      label({ text: "soft Q-learning", x: -0.4, y: 0.76, role: "ink", align: "center" }),
      label({ text: "policy gradient", x: 0, y: 1.52, role: "bound" }),
      label({ text: "value's step", x: -1.5, y: 1.62, role: "wish" }),
      note({
        text: ["same policy along", "each dotted line"],
        x: 0.45,
        y: 0.2,
        at: { x: 0.3, y: 0.32 },
      }),
    ],
  });
}

/** What each learner's policy loses, over its steps, for several weights of the value's step. */
export function valueWeights(
  learners: readonly { readonly weight: number; readonly losses: Row }[],
  sore: { readonly run: number; readonly best: number },
): Figure {
  requireSome("learners", learners);
  const looks = [
    { role: "quiet", dash: "solid", width: 3 },
    { role: "world", dash: "dashed", width: 2.5 },
    { role: "bound", dash: "solid", width: 4 },
    { role: "causeA", dash: "dotted", width: 2.5 },
  ] as const;
  const ends = learners.map(({ weight, losses }) =>
    `w = ${weight}: ${losses.at(-1)!.toPrecision(2)}`
  );
  const alone = learners[0]!.losses.at(-1)!;
  return figure({
    headline: "Without the value's step\nthe policy stays short-sighted",
    description: "What each learner's policy loses of the best soft value, over its steps, for " +
      `four weights of the value's step; in the end ${ends.join(", ")}. Without it a sore runner ` +
      `runs with ${sore.run.toFixed(2)}, the best policy with ${sore.best.toFixed(3)}.`,
    x: { title: "steps", domain: [0, 2000], values: [0, 500, 1000, 1500, 2000] },
    y: {
      title: "lost of the best value",
      unit: "reward",
      log: true,
      domain: [1e-5, 30],
      values: [1e-4, 1e-2, 1],
    },
    height: 300,
    layers: [
      ...learners.map(({ weight, losses }, i) => {
        const kept = losses.map((loss, step) => ({ loss, step })).filter(({ loss }) => loss > 1e-5);
        return line({
          name: `w = ${weight}`,
          x: kept.map(({ step }) => step),
          y: kept.map(({ loss }) => loss),
          ...looks[i % looks.length]!,
        });
      }),
      label({ text: "w = 10", x: 120, y: 2e-5, role: "causeA" }),
      label({ text: "w = 1: soft Q-learning", x: 700, y: 4e-3, role: "bound" }),
      label({ text: "w = 0.1", x: 1380, y: 0.5, role: "world" }),
      note({
        text: [`policy gradient alone:`, `${alone.toFixed(1)} for ever`],
        x: 1250,
        y: 14,
        at: { x: 1100, y: alone },
        role: "muted",
      }),
    ],
  });
}
