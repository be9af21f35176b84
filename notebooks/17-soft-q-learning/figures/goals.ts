/** Which of four goals a learner keeps. */
import { dots, type Figure, label, line, multiples, type Role, rule, runs } from "lib/viz";
import { multigoalGoals } from "lib/envs";

type Row = readonly number[];

/** Ways of a learner through the plane. */
export interface Ways {
  readonly title: string;
  /** Of each episode its places. */
  readonly paths: readonly (readonly Row[])[];
  readonly role: Role;
  /** How many goals are reached by one path or more. */
  readonly reached: number;
}

const words = ["none", "one goal", "two goals", "three goals", "four goals"] as const;

const circle = ([x, y]: readonly [number, number]) => {
  const turns = Array.from({ length: 25 }, (_, i) => 2 * Math.PI * i / 24);
  return { x: turns.map((t) => x + Math.cos(t)), y: turns.map((t) => y + Math.sin(t)) };
};

/** Ways through the plane, learner by learner. */
export function goalPaths(learners: readonly Ways[]): Figure {
  const values = [-5, 0, 5];
  return multiples({
    headline: "Soft Q and SAC spread out,\nDDPG has one main road",
    description: `Ways of ${
      learners[0]!.paths.length
    } episodes from the middle, learner by learner: ${
      learners.map(({ title, reached }) => `${title} reaches ${words[reached]}`).join(", ")
    }.`,
    x: { title: "x", domain: [-7, 7], values },
    y: { title: "y", domain: [-9, 7], values },
    height: 159,
    columns: learners.length,
    keepsShape: true,
    panels: learners.map(({ title, paths, role, reached }) => ({
      title,
      layers: [
        ...multigoalGoals.map((goal, i) =>
          line({ name: `goal ${i}`, ...circle(goal), role: "wish", width: 1.5 })
        ),
        line({
          name: "ways",
          x: paths.flatMap((path) => path.map(([x]) => x!)),
          y: paths.flatMap((path) => path.map(([, y]) => y!)),
          group: paths.flatMap((path, i) => path.map(() => i)),
          role,
          width: 1.2,
        }),
        dots({ name: "start", x: [0], y: [0], role: "ink", size: 25 }),
        label({ text: words[reached]!, x: 0, y: -7.8, align: "center", bold: false }),
      ],
    })),
  });
}

/** Where the episodes of a learner's runs end. */
export interface Ends {
  readonly title: string;
  /** Of each run the shares of the four goals. */
  readonly shares: readonly Row[];
  readonly role: Role;
}

/** Shares of the goals, the most visited first: every run thin, their mean thick. */
export function goalShares(learners: readonly Ends[]): Figure {
  const goals = [1, 2, 3, 4], runsEach = learners[0]!.shares.length;
  const ranked = learners.map(({ shares }) =>
    shares.map((row) => row.toSorted((a, b) => b - a).map((share) => 100 * share))
  );
  const means = ranked.map((rows) =>
    goals.map((_, j) => rows.reduce((sum, row) => sum + row[j]!, 0) / runsEach)
  );
  return multiples({
    headline: "Soft Q shares its episodes out,\nDDPG gives them to one goal",
    description:
      `Shares of episodes that end at each goal, the most visited goal first, for ${runsEach} runs of each learner, with their mean. The most visited goal gets, on average, ${
        learners.map(({ title }, i) => `${means[i]![0]!.toFixed(0)} % with ${title}`).join(", ")
      }.`,
    x: { title: "goals, the most visited first", domain: [0.7, 4.3], values: goals, grid: false },
    y: { title: "share of the episodes, %", domain: [0, 104], values: [0, 25, 50, 75, 100] },
    columns: learners.length,
    height: 190,
    panels: learners.map(({ title, role }, i) => ({
      title,
      layers: [
        rule({ y: 25, label: "", role: "quiet" }),
        runs({ name: "a run", x: goals, runs: ranked[i]!, role, opacity: 0.4 }),
        line({ name: "mean", x: goals, y: means[i]!, role, width: 3 }),
        label({
          text: `${means[i]![0]!.toFixed(0)} % to one`,
          x: 1.5,
          y: 88,
          role,
        }),
        ...(i === 0 ? [label({ text: "even", x: 4.2, y: 31, align: "right", bold: false })] : []),
      ],
    })),
  });
}
