/** Figures of chapter 18 about two notations of one step. */
import { arrows, dots, type Figure, figure, label, line, note } from "lib/viz";

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
  const { q: [run = 0, rest = 0], byQ, byPolicy, byValue, alpha } = parts;
  const via = [run + byPolicy[0]!, rest + byPolicy[1]!], end = [run + byQ[0]!, rest + byQ[1]!];
  const lines = [{ at: [run, rest], to: 0 }, { at: via, to: 1.4 }, { at: end, to: 1.4 }].map(
    ({ at: [x = 0, y = 0], to }) => ({
      x: [x, x + to - y],
      y: [y, to],
      runs: Math.round(100 / (1 + Math.exp((y - x) / alpha))),
    }),
  );
  return figure({
    headline: "One push is the other two,\nand nothing is left over",
    description: `The plane of Q(run) and Q(rest) for the sore runner. Soft Q-learning moves by (${
      byQ.map((each) => each.toFixed(2)).join(", ")
    }); the policy gradient by (${
      byPolicy.map((each) => each.toFixed(2)).join(", ")
    }), at right angles to the lines of equal policy; the value by (${
      byValue.map((each) => each.toFixed(2)).join(", ")
    }); the two add up to the first. The chance to run falls from ${lines[0]!.runs} to ${
      lines[1]!.runs
    } % by the policy gradient, and to ${lines[2]!.runs} % by soft Q-learning.`,
    x: {
      title: "Q(sore, run)",
      unit: "reward",
      domain: [-1.2, 1.8],
      values: [-1, 0, 1],
      grid: false,
    },
    y: {
      title: "Q(sore, rest)",
      unit: "reward",
      domain: [-0.25, 1.85],
      values: [0, 1],
      grid: false,
    },
    width: 450,
    height: 300,
    keepsShape: true,
    layers: [
      ...lines.flatMap(({ x, y, runs }, i) => [
        line({ name: `equal policy ${i + 1}`, x, y, role: "quiet", dash: "dotted", width: 1.5 }),
        label({
          text: `${runs} %`,
          x: x[1]!,
          y: y[1]! + (y[1]! > y[0]! ? 0.1 : -0.1),
          role: "muted",
          align: "center",
        }),
      ]),
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
      label({ text: "soft Q-learning", x: -0.15, y: 0.24, role: "ink", align: "center" }),
      label({ text: ["policy", "gradient"], x: 0.85, y: 0.8, role: "bound" }),
      label({ text: ["value's", "step"], x: -0.38, y: 0.88, role: "wish", align: "right" }),
      label({
        text: "along a line π(run) is the same:",
        x: 0.3,
        y: 1.7,
        role: "muted",
        bold: false,
        align: "center",
      }),
    ],
  });
}

/** What four learners' policies lose, over their steps. */
export function fourLearners(
  parts: Readonly<Record<"alone" | "softQ" | "hopeful" | "actorCritic", Row>> & {
    /** Steps between two losses. */
    readonly every: number;
  },
): Figure {
  const looks = {
    alone: { role: "quiet", dash: "solid", width: 3 },
    softQ: { role: "world", dash: "dashed", width: 3 },
    hopeful: { role: "causeA", dash: "dotted", width: 3 },
    actorCritic: { role: "bound", dash: "solid", width: 3.5 },
  } as const;
  const end = (name: keyof typeof looks) => parts[name].at(-1)!;
  return figure({
    headline: "One gradient, four fates:\nit matters who holds the levels",
    description: "What each learner's policy loses of the best soft value, over 2,000 steps: in " +
      `the end policy gradient alone ${end("alone").toFixed(2)}, soft Q-learning from 0 ${
        end("softQ").toFixed(2)
      }, from 25 ${end("hopeful").toPrecision(2)}, actor-critic ${
        end("actorCritic").toPrecision(2)
      }.`,
    x: { title: "steps", domain: [0, 2000], values: [0, 500, 1000, 1500, 2000] },
    y: {
      title: "lost of the best value",
      unit: "reward",
      log: true,
      domain: [1e-4, 60],
      values: [1e-4, 1e-2, 1],
    },
    height: 320,
    layers: [
      ...(Object.keys(looks) as (keyof typeof looks)[]).map((name) =>
        line({
          name,
          x: parts[name].map((_, i) => i * parts.every),
          y: parts[name],
          ...looks[name],
        })
      ),
      label({ text: "policy gradient alone", x: 1980, y: 11, role: "muted", align: "right" }),
      label({ text: "soft Q, from 0", x: 1980, y: 0.6, role: "world", align: "right" }),
      label({ text: "soft Q, from 25", x: 1980, y: 0.008, role: "causeA", align: "right" }),
      label({ text: "actor-critic", x: 130, y: 5e-4, role: "bound" }),
      note({
        text: `stuck, ${end("softQ").toFixed(2)} short`,
        x: 1500,
        y: 0.06,
        at: { x: 1300, y: end("softQ") },
        role: "world",
      }),
    ],
  });
}
