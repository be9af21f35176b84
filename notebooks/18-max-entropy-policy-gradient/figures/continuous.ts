/** Figures of chapter 18: actions that are numbers. */
import { mean } from "lib/math";
import { dots, type Figure, figure, label, line, multiples, note, requireSome } from "lib/viz";

type Row = readonly number[];
type Rows = readonly Row[];

/** Runs of one temperature stand beside each other. */
const aside = (row: Row, k: number) => (k - (row.length - 1) / 2) * 0.016;

/** Returns of every run below the temperature, their medians joined. */
export function rodScores(parts: {
  readonly temperatures: Row;
  readonly scores: Rows;
  readonly medians: Row;
}): Figure {
  requireSome("temperatures", parts.temperatures);
  const { temperatures, scores, medians } = parts;
  const places = temperatures.map((_, i) => i);
  const worst = Math.min(...scores[0]!);
  return figure({
    headline: "A little entropy spares\nthe pendulum its worst runs",
    description: "Return of the middle of the policy on the pendulum, twenty runs for each " +
      `temperature: ${
        temperatures.map((each, i) =>
          `α = ${each}: median ${medians[i]!.toFixed(0)}, worst ${
            Math.min(...scores[i]!).toFixed(0)
          }`
        ).join("; ")
      }.`,
    x: {
      title: "temperature: 0, 0.1, 0.3, 1",
      domain: [-0.5, 3.5],
      hidden: true,
    },
    y: {
      title: "return of 200 steps",
      unit: "reward",
      domain: [-680, -100],
      values: [-600, -400, -200],
    },
    height: 280,
    layers: [
      line({ name: "medians", x: places, y: medians, role: "bound", width: 3 }),
      dots({
        name: "runs",
        x: scores.flatMap((row, i) => row.map((_, k) => i + aside(row, k))),
        y: scores.flat(),
        role: "ink",
        size: 26,
      }),
      ...temperatures.map((each, i) =>
        label({ text: `α = ${each}`, x: i, y: -118, role: "muted", align: "center" })
      ),
      note({
        text: ["without entropy:", `−${Math.abs(worst).toFixed(0)} at worst`],
        x: 0.25,
        y: -500,
        align: "left",
        at: { x: aside(scores[0]!, scores[0]!.indexOf(worst)) + 0.05, y: worst + 6 },
      }),
      label({ text: "median", x: 1.5, y: -215, role: "bound", align: "center" }),
    ],
  });
}

/** Paths of walkers of one seed, a panel for each temperature. */
export function planePaths(
  groups: readonly {
    readonly temperature: number;
    readonly paths: readonly Rows[];
  }[],
): Figure {
  requireSome("groups", groups);
  const goals = [[5, 0], [-5, 0], [0, 5], [0, -5]] as const;
  const circle = Array.from({ length: 25 }, (_, i) => 2 * Math.PI * i / 24);
  return multiples({
    headline: "Hotter paths wander more,\nand all to the same goal",
    description:
      `Paths of ${groups[0]!.paths.length} walkers from the middle of a plane with four ` +
      `goals, by one learner at each of three temperatures; mean length of a path: ${
        groups.map(({ paths }) => mean(paths.map(({ length }) => length - 1)).toFixed(1)).join(", ")
      } steps. All paths of a panel end at one goal.`,
    x: { title: "x", domain: [-7, 7], values: [-5, 0, 5], grid: false },
    y: { title: "y", domain: [-7, 7], values: [-5, 0, 5], grid: false },
    columns: 3,
    height: 138,
    keepsShape: true,
    panels: groups.map(({ temperature, paths }, i) => ({
      title: `α = ${temperature}`,
      layers: [
        ...(i === 0 ? [label({ text: "a goal", x: 1.5, y: 5, role: "wish" })] : []),
        line({
          name: "goals",
          x: goals.flatMap(([x]) => circle.map((turn) => x + Math.cos(turn))),
          y: goals.flatMap(([, y]) => circle.map((turn) => y + Math.sin(turn))),
          group: goals.flatMap((_, i) => circle.map(() => i)),
          role: "wish",
          width: 2,
        }),
        line({
          name: "paths",
          x: paths.flatMap((path) => path.map(([x]) => x!)),
          y: paths.flatMap((path) => path.map(([, y]) => y!)),
          group: paths.flatMap((path, i) => path.map(() => i)),
          role: "bound",
          width: 1.2,
        }),
      ],
    })),
  });
}
