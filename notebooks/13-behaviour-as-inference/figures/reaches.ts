/** Figures of chapter 13: hands that reach. */
import {
  dots,
  type Figure,
  figure,
  label,
  line,
  multiples,
  note,
  requireSome,
  type Role,
  runs,
} from "lib/viz";

/** A hand's reaches: the offset from the straight line after 0, 1, … steps, one list a reach. */
export interface Reaches {
  readonly name: string;
  readonly role: Role;
  readonly paths: readonly (readonly number[])[];
}

/**
 * Many reaches of several hands, a panel each. Offsets are whole numbers and paths would hide each
 * other, so each is moved sideways by a little of its own, at most a quarter of a column.
 *
 * @throws {RangeError} when a hand has no reach
 */
export function reachingPaths(hands: readonly Reaches[]): Figure {
  const { first: hand } = requireSome("hands", hands);
  const { first } = requireSome(`paths of ${hand.name}`, hand.paths);
  const t = first.map((_, step) => step);
  const widest = Math.max(...hands.flatMap(({ paths }) => paths.flat().map(Math.abs))) + 0.5;
  return multiples({
    headline: "One bundle closes at the cup,\nthe other only swells",
    description: `Sampled reaches over the steps, ${
      hands.map(({ name, paths }) => `${name}, ${arrivals(paths)}`).join(", beside ")
    }: the first bundle swells and closes at the cup, the second only swells.`,
    x: { title: "step", domain: [0, t.at(-1)! + 0.3], values: t, grid: false },
    y: {
      title: "offset from the straight line",
      unit: "columns",
      domain: [-widest, widest],
      values: [-4, -2, 0, 2, 4].filter((y) => Math.abs(y) <= widest),
    },
    columns: hands.length,
    height: 220,
    panels: hands.map(({ name, role, paths }) => ({
      title: name,
      layers: [
        runs({
          name: "a reach",
          x: t,
          runs: paths.map((path, i) => path.map((y) => y + nudge(i, paths.length))),
          role,
          opacity: 0.6,
        }),
        line({
          name: "the optimal reach",
          x: [0, t.at(-1)!],
          y: [0, 0],
          role: "ink",
          dash: "dashed",
          width: 1.5,
        }),
        dots({ name: "cup", x: [t.at(-1)!], y: [0], role: "wish", shape: "diamond", size: 130 }),
        label({ text: arrivals(paths), x: 0.15, y: 0.45 - widest, role: "wish" }),
      ],
    })),
  });
}

/** How many end at the cup, of how many. */
function arrivals(paths: Reaches["paths"]): string {
  return `${paths.filter((path) => path.at(-1) === 0).length} of ${paths.length} arrive`;
}

/** Evenly over ±¼, in an order that does not follow the order of the paths. */
function nudge(i: number, count: number): number {
  return count === 1 ? 0 : ((i * 17) % count) / (2 * (count - 1)) - 0.25;
}

/**
 * How far three hands stray, as a standard deviation after 0, 1, … steps, columns.
 *
 * @param hands near-optimal, aimless, and aimless but pinned to the cup
 */
export function spreadOverSteps(hands: {
  readonly wished: readonly number[];
  readonly aimless: readonly number[];
  readonly pinned: readonly number[];
}): Figure {
  const { wished, aimless, pinned } = hands;
  const t = wished.map((_, step) => step);
  const [end, half] = [t.at(-1)!, Math.floor(t.at(-1)! / 2)];
  return figure({
    headline: "The wish closes the bundle;\nso does a pin",
    description: "Standard deviation of the offset over the steps of a reach: the near-optimal " +
      `hand's peaks on the way and falls to ${wished[end]!.toFixed(2)} columns at the cup, the ` +
      `aimless hand's keeps rising to ${aimless[end]!.toFixed(2)}, and the aimless hand pinned ` +
      "to the cup makes nearly the near-optimal curve.",
    x: { title: "step", domain: [0, end], values: t, grid: false },
    y: { title: "spread of the offset", unit: "columns", domain: [0, 2.3], values: [0, 1, 2] },
    height: 240,
    layers: [
      line({ name: "aimless", x: t, y: aimless, role: "quiet", width: 2 }),
      line({ name: "pinned", x: t, y: pinned, role: "world", dash: "dashed", width: 2.5 }),
      line({ name: "near-optimal", x: t, y: wished, role: "bound", width: 3 }),
      dots({ name: "at the cup", x: [end], y: [wished[end]!], role: "bound", size: 70 }),
      label({
        text: "aimless",
        x: half + 0.6,
        y: aimless[half]! + 0.36,
        role: "quiet",
        align: "right",
      }),
      label({
        text: "near-optimal",
        x: half + 1.4,
        y: wished[half]! + 0.17,
        role: "bound",
        align: "center",
      }),
      label({
        text: "aimless, pinned",
        x: half,
        y: pinned[half]! - 0.24,
        role: "world",
        align: "center",
      }),
      note({
        text: [`${wished[end]!.toFixed(2)} columns`, "at the cup"],
        x: end - 2,
        y: 0.3,
        at: { x: end - 0.12, y: wished[end]! },
        align: "right",
      }),
    ],
  });
}
