/** Figures of what was learned: arrivals, rings, rounds of policy search. */
import { mean } from "lib/math";
import {
  dots,
  type Figure,
  figure,
  label,
  line,
  multiples,
  note,
  panels,
  requireSome,
  type Role,
  rule,
  runs,
} from "lib/viz";

type Row = readonly number[];

/** A planner's two numbers in each run. */
export interface Standing {
  readonly name: string;
  readonly role: Role;
  /** Shares of the tasks that ended in the goal, by run. */
  readonly arrived: Row;
  /** Mean shares of time in the goal, by run. */
  readonly shares: Row;
}

/** Both measures, side by side; each run a dot. */
export function standings(rows: readonly Standing[]): Figure {
  requireSome("rows", rows);
  const spread = (list: Row) =>
    // equal ones beside each other, downwards
    list.map((each, i) =>
      0.055 * list.slice(0, i).filter((other) => Math.abs(other - each) < 0.02).length
    );
  const panel = (title: string, of: (row: Standing) => Row, named: boolean) =>
    figure({
      description: `In each run, of each planner: ${title}.`,
      x: { title, unit: "share", domain: [-0.05, 1.08], values: [0, 0.5, 1] },
      y: { title: "", domain: [-rows.length + 0.2, 0.9], hidden: true },
      width: 216,
      height: 62 * rows.length,
      layers: rows.flatMap((row, i) => [
        dots({
          name: row.name,
          x: [...of(row)],
          y: spread(of(row)).map((down) => -i - down),
          role: row.role,
          size: 40,
          opacity: 0.8,
        }),
        label({
          text: named ? `${row.name}: ${mean(of(row)).toFixed(3)}` : mean(of(row)).toFixed(3),
          x: -0.03,
          y: -i + 0.33,
          role: row.role,
        }),
      ]),
    });
  return panels({
    headline: "With a smaller λ, fewer tasks\nend in the goal, and later",
    description: `Shares of tasks ended in the goal, and of time in it, by run: ${
      rows.map(({ name, arrived, shares }) =>
        `${name} ${mean(arrived).toFixed(3)} and ${mean(shares).toFixed(3)}`
      ).join("; ")
    }.`,
    columns: 2,
    figures: [
      panel("tasks that ended in the goal", ({ arrived }) => arrived, true),
      panel("time in the goal", ({ shares }) => shares, false),
    ],
  });
}

/** Codes of angles once round, in every run, shaded from hanging to upright. */
export function ring(
  all: readonly { readonly seed: number; readonly places: readonly Row[] }[],
  upright: Row,
  windings: Row,
): Figure {
  requireSome("all", all);
  const far = 1.15 * Math.max(...all.flatMap(({ places }) => places.flat().map(Math.abs)));
  const [middle, top] = [
    upright.indexOf(Math.min(...upright)),
    upright.indexOf(Math.max(...upright)),
  ];
  return multiples({
    headline: "Angles go round, and so\ndo their codes",
    description:
      `Codes of a resting pendulum at ${upright.length} angles once round, on the two directions in which they ` +
      `vary most, in ${all.length} runs: each a closed ring that goes ${
        windings.map((each) => Math.abs(each)).join(", ")
      } times round its middle.`,
    columns: 3,
    x: { title: "first direction", domain: [-far, far], values: [-2, 0, 2] },
    y: { title: "second direction", domain: [-far, far], values: [-2, 0, 2] },
    height: 138,
    keepsShape: true,
    panels: all.map(({ seed, places }) => ({
      title: `run ${seed}`,
      layers: [
        dots({
          name: "angle",
          x: places.map(([x]) => x!),
          y: places.map(([, y]) => y!),
          belief: [...upright],
          size: 22,
        }),
        dots({
          name: "upright",
          x: [places[top]![0]!],
          y: [places[top]![1]!],
          role: "wish",
          shape: "triangle-up",
          size: 110,
        }),
        dots({
          name: "hanging",
          x: [places[middle]![0]!],
          y: [places[middle]![1]!],
          role: "ink",
          shape: "triangle-down",
          size: 110,
        }),
      ],
    })),
  });
}

/** Distance from the goal at the end, by round, for unfolded and folded maps; and the divergences. */
export function searching(
  flat: readonly Row[],
  folded: readonly Row[],
  measured: readonly Row[],
  bound: number,
): Figure {
  requireSome("flat", flat);
  const rounds = flat[0]!.map((_, i) => i + 1),
    columns = (rows: readonly Row[]) => rows[0]!.map((_, i) => mean(rows.map((row) => row[i]!)));
  const x = { title: "round", domain: [0.8, rounds.length + 0.2], values: rounds } as const;
  const last = columns(flat).at(-1)!;
  return panels({
    headline: "Local fits lead to the goal on flat\nmaps, not on every folded one",
    subtitle: ["solid: maps without a fold, thick: their mean,", "dashed: folded maps"],
    description:
      `Above, distance from the goal at an episode's end by round: on maps without a fold it falls to ${
        last.toFixed(2)
      } pixels in the mean, on folded ones to ${
        columns(folded).at(-1)!.toFixed(2)
      }. Below, the measured divergence of each update, whose bound is ${bound} nats.`,
    columns: 1,
    figures: [
      figure({
        description: "Distance from the goal at an episode's end, by round.",
        x,
        y: { title: "distance at the end", unit: "pixels", domain: [0, 23], values: [0, 10, 20] },
        height: 190,
        layers: [
          runs({ name: "folded map", x: rounds, runs: folded, role: "quiet", dash: "dashed" }),
          runs({ name: "no fold", x: rounds, runs: flat, role: "bound" }),
          line({ name: "mean", x: rounds, y: columns(flat), role: "bound", width: 3 }),
          note({
            text: [`${last.toFixed(1)} pixels`],
            x: rounds.length - 0.6,
            y: 13.5,
            at: { x: rounds.length, y: last },
          }),
        ],
      }),
      figure({
        description: "The measured divergence of each update, by round.",
        x,
        y: {
          title: "measured KL of the update",
          unit: "nats",
          domain: [0, 25],
          values: [0, bound, 20],
        },
        height: 120,
        layers: [
          rule({ y: bound, label: "", role: "wish" }),
          dots({
            name: "measured",
            x: measured.flatMap((row) => row.map((_, i) => i + 2)),
            y: measured.flat(),
            role: "ink",
            size: 22,
            opacity: 0.6,
          }),
          label({ text: "the bound", x: 1, y: bound + 2.6, role: "wish" }),
        ],
      }),
    ],
  });
}
