/** Figures of chapter 19: what each part is worth, what critics promise, another world. */
import {
  type Figure,
  figure,
  label,
  line,
  methodLooks,
  type MethodScore,
  panels,
  rings,
  type Role,
  rule,
  runs as everyRun,
  scoreRows,
} from "lib/viz";
import { type Curves, kilo, minus, returns, thousands } from "./learning.ts";

const [sac, ddpg, , hot] = methodLooks;

/** Looks by method; what is not compared by name is quiet. */
const roleOf = (name: string) =>
  name === "SAC"
    ? sac.role
    : name === "DDPG"
    ? ddpg.role
    : name === "α = 5"
    ? hot.role
    : name === "no copies"
    ? "causeA"
    : "quiet";

/**
 * Learning curves of SAC, DDPG, α = 5 and no slow copies, and the scores of all variants on the range
 * where they differ.
 */
export function whatPartsBuy(
  [bySac, byDdpg, byHot, byNone]: readonly Curves[],
  scores: readonly MethodScore[],
  planned: number,
): Figure {
  const drawn = [[byNone, "causeA", "solid"], [byHot, "causeB", "dotted"], [
    byDdpg,
    "world",
    "dashed",
  ], [bySac, "bound", "solid"]] as const;
  const byName = new Map(scores.map((score) => [score.name, score.estimate]));
  const most = byName.get("SAC")! - byName.get("DDPG")!;
  return panels({
    headline: "Only slow copies are vital here;\nthe famous parts buy a few units",
    description:
      `Above, returns over steps: SAC and DDPG rise together, α = 5 later and lower, without slow copies runs wander. Below, scores: ${
        scores.map(({ name, estimate }) => `${name} ${estimate.toFixed(0)}`).join(", ")
      }; from SAC to DDPG it is ${most.toFixed(0)}.`,
    columns: 1,
    figures: [
      figure({
        description: "Returns over steps, four variants, five runs of each as thin lines.",
        x: kilo,
        y: returns,
        width: 450,
        height: 205,
        layers: [
          ...drawn.flatMap(([curves, role]) => [
            everyRun({
              name: "a run",
              x: thousands(curves!.steps),
              runs: curves!.runs.slice(0, 5),
              role,
              opacity: 0.3,
            }),
          ]),
          ...drawn.map(([curves, role, dash]) =>
            line({
              name: "IQM",
              x: thousands(curves!.steps),
              y: curves!.middle,
              role,
              dash,
              width: 3.5,
            })
          ),
          label({ text: "SAC", x: 4.3, y: -330, role: "bound" }),
          label({ text: "DDPG", x: 2.9, y: -560, align: "right", role: "world" }),
          label({ text: "α = 5", x: 8, y: -530, role: "causeB" }),
          label({ text: "no slow copies", x: 20, y: -1600, align: "right", role: "causeA" }),
          label({
            text: "thin: five runs of each",
            x: 20,
            y: -1750,
            align: "right",
            role: "muted",
            bold: false,
          }),
        ],
      }),
      scoreRows({
        description: "Scores of all variants, a dot a run, the interquartile mean a stroke.",
        x: {
          title: "return, mean of the last 5 evaluations",
          domain: [-245, -155],
          values: [-240, -220, -200, -180, -160],
        },
        rows: scores.map((score) => ({ ...score, role: roleOf(score.name) })),
        reference: { x: planned, label: "a plan by brute force" },
      }),
    ],
  });
}

/** Critics' promises minus what came, for SAC, α = 0, one critic and DDPG, in this order. */
export function promisesAndTruth(errors: readonly Curves[]): Figure {
  const names = ["SAC", "α = 0", "one critic", "DDPG"],
    last = errors.map(({ middle }) => middle.at(-1)!);
  const looks = [
    { role: "bound", dash: "solid" },
    { role: "ink", dash: "dotted" },
    { role: "quiet", dash: "solid" },
    { role: "world", dash: "dashed" },
  ] as const;
  const late = <T>(list: readonly T[]) => list.slice(3); // before 8,000 steps critics know too little
  return figure({
    headline: "The lesser of two promises too little,\none critic too much",
    description:
      `Promise minus truth over steps from 8,000 on, the runs of SAC and of DDPG as thin lines: at the end ${
        names.map((name, i) => `${name} ${signed(last[i]!)}`).join(", ")
      }.`,
    x: { ...kilo, domain: [8, 27.5], values: [8, 12, 16, 20] }, // names stand at the ends of the lines
    y: {
      title: "promise minus truth",
      unit: "return",
      domain: [-60, 80],
      values: [-40, 0, 40, 80],
    },
    height: 250,
    layers: [
      rule({ y: 0, label: "", role: "ink" }),
      ...[0, 3].map((i) =>
        everyRun({
          name: "a run",
          x: late(thousands(errors[i]!.steps)),
          runs: errors[i]!.runs.map(late),
          role: looks[i]!.role,
          opacity: 0.3,
        })
      ),
      ...errors.map(({ steps, middle }, i) =>
        line({
          name: names[i]!,
          x: late(thousands(steps)),
          y: late(middle),
          ...looks[i]!,
          width: 3,
        })
      ),
      label({ text: "an honest one", x: 20.4, y: -6, bold: false }),
      ...[
        { words: `DDPG ${signed(last[3]!)}`, y: last[3]! + 3, role: "world" },
        { words: `one critic ${signed(last[2]!)}`, y: last[2]! - 2, role: "muted" },
        { words: `SAC ${signed(last[0]!)}`, y: last[0]! + 3, role: "bound" },
        { words: `α = 0 ${signed(last[1]!)}`, y: last[1]! - 6, role: "ink" },
      ].map(({ words, y, role }) => label({ text: words, x: 20.4, y, role: role as Role })),
    ],
  });
}

const signed = (value: number) => `${value < 0 ? "" : "+"}${minus(value)}`;

/** Returns below it count as failed. */
const failing = -400;

/** What the final policies get where the rod is half as heavy again; a dot a policy. */
export function anotherMass(scores: readonly MethodScore[]): Figure {
  const failed = (name: string, seeds: number) =>
    scores.find((each) => each.name === name)!.runs.slice(0, seeds).filter((at) => at < failing)
      .length;
  const [few, all] = [failed("DDPG", 5), failed("DDPG", 20)];
  const row = scores.findIndex(({ name }) => name === "DDPG");
  const first = scores[row]!.runs.slice(0, 5);
  return scoreRows({
    headline: `Of five DDPG policies (ringed)\n${few} fail, of twenty ${all}`,
    description:
      `Return of twenty policies of each of ${scores.length} variants with a rod half as heavy again: most near −260, a few below ${
        minus(failing)
      }, of DDPG's ${all}, of which ${few} are among its first five.`,
    x: {
      title: "return with mass 1.5, final policies",
      domain: [-1250, -200],
      values: [-1000, -800, -600, -400, -200],
    },
    rows: scores.map((score) => ({ ...score, role: roleOf(score.name) })),
    reference: { x: failing, label: `failed below ${minus(failing)}` },
    more: [
      rings({ name: "the first five", x: first, y: first.map(() => row) }),
    ],
  });
}
