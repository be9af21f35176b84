/** Which of four goals a learner keeps. */
import { dots, type Figure, heat, label, line, multiples, type Role } from "lib/viz";
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
    headline: "The same plane, the same steps:\nDDPG knows a single road",
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
}

/** Shares of the goals, the most visited first, run by run. */
export function goalShares(learners: readonly Ends[]): Figure {
  const runs = learners[0]!.shares.length;
  const first = learners.map(({ shares }) =>
    shares.reduce((sum, row) => sum + Math.max(...row), 0) / runs
  );
  return multiples({
    headline: "Even shares, uneven, one goal:\nwhat runs of the three come to",
    description:
      `Shares of episodes that end at each goal, the most visited goal first, for ${runs} runs of each learner. The most visited goal gets, on average, ${
        learners.map(({ title }, i) => `${(100 * first[i]!).toFixed(0)} % with ${title}`).join(", ")
      }.`,
    x: { title: "goals, the most visited first", domain: [0.5, 4.5], values: [1, 2, 3, 4] },
    y: { title: "run", domain: [-0.5, runs - 0.5], values: [0, runs - 1], grid: false },
    columns: learners.length,
    height: 170,
    panels: learners.map(({ title, shares }) => {
      const cells = shares.flatMap((row, i) =>
        row.toSorted((a, b) => b - a).map((share, j) => ({ x: j + 1, y: i, share }))
      );
      return {
        title,
        layers: [heat({
          name: "share",
          x: cells.map(({ x }) => x),
          y: cells.map(({ y }) => y),
          value: cells.map(({ share }) => share),
          cell: [1, 1],
          scale: "ramp",
          domain: [0, 1],
          legend: false,
        })],
      };
    }),
  });
}
