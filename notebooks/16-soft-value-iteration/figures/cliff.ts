/** Figures of chapter 16: plans on the map with pits. */
import {
  type Figure,
  figure,
  label,
  line,
  type MapCell,
  mapStrip,
  note,
  panels,
  rule,
} from "lib/viz";

/** What one plan does on a map; four actions: north, east, south, west. */
export interface MapPlan {
  readonly title: string;
  /** Expected number of steps spent in each cell. */
  readonly visits: readonly number[];
  /** π(a | s) a cell; shown as whiskers. */
  readonly policy: readonly ArrayLike<number>[];
}

/** Several plans on one map, shaded by where their walks are, below each other. */
export function plansOnMap(
  map: { readonly rows: number; readonly columns: number; readonly cells: readonly MapCell[] },
  plans: readonly MapPlan[],
): Figure {
  const told = plans.map((plan) => `${plan.title}: ${fateOf(plan, map.cells)}`);
  return mapStrip({
    headline: "One soft plan hurries past the pits,\nthe other wanders over the roof",
    description:
      `The same map ${plans.length} times, each cell shaded by the steps that a walk spends in it, with whiskers as long as each action is probable: ${
        told.join("; ")
      }.`,
    rows: map.rows,
    columns: map.columns,
    cells: map.cells,
    maps: plans.map(({ visits, policy }, k) => ({
      title: told[k]!,
      values: visits,
      whiskers: policy,
    })),
    across: 1,
    shade: "steps there (goal, pits: chance)",
    classes: [0.01, 0.1, 0.5, 1],
    width: 330,
  });
}

/** Steps of a walk, and how often it ends in a pit: goal and pits keep who is in them. */
function fateOf({ visits }: MapPlan, cells: readonly MapCell[]): string {
  const spent = (letters: string, isIn: boolean) =>
    cells.reduce(
      (sum, { letter }, i) => letters.includes(letter) === isIn ? sum + visits[i]! : sum,
      0,
    );
  return `${spent("G!", false).toFixed(0)} steps, falls ${spent("!", true).toFixed(3)}`;
}

/** What a plan made at one temperature does in the world. */
export interface TemperedPlan {
  readonly temperature: number;
  /** Chance to lie in a pit in the end. */
  readonly fall: number;
  /** Chance to have reached the goal. */
  readonly goal: number;
}

const x = {
  title: "temperature α",
  unit: "reward / nat",
  log: true,
  domain: [0.01, 1],
  values: [0.01, 0.03, 0.1, 0.3, 1],
  format: "~g",
} as const;

/** Falls and arrivals over the temperature, for both ways of being soft. */
export function twoWishes(
  prior: readonly TemperedPlan[],
  entropy: readonly TemperedPlan[],
  hardFall: number,
): Figure {
  const over = (plans: readonly TemperedPlan[], of: "fall" | "goal") => ({
    x: plans.map(({ temperature }) => temperature),
    y: plans.map((plan) => plan[of]),
  });
  const worst = Math.max(...prior.map(({ fall }) => fall));
  const arrives = entropy.at(-1)!.goal, hottest = entropy.at(-1)!;
  const both = (of: "fall" | "goal") => [
    line({ name: "−α KL", ...over(prior, of), role: "bound", width: 3 }),
    line({ name: "+α H", ...over(entropy, of), role: "world", dash: "dashed", width: 3 }),
  ];
  const falls = figure({
    description: "Chance to end in a pit over the temperature, for both, on a logarithmic axis.",
    x,
    y: {
      title: "ends in a pit",
      log: true,
      domain: [0.001, 0.5],
      values: [0.001, 0.01, 0.1],
      format: "~g",
    },
    width: 450,
    height: 190,
    layers: [
      rule({ y: hardFall, label: "", role: "ink" }),
      ...both("fall"),
      label({ text: "the hard plan", x: 0.0105, y: 0.0024 }),
      label({ text: "−α KL", x: 0.2, y: 0.06, role: "bound", align: "right" }),
      label({ text: "+α H", x: 0.6, y: 0.0017, role: "world" }),
      note({
        text: `${Math.round(worst / hardFall)} times as many`,
        x: 0.1,
        y: 0.25,
        at: { x: prior.find(({ fall }) => fall === worst)!.temperature, y: worst },
        align: "right",
      }),
    ],
  });
  const arrivals = figure({
    description: "Chance to have reached the goal after 300 steps over the temperature, for both.",
    x,
    y: { title: "at the goal after 300 steps", domain: [0, 1.1], values: [0, 0.5, 1] },
    width: 450,
    height: 170,
    layers: [
      ...both("goal"),
      rule({ x: 1 / Math.log(4), label: "", role: "quiet" }),
      label({ text: "−α KL", x: 0.03, y: 0.87, role: "bound" }),
      label({ text: "+α H", x: 0.66, y: 0.55, role: "world", align: "right" }),
      note({
        text: ["from α = 1/log 4 on", "a step pays more", "than it costs"],
        x: 0.3,
        y: 0.25,
        at: { x: 0.71, y: 0.25 },
        align: "right",
      }),
    ],
  });
  return panels({
    headline: "One is in a hurry and falls,\nthe other lingers and is late",
    description:
      `Two curves over the temperature, for divergence charged and for entropy paid. Above, the chance to end in a pit: up to ${
        worst.toFixed(3)
      } with divergence; with entropy near the hard plan's ${
        hardFall.toFixed(4)
      } while it is cold, ${
        hottest.fall.toFixed(4)
      } at α = ${hottest.temperature}. Below, the chance to have arrived: with entropy it drops to ${
        arrives.toFixed(3)
      } beyond α = 0.72.`,
    columns: 1,
    figures: [falls, arrivals],
  });
}
