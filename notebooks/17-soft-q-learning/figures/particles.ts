/** Figures of particles in one dimension, and of values estimated from a few actions. */
import { band, dots, type Figure, figure, label, line, note } from "lib/viz";

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
        text: `variance ${variances[0].toFixed(2)}`,
        x: 1,
        y: 2.5,
        align: "right",
        bold: false,
      }),
      label({
        text: `variance ${variances[1].toFixed(2)}`,
        x: 1,
        y: 1.3,
        align: "right",
        bold: false,
      }),
    ],
  });
}

/** What {@link valueBias} draws: estimates by so many actions. */
export interface ValueBias {
  readonly counts: Row;
  readonly means: Row;
  readonly low: Row;
  readonly high: Row;
  /** What the rule of thumb says. */
  readonly rule: Row;
  readonly exact: number;
}

/** How much too low a soft value is that was estimated from a few actions. */
export function valueBias({ counts, means, low, high, rule, exact }: ValueBias): Figure {
  const at = counts.indexOf(16), short = exact - means[at]!;
  return figure({
    headline: "A soft value from a few actions\nis too low, by Jensen",
    description:
      `Mean of the estimated soft value over the number of actions, with the middle 80 %: ${
        short.toFixed(2)
      } nats too low with 16 actions.`,
    x: { title: "actions M", log: true, domain: [1, 1100], values: [1, 4, 16, 64, 256, 1024] },
    y: {
      title: "estimated minus exact V",
      unit: "nats",
      domain: [-2.5, 1],
      values: [-2, -1, 0, 1],
    },
    height: 260,
    layers: [
      band({
        name: "middle 80 %",
        x: counts,
        low: low.map((each) => each - exact),
        high: high.map((each) => each - exact),
        role: "bound",
      }),
      line({ name: "exact", x: [1, 1100], y: [0, 0], role: "ink", width: 1.5 }),
      line({
        name: "rule",
        x: counts,
        y: rule.map((each) => -each),
        role: "world",
        dash: "dashed",
      }),
      line({
        name: "mean",
        x: counts,
        y: means.map((each) => each - exact),
        role: "bound",
        width: 3,
      }),
      label({ text: "dashed: the rule", x: 1.15, y: 0.55, role: "world" }),
      note({
        text: [`${short.toFixed(2)} nats short`, "with 16 actions"],
        x: 30,
        y: -1.4,
        at: { x: 16, y: -short },
        align: "left",
      }),
    ],
  });
}
