/** Figures of particles in one dimension, and of values estimated from a few actions. */
import { dots, type Figure, figure, label, line, note } from "lib/viz";

type Row = readonly number[];

/** What {@link particleRows} draws. */
export interface ParticleRows {
  /** Particles moved in u, drawn as actions. */
  readonly right: Row;
  /** Particles moved in a, by the score of another density. */
  readonly wrong: Row;
  /** Variances of both. */
  readonly variances: readonly [right: number, wrong: number];
}

/** Two rows of particles under a constant Q, whose policy is uniform. */
export function particleRows({ right, wrong, variances }: ParticleRows): Figure {
  const row = (name: string, values: Row, y: number, role: "bound" | "causeA") =>
    dots({ name, x: values, y: values.map(() => y), role, size: 22, opacity: 0.6 });
  return figure({
    headline: "One wrong score, and the sampler\nkeeps away from full throttle",
    description: `Particles under a constant Q. Moved in u they spread evenly, variance ${
      variances[0].toFixed(3)
    }; moved in a by the score of another density they crowd in the middle, variance ${
      variances[1].toFixed(3)
    }.`,
    x: { title: "action a", domain: [-1, 1], values: [-1, -0.5, 0, 0.5, 1] },
    y: { title: "", domain: [0, 3], hidden: true },
    height: 150,
    layers: [
      row("moved in u", right, 2, "bound"),
      row("moved in a", wrong, 0.8, "causeA"),
      label({ text: "moved in u: even", x: -1, y: 2.5, role: "bound" }),
      label({ text: "moved in a: crowded", x: -1, y: 1.3, role: "causeA" }),
      label({
        text: `variance ${variances[0].toFixed(3)}`,
        x: 1,
        y: 2.5,
        align: "right",
        bold: false,
      }),
      label({
        text: `variance ${variances[1].toFixed(3)}`,
        x: 1,
        y: 1.3,
        align: "right",
        bold: false,
      }),
    ],
  });
}

/** What {@link valueBias} draws: how much too low soft values from so many actions are, nats. */
export interface ValueBias {
  readonly counts: Row;
  /** Exact value minus the mean estimate. */
  readonly short: Row;
  /** Standard deviation of one estimate. */
  readonly scatter: Row;
  /** What the rule of thumb says of the first. */
  readonly rule: Row;
}

/** How much too low a soft value is that was estimated from a few actions, and how it scatters. */
export function valueBias({ counts, short, scatter, rule }: ValueBias): Figure {
  const bias = short[counts.indexOf(16)]!;
  return figure({
    headline: "Too low by Jensen: twice the actions,\nabout half of it",
    description:
      `How much too low the mean of the estimated soft value is, over the number of actions, on logarithmic axes: ${
        bias.toFixed(3)
      } nats with 16 actions. It comes down along the dashed rule, faster than the scatter of single estimates.`,
    x: {
      title: "actions M",
      log: true,
      domain: [1, 64],
      values: [1, 2, 4, 8, 16, 32, 64],
      grid: false,
    },
    y: {
      title: "size",
      unit: "nats",
      log: true,
      domain: [0.003, 4],
      values: [0.01, 0.1, 1],
    },
    height: 280,
    layers: [
      line({ name: "scatter", x: counts, y: scatter, role: "quiet", dash: "dotted" }),
      line({ name: "rule", x: counts, y: rule, role: "world", dash: "dashed" }),
      line({ name: "too low", x: counts, y: short, role: "bound", width: 3 }),
      dots({ name: "too low by", x: counts, y: short, role: "bound", size: 40 }),
      label({ text: "scatter of one", x: 8, y: 0.75, role: "quiet" }),
      label({ text: "too low by", x: 1.15, y: 0.06, role: "bound" }),
      label({ text: "dashed: (SQL-7)", x: 1.15, y: 0.03, role: "world" }),
      note({
        text: [`${bias.toFixed(3)} nats`, "with 16 actions"],
        x: 11,
        y: 0.01,
        at: { x: 16, y: bias },
        align: "right",
      }),
    ],
  });
}
