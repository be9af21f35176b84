/** Figures of chapter 07 over steps in the world. */
import {
  band,
  type Figure,
  figure,
  label,
  line,
  note,
  type Role,
  rule,
  runs,
  scoreRows,
} from "lib/viz";

type Row = readonly number[];

/** Runs of a method, their interquartile mean and its interval, at each step. */
export interface Learning {
  readonly runs: readonly Row[];
  readonly middle: Row;
  readonly low: Row;
  readonly high: Row;
}

const kilo = {
  title: "steps in the world",
  unit: "thousands",
  domain: [0, 6],
  values: [0, 1, 2, 3, 4, 5, 6],
} as const;
const share = {
  title: "worth of the policy, share of the best",
  domain: [-0.04, 1.12],
  values: [0, 0.2, 0.4, 0.6, 0.8, 1],
} as const;
const x = (length: number, every: number) =>
  Array.from({ length }, (_, i) => every * (i + 1) / 1000);

function method(
  name: string,
  { runs: all, middle, low, high }: Learning,
  every: number,
  look: { readonly role: Role; readonly dash?: "dashed" | "dotted" },
) {
  const at = x(middle.length, every);
  return [
    band({ name, x: at, low, high, role: look.role }),
    runs({ name: `${name}, a run`, x: at, runs: all, role: look.role, opacity: 0.18 }),
    line({ name: `${name}, IQM`, x: at, y: middle, width: 3, ...look }),
  ];
}

/** What {@link threeSights} draws. */
export interface ThreeSights {
  readonly every: number;
  readonly state: Learning;
  readonly pixels: Learning;
  readonly along: Learning;
  /** The run of this notebook, as far as it went. */
  readonly live: Row;
  /** Share that is possible without seeing the key. */
  readonly blind: number;
}

/** Q on what is so, on pixels, and on a code that is trained along. */
export function threeSights({ every, state, pixels, along, live, blind }: ThreeSights): Figure {
  const end = along.middle.at(-1)!;
  return figure({
    headline: "Q on pixels wins the game;\nQ on the code forgets the key",
    description:
      `Exact worth of the greedy policy over steps, interquartile means of ${along.runs.length} ` +
      `runs with 95 % intervals: the true state ends at ${
        state.middle.at(-1)!.toFixed(2)
      }, pixels at ` +
      `${pixels.middle.at(-1)!.toFixed(2)}, the code trained along at ${
        end.toFixed(2)
      }; without seeing ` +
      `the key ${blind.toFixed(2)} is possible.`,
    x: kilo,
    y: share,
    height: 320,
    layers: [
      rule({ y: 1, label: "", role: "ink" }),
      rule({ y: blind, label: "", role: "quiet" }),
      ...method("state", state, every, { role: "quiet", dash: "dotted" }),
      ...method("pixels", pixels, every, { role: "world", dash: "dashed" }),
      ...method("code", along, every, { role: "bound" }),
      line({ name: "this run", x: x(live.length, every), y: live, role: "ink", width: 2 }),
      label({ text: "true state (dotted)", x: 6, y: 0.93, align: "right", role: "quiet" }),
      label({ text: "pixels (dashed)", x: 6, y: 0.84, align: "right", role: "world" }),
      label({ text: "black: this run", x: 1.7, y: 0.27, bold: false }),
      label({ text: "best", x: 6, y: 1.07, align: "right", bold: false }),
      label({
        text: "possible without the key",
        x: 6,
        y: blind + 0.06,
        align: "right",
        bold: false,
      }),
      note({
        text: [`code: ${end.toFixed(2)} in the middle`],
        x: 4.4,
        y: 0.43,
        at: { x: 5.6, y: along.middle.at(-2)! + 0.02 },
        align: "right",
      }),
    ],
  });
}

/** What {@link cures} draws. */
export interface Cures {
  readonly every: number;
  readonly along: Learning;
  readonly weighted: Learning;
  readonly prior: Learning;
  readonly reward: Learning;
  readonly pixels: Learning;
}

/** Three cures of the code, beside the code and the pixels. */
export function cures({ every, along, weighted, prior, reward, pixels }: Cures): Figure {
  const ends = { weighted, prior, reward, along, pixels };
  return figure({
    headline: "Pixels that count eight times\nbring the key back",
    description: `Interquartile means of the worth over steps; at the end: ${
      Object.entries(ends).map(([name, { middle }]) => `${name} ${middle.at(-1)!.toFixed(2)}`).join(
        ", ",
      )
    }.`,
    x: kilo,
    y: share,
    height: 340,
    layers: [
      rule({ y: 1, label: "", role: "ink" }),
      line({
        name: "pixels",
        x: x(pixels.middle.length, every),
        y: pixels.middle,
        role: "world",
        dash: "dashed",
        width: 2,
      }),
      ...method("weighted", weighted, every, { role: "bound" }),
      ...method("prior", prior, every, { role: "causeA", dash: "dashed" }),
      ...method("reward", reward, every, { role: "wish", dash: "dotted" }),
      line({
        name: "along",
        x: x(along.middle.length, every),
        y: along.middle,
        role: "quiet",
        width: 2,
      }),
      label({ text: "pixels", x: 0.15, y: 0.72, role: "world" }),
      label({ text: "key × 8", x: 2.6, y: 0.8, role: "bound" }),
      label({ text: "trained before", x: 6, y: 0.7, align: "right", role: "causeA" }),
      label({ text: "with reward", x: 4.1, y: 0.35, align: "right", role: "wish" }),
      label({ text: "code as it was", x: 6, y: 0.08, align: "right", role: "quiet" }),
    ],
  });
}

/** A method and what its runs earned over all of the learning. */
export interface Overall {
  readonly name: string;
  readonly runs: Row;
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  readonly role: Role;
}

/** Mean worth over all of the learning, method by method. */
export function overallRows(rows: readonly Overall[]): Figure {
  return scoreRows({
    headline: "No code learns faster\nthan the pixels it was made of",
    description: `Mean worth over 6,000 steps, interquartile mean and 95 % interval of ten runs: ${
      rows.map(({ name, estimate }) => `${name} ${estimate.toFixed(2)}`).join(", ")
    }.`,
    x: {
      title: "mean worth over 6,000 steps",
      domain: [-1.4, 1.05],
      values: [0, 0.2, 0.4, 0.6, 0.8, 1],
    },
    rows,
  });
}
