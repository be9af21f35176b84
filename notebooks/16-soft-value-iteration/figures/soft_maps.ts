/** Figures of chapter 16: plans on the map. */
import { type Figure, figure, gridMap, line, type MapCell, panels, rule } from "lib/viz";

/** Values and action probabilities of one plan on a map; four actions: north, east, south, west. */
export interface MapPlan {
  readonly title: string;
  /** A value a cell, reward units. */
  readonly values: readonly number[];
  /** π(a | s) a cell; shown as whiskers. */
  readonly policy: readonly ArrayLike<number>[];
}

/** Several plans on one map, with the same shades, side by side. */
export function plansOnMap(
  map: { readonly rows: number; readonly columns: number; readonly cells: readonly MapCell[] },
  plans: readonly MapPlan[],
): Figure {
  const all = plans.flatMap(({ values }) => values);
  const domain = [Math.min(...all), Math.max(...all)] as const;
  return panels({
    description: `The same map ${plans.length} times, each cell shaded by its value, with white ` +
      `whiskers as long as each action is probable: ${plans.map(({ title }) => title).join("; ")}.`,
    figures: plans.map(({ title, values, policy }) =>
      gridMap({
        description: `${title}: value and action probabilities in every cell of the map.`,
        title,
        rows: map.rows,
        columns: map.columns,
        cells: map.cells,
        shade: "value [reward]",
        frames: [values],
        domain,
        whiskers: policy,
        cellSize: 33,
      })
    ),
  });
}

/** What a plan made at one temperature does in the world. */
export interface TemperedPlan {
  readonly temperature: number;
  /** Mean entropy of the policy over the cells, nats. */
  readonly entropy: number;
  /** Expected return, reward units. */
  readonly expectedReturn: number;
  /** Chance of ending in a pit. */
  readonly fall: number;
}

const temperatureAxis = {
  title: "temperature α",
  unit: "reward / nat",
  log: true,
  format: "~g",
} as const;

/** Entropy, return and falls of plans over the temperature, with the hard plan as reference. */
export function temperedPlans(
  plans: readonly TemperedPlan[],
  hard: { readonly expectedReturn: number; readonly fall: number },
): Figure {
  const x = plans.map(({ temperature }) => temperature);
  const size = { width: 215, height: 200 };
  return panels({
    columns: 3,
    description: "Three curves over the temperature of a plan: the policy's mean entropy rises " +
      "from zero towards log 4, its expected return falls from the hard plan's, and its chance " +
      "to fall into a pit first jumps up, then stays level, then rises again.",
    figures: [
      figure({
        description: "Mean entropy of the policy over the temperature, up to the line log 4.",
        x: temperatureAxis,
        y: { title: "mean entropy", unit: "nats", domain: [0, 1.5] },
        layers: [
          line({ name: "soft", x, y: plans.map(({ entropy }) => entropy) }),
          rule({ y: Math.log(4), label: "log 4: all four ways alike" }),
        ],
        ...size,
      }),
      figure({
        description: "Expected discounted return over the temperature, below the hard plan's.",
        x: temperatureAxis,
        y: { title: "expected return", unit: "reward" },
        layers: [
          line({ name: "soft", x, y: plans.map(({ expectedReturn }) => expectedReturn) }),
          rule({ y: hard.expectedReturn, label: "hard plan", place: "end" }),
        ],
        ...size,
      }),
      figure({
        description: "Chance to end in a pit over the temperature, above the hard plan's.",
        x: temperatureAxis,
        y: { title: "chance to end in a pit", domain: [0, 0.7] },
        layers: [
          line({ name: "soft", x, y: plans.map(({ fall }) => fall) }),
          rule({ y: hard.fall, label: "hard plan" }),
        ],
        ...size,
      }),
    ],
  });
}

/** What plans made before a gate closed are worth, over the temperature of the plan. */
export function closedGate(
  plans: readonly {
    readonly temperature: number;
    /** Expected return while both gates are open, reward units. */
    readonly open: number;
    /** Chance to arrive when the gate is closed that the hard plan counted on. */
    readonly unlucky: number;
    /** Chance to arrive when the other gate is closed. */
    readonly lucky: number;
  }[],
  hard: { readonly open: number },
): Figure {
  const x = plans.map(({ temperature }) => temperature);
  const size = { width: 330, height: 240 };
  return panels({
    description: "Left, the expected return with both gates open, which falls as the temperature " +
      "rises; right, the chance to arrive with one gate closed, whichever it is about one half " +
      "for soft plans, where the hard plan has zero or one.",
    figures: [
      figure({
        description: "Expected return with both gates open over the temperature of the plan.",
        title: "both gates open",
        x: temperatureAxis,
        y: { title: "expected return", unit: "reward" },
        layers: [
          line({ name: "soft", x, y: plans.map(({ open }) => open) }),
          rule({ y: hard.open, label: "hard plan", place: "end" }),
        ],
        ...size,
      }),
      figure({
        description: "Chance to arrive with one gate closed over the temperature of the plan.",
        title: "one gate closed",
        x: temperatureAxis,
        y: { title: "chance to arrive", domain: [-0.05, 1.12] },
        layers: [
          line({ name: "soft, south closed", x, y: plans.map(({ lucky }) => lucky), width: 5 }),
          line({ name: "soft, north closed", x, y: plans.map(({ unlucky }) => unlucky) }),
          rule({ y: 1, label: "hard plan, south closed" }),
          rule({ y: 0, label: "hard plan, north closed" }),
        ],
        ...size,
      }),
    ],
  });
}

/** Chance to have arrived at least once over tries, when either gate may have been closed. */
export function repeatedTries(
  plans: readonly { readonly name: string; readonly chances: readonly number[] }[],
): Figure {
  return figure({
    description: "Chance to have arrived at least once over the number of tries, averaged over " +
      "which gate is closed: the hard plan stays at one half, soft plans climb towards one.",
    x: { title: "tries, one after the other in the same world", ticks: 8, format: "d" },
    y: { title: "arrived at least once", domain: [0, 1.02] },
    layers: plans.map(({ name, chances }) =>
      line({ name, x: chances.map((_, i) => i + 1), y: chances })
    ),
    height: 240,
  });
}
