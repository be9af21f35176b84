/** Figures of chapter 07 over steps in the world. */
import {
  band,
  type Figure,
  figure,
  label,
  line,
  multiples,
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
  title: "worth of the policy",
  unit: "share of the best",
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
    headline: "On pixels Q wins the game;\non its code it loses the key",
    description:
      `Exact worth of the greedy policy over steps, interquartile means of ${along.runs.length} ` +
      `runs with 95 % intervals: the true state ends at ${
        state.middle.at(-1)!.toFixed(2)
      }, pixels at ` +
      `${pixels.middle.at(-1)!.toFixed(2)}, the code trained along at ${
        end.toFixed(2)
      }; without seeing ` +
      `the key ${blind.toFixed(2)} is possible.`,
    x: { ...kilo, domain: [0, 7.3] },
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
      label({ text: "this run", x: 1.55, y: 0.19, role: "ink" }),
      label({ text: "best", x: 6.1, y: 1.05, bold: false }),
      label({ text: ["blind", blind.toFixed(2)], x: 6.1, y: blind - 0.085, bold: false }),
      label({ text: ["code", end.toFixed(2)], x: 6.1, y: end, role: "bound" }),
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

/** Three cures of the code, a panel each, beside the code and the pixels. */
export function cures({ every, along, weighted, prior, reward, pixels }: Cures): Figure {
  const ends = {
    "key × 8": weighted,
    "trained before": prior,
    "with reward": reward,
    "code as it was": along,
    pixels,
  };
  const context = (name: string, { middle }: Learning, look: { role: Role; dash?: "dashed" }) =>
    line({ name, x: x(middle.length, every), y: middle, width: 2, ...look });
  const panel = (title: string, cured: Learning) => ({
    title,
    layers: [
      context("pixels", pixels, { role: "world", dash: "dashed" }),
      context("code as it was", along, { role: "quiet" }),
      ...method(title, cured, every, { role: "bound" }),
      label({ text: cured.middle.at(-1)!.toFixed(2), x: 6, y: 1.1, align: "right", role: "bound" }),
    ],
  });
  const [first, ...others] = [
    panel("key × 8", weighted),
    panel("before", prior),
    panel("reward", reward),
  ];
  const names = [
    label({ text: "pixels", x: 6, y: 0.7, align: "right", role: "world" }),
    label({ text: "code", x: 6, y: 0.5, align: "right", role: "quiet" }),
  ];
  return multiples({
    headline: "Weighting cures; prior frames\nnearly do, rewards in part",
    description: `Interquartile means of the worth over steps; at the end: ${
      Object.entries(ends).map(([name, { middle }]) => `${name} ${middle.at(-1)!.toFixed(2)}`).join(
        ", ",
      )
    }.`,
    x: { ...kilo, values: [0, 3, 6] },
    y: { ...share, domain: [-0.04, 1.2] },
    height: 230,
    panels: [{ ...first!, layers: [...first!.layers, ...names] }, ...others],
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
      title: "worth, mean of 6,000 steps",
      unit: "share of the best",
      domain: [-1.4, 1.05],
      values: [0, 0.5, 1],
      format: ".1f",
    },
    rows,
  });
}
