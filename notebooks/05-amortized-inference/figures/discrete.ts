/** Figures of chapter 05 about hidden switches. */
import { type Figure, figure, label, line, note, requireSome, rule, runs } from "lib/viz";

type Row = readonly number[];

/** The slope in the logit, exact and relaxed. */
export function relaxedSlopes(parts: {
  readonly logits: Row;
  readonly exact: Row;
  /** Two, the larger temperature first. */
  readonly relaxed: readonly { readonly temperature: number; readonly slopes: Row }[];
  readonly at: { readonly logit: number; readonly slope: number };
}): Figure {
  requireSome("relaxed", parts.relaxed);
  const { logits, exact, relaxed, at } = parts;
  const dash = ["dashed", "dotted"] as const;
  return figure({
    headline: "The relaxed slope points downhill\nwhere the true one points up",
    description: "Slope of E[(z − 0.45)²] in the logit of a switch z: the exact one is positive " +
      "everywhere; the Gumbel-softmax ones are negative for low logits, the more so the higher " +
      `the temperature; at a logit of ${at.logit} and temperature ${
        relaxed[0]!.temperature
      } it is ${at.slope.toFixed(4)}.`,
    x: { title: "logit of the switch", domain: [-5, 5], values: [-4, -2, 0, 2, 4] },
    y: {
      title: "slope in the logit",
      domain: [-0.065, 0.07],
      values: [-0.04, 0, 0.04],
    },
    height: 280,
    layers: [
      rule({ y: 0, label: "", role: "quiet" }),
      ...relaxed.map(({ temperature, slopes }, i) =>
        line({
          name: `τ = ${temperature}`,
          x: logits,
          y: slopes,
          role: "bound",
          dash: dash[i]!,
          width: 2.5,
        })
      ),
      line({ name: "exact", x: logits, y: exact, role: "ink", width: 3 }),
      label({ text: "exact", x: -2.4, y: 0.016, role: "ink", align: "right" }),
      label({ text: "τ = 1", x: 3, y: 0.055, role: "bound" }),
      label({ text: "τ = 0.3", x: 0.5, y: 0.048, role: "bound", align: "right" }),
      note({
        text: ["downhill, where", "up is right"],
        x: 0.8,
        y: -0.042,
        at: { x: at.logit + 0.08, y: at.slope - 0.001 },
      }),
    ],
  });
}

/** Gaps of a linear encoder over steps: every run of four teachers, on a logarithmic axis. */
export function switchCurves(parts: {
  readonly every: number;
  readonly teachers: readonly {
    readonly name: string;
    readonly runs: readonly Row[];
    readonly label: { readonly x: number; readonly y: number };
  }[];
  readonly live: Row;
}): Figure {
  requireSome("teachers", parts.teachers);
  const looks = [
    { role: "world", dash: "dashed" },
    { role: "causeA", dash: "dotted" },
    { role: "bound", dash: "solid" },
    { role: "ink", dash: "solid" },
  ] as const;
  const steps = parts.teachers[0]!.runs[0]!.map((_, i) => i * parts.every);
  const meanOf = (rows: readonly Row[]) =>
    rows[0]!.map((_, i) =>
      Math.exp(rows.reduce((s, row) => s + Math.log(row[i]!), 0) / rows.length)
    );
  const ends = parts.teachers.map(({ name, runs }) => `${name} ${meanOf(runs).at(-1)!.toFixed(2)}`);
  return figure({
    headline: "The biased teacher leads at first\nand ends behind everyone",
    description: `Gap of an encoder for four switches over training steps, ${
      parts.teachers[0]!.runs.length
    } worlds for each teacher; geometric means in the end: ${ends.join(", ")} nats.`,
    x: { title: "training steps", domain: [0, 3000], values: [0, 1000, 2000, 3000] },
    y: {
      title: "mean gap",
      unit: "nats a datum",
      log: true,
      domain: [0.04, 60],
      values: [0.1, 0.3, 1, 3, 10, 30],
    },
    height: 320,
    layers: [
      ...parts.teachers.flatMap(({ name, runs: rows }, i) => [
        runs({ name, x: steps, runs: rows, ...looks[i]!, opacity: 0.22 }),
        line({ name: `${name}, mean`, x: steps, y: meanOf(rows), ...looks[i]!, width: 3 }),
      ]),
      ...parts.teachers.map(({ name, label: at }, i) =>
        label({ text: name, ...at, role: looks[i]!.role, align: "right" })
      ),
      line({
        name: "this notebook's run",
        x: parts.live.map((_, i) => i * parts.every),
        y: parts.live,
        role: "bound",
        width: 5,
      }),
    ],
  });
}
