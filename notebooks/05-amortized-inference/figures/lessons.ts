/** Figures of chapter 05 that compare teachers: the gap over training steps, every run of each. */
import { dots, type Figure, figure, label, line, requireSome, runs } from "lib/viz";
import { quantile } from "lib/math";

type Row = readonly number[];

/** A gradient that teaches, with a curve for each of its runs. */
export interface Teacher {
  readonly name: string;
  readonly runs: readonly Row[];
}

/** What both figures draw; a number every `every` steps. */
export interface LessonParts {
  readonly every: number;
  readonly teachers: readonly Teacher[];
  /** This notebook's own run. */
  readonly live: Row;
}

const looks = {
  reparameterized: { role: "bound", dash: "solid" },
  "leave-one-out": { role: "causeA", dash: "dotted" },
  REINFORCE: { role: "world", dash: "dashed" },
  exact: { role: "ink", dash: "solid" },
  "Gumbel-softmax": { role: "quiet", dash: "dashed" },
} as const;

/** Where a teacher's name stands, and how it looks. */
interface Place {
  readonly look: keyof typeof looks;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly align?: "left" | "right";
}

const column = (rows: readonly Row[], i: number) => rows.map((row) => row[i]!);
const medians = (rows: readonly Row[]): Row =>
  rows[0]!.map((_, i) => quantile(column(rows, i), 0.5));
const geometricMeans = (rows: readonly Row[]): Row =>
  rows[0]!.map((_, i) =>
    Math.exp(column(rows, i).reduce((sum, each) => sum + Math.log(each), 0) / rows.length)
  );

/** Every run thin, its middle thick, the run just now as diamonds. */
function curves(
  { every, teachers, live }: LessonParts,
  middle: (rows: readonly Row[]) => Row,
  places: readonly Place[],
) {
  const x = teachers[0]!.runs[0]!.map((_, i) => i * every);
  const shown = live.map((y, i) => ({ x: i * every, y })).filter((_, i) => i % 3 === 2);
  const last = places.at(-1)!;
  return [
    ...teachers.map(({ name, runs: rows }, i) =>
      runs({ name, x, runs: rows, ...looks[places[i]!.look], opacity: 0.2 })
    ),
    ...teachers.map(({ name, runs: rows }, i) =>
      line({ name: `${name}, middle`, x, y: middle(rows), ...looks[places[i]!.look], width: 3 })
    ),
    dots({
      name: "this notebook's run",
      x: shown.map((each) => each.x),
      y: shown.map((each) => each.y),
      role: looks[last.look].role,
      shape: "diamond",
      size: 70,
    }),
    ...places.map(({ look, align = "right", ...place }) =>
      label({ ...place, align, role: looks[look].role, bold: !place.text.startsWith("◆") })
    ),
  ];
}

/** Each teacher with the end of its middle. */
const ends = (teachers: readonly Teacher[], middle: (rows: readonly Row[]) => Row) =>
  teachers.map(({ name, runs: rows }) => `${name} ${middle(rows).at(-1)!.toFixed(2)}`).join(", ");

const steps = {
  title: "training steps",
  domain: [0, 3000],
  values: [0, 1000, 2000, 3000],
} as const;

/** The whole gap in the folded world over steps: reparameterized, leave-one-out, REINFORCE. */
export function teacherCurves(parts: LessonParts): Figure {
  requireSome("teachers", parts.teachers);
  const { teachers } = parts;
  return figure({
    headline: "A baseline buys back most of what\nREINFORCE loses",
    description: `Gap of an encoder for the folded world over training steps, ${
      teachers[0]!.runs.length
    } runs for each gradient; medians in the end: ${ends(teachers, medians)} nats.`,
    x: steps,
    y: {
      title: "whole gap",
      unit: "nats a datum",
      log: true,
      domain: [0.25, 30],
      values: [0.3, 1, 3, 10, 30],
    },
    height: 300,
    layers: curves(parts, medians, [
      { look: "reparameterized", text: "reparameterized", x: 2990, y: 0.33 },
      { look: "leave-one-out", text: "leave-one-out", x: 1800, y: 2.4 },
      { look: "REINFORCE", text: "REINFORCE", x: 1800, y: 4 },
      { look: "reparameterized", text: "◆ run just now", x: 1200, y: 0.33 },
    ]),
  });
}

/** The gap of a linear encoder for four switches: no baseline, Gumbel-softmax, leave-one-out, exact. */
export function switchCurves(parts: LessonParts): Figure {
  requireSome("teachers", parts.teachers);
  const { teachers } = parts;
  return figure({
    headline: "Of those who draw, the biased one\nleads at first and ends last",
    description: `Gap of an encoder for four switches over training steps, ${
      teachers[0]!.runs.length
    } worlds for each teacher; geometric means in the end: ${ends(teachers, geometricMeans)} nats.`,
    x: { ...steps, domain: [0, 5200] }, // names stand at the ends of the lines
    y: {
      title: "gap, geometric mean of worlds",
      unit: "nats a datum",
      log: true,
      domain: [0.04, 60],
      values: [0.1, 0.3, 1, 3, 10, 30],
    },
    height: 320,
    layers: curves(parts, geometricMeans, [
      { look: "REINFORCE", text: "no baseline", x: 3100, y: 0.255, align: "left" },
      { look: "Gumbel-softmax", text: "Gumbel, τ = 1", x: 3100, y: 0.44, align: "left" },
      { look: "leave-one-out", text: "leave-one-out", x: 3100, y: 0.155, align: "left" },
      { look: "exact", text: "exact slope", x: 3100, y: 0.092, align: "left" },
      { look: "leave-one-out", text: "◆ run just now", x: 700, y: 3, align: "left" },
    ]),
  });
}
