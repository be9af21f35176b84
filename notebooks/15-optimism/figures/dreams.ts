/** Figures of chapter 15: the dreamer, dreaming and awake, and what luck does. */
import {
  type Figure,
  figure,
  gridMap,
  groupedBars,
  line,
  type MapCell,
  markers,
  panels,
  requireSome,
} from "lib/viz";

/**
 * Where creatures spend their time on one map, side by side.
 *
 * @param field the map
 * @param walks each with the expected steps in each cell
 */
export function dreams(
  field: { readonly rows: number; readonly columns: number; readonly cells: readonly MapCell[] },
  walks: readonly { readonly name: string; readonly visits: readonly number[] }[],
): Figure {
  return panels({
    description:
      "The same map three times, shaded by the time spent in each cell: the dream goes " +
      "along the edge of the pit to the goal; the dreamer, awake, ends in the pit; the sober " +
      "creature takes the far row.",
    figures: walks.map(({ name, visits }) =>
      gridMap({
        description: `A map with a pit between start and goal, and the time spent in it: ${name}.`,
        title: name,
        rows: field.rows,
        columns: field.columns,
        cells: field.cells,
        shade: "steps spent",
        frames: [visits],
        domain: [0, 2],
        cellSize: 28,
      })
    ),
    columns: 3,
  });
}

/**
 * What a posterior wishes beside what happens to a creature that leaves the odds alone, for every
 * way a lottery can end; a slider moves the stakes.
 *
 * @param frames for each power of ten of the stakes the two probabilities of every ending
 * @param endings their names
 */
export function luckyOutcomes(
  frames: readonly {
    readonly power: number;
    readonly wish: readonly number[];
    readonly awake: readonly number[];
    readonly real: readonly number[];
  }[],
  endings: readonly string[],
): Figure {
  const { first, last } = requireSome("frames", frames);
  const columns = (name: string, of: "wish" | "awake" | "real") => ({
    name,
    x: frames.flatMap(() => endings),
    y: frames.flatMap((each) => each[of]),
    frame: frames.flatMap(({ power }) => endings.map(() => power)),
  });
  return figure({
    description: "Probability of staying home, winning and losing, for the posterior and for a " +
      "creature with fixed dynamics; as a slider raises the stakes the posterior moves to winning, " +
      "the other to staying home.",
    x: { title: "how it ends", categories: endings },
    y: { title: "probability", domain: [0, 1] },
    slider: {
      label: "log₁₀ of the stakes m",
      min: first.power,
      max: last.power,
      step: frames.length > 1 ? frames[1]!.power - first.power : 1,
      start: 0,
    },
    layers: [
      groupedBars([
        columns("posterior: what it believes", "wish"),
        columns("its policy, awake: what happens", "awake"),
        columns("dynamics held fixed: what happens", "real"),
      ]),
    ],
    height: 240,
  });
}

/**
 * The bound of a one-step lottery as a hill over the probability of buying.
 *
 * @param chances of buying, in order
 * @param bound at each, nats
 * @param marks where the top is, and what the posterior does
 */
export function buyingBound(
  chances: readonly number[],
  bound: readonly number[],
  marks: { readonly best: number; readonly posterior: number },
): Figure {
  const at = (chance: number) =>
    bound[
      chances.reduce(
        (near, c, i) => Math.abs(c - chance) < Math.abs(chances[near]! - chance) ? i : near,
        0,
      )
    ]!;
  return figure({
    description: "The bound over the probability of buying a ticket: a hill with its top at " +
      `${marks.best.toFixed(2)}, and the posterior's choice near one, low on the right slope.`,
    x: { title: "probability of buying, b", domain: [0, 1] },
    y: { title: "bound", unit: "nats", domain: [-2, 0] },
    layers: [
      line({ name: "bound", x: chances, y: bound }),
      markers({ x: [marks.best], y: [at(marks.best)], text: ["fixed dynamics"], side: "above" }),
      markers({
        x: [marks.posterior],
        y: [at(marks.posterior)],
        text: ["posterior"],
        side: "left",
      }),
    ],
    height: 260,
  });
}

/**
 * Exact returns of three policies over the chance to slip.
 *
 * @param rows one a slip
 */
export function returnsOverSlip(
  rows: readonly {
    readonly slip: number;
    readonly dreamer: number;
    readonly sober: number;
    readonly best: number;
  }[],
): Figure {
  const x = rows.map(({ slip }) => slip);
  const series = {
    sober: "sober: dynamics held fixed",
    dreamer: "dreamer: posterior",
    best: "best possible",
  };
  return figure({
    description: "Expected return over the chance to slip: posterior and fixed dynamics agree " +
      "without slips; with more of them the posterior's return falls steeply, the other stays " +
      "close to the best possible.",
    x: { title: "chance to slip" },
    y: { title: "expected return", unit: "reward" },
    layers: (["sober", "dreamer", "best"] as const).map((key) =>
      line({ name: series[key], x, y: rows.map((row) => row[key]) })
    ),
    height: 260,
  });
}
