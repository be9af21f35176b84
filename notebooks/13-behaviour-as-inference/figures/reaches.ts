/** Figures of chapter 13: hands that reach. */
import { type Figure, figure, line, panels, requireSome } from "lib/viz";

/** A hand's reaches: the offset from the straight line after 0, 1, … steps, one list a reach. */
export interface Reaches {
  readonly name: string;
  readonly paths: readonly (readonly number[])[];
}

/**
 * Many reaches of several hands, a panel each. Offsets are whole numbers and paths would hide each
 * other, so each is moved sideways by a little of its own, at most a quarter of a column.
 *
 * @throws {RangeError} when a hand has no reach
 */
export function reachingPaths(hands: readonly Reaches[]): Figure {
  requireSome("hands", hands);
  const widest = Math.max(...hands.flatMap(({ paths }) => paths.flat().map(Math.abs))) + 0.5;
  return panels({
    description: `Sampled reaches over the steps, ${
      hands.map(({ name }) => name).join(" beside ")
    }` +
      ": the first bundle swells and closes at the cup, the second only swells.",
    figures: hands.map((hand) => bundle(hand, widest)),
  });
}

function bundle({ name, paths }: Reaches, widest: number): Figure {
  const { first } = requireSome(`paths of ${name}`, paths);
  const steps = first.length - 1;
  const points = paths.flatMap((path, i) =>
    path.map((y, t) => ({ t, y: y + nudge(i, paths.length), i }))
  );
  return figure({
    description: `Forty reaches of one hand, offset over steps: ${name}.`,
    title: name,
    x: { title: "step", domain: [0, steps], ticks: steps },
    y: { title: "offset from the straight line", unit: "columns", domain: [-widest, widest] },
    layers: [
      line({
        name: "reaches",
        x: points.map(({ t }) => t),
        y: points.map(({ y }) => y),
        group: points.map(({ i }) => i),
        width: 1,
      }),
      line({ name: "optimal", x: [0, steps], y: [0, 0], width: 2.5 }),
    ],
    width: 300,
    height: 260,
  });
}

/** Evenly over ±¼, in an order that does not follow the order of the paths. */
function nudge(i: number, count: number): number {
  return count === 1 ? 0 : ((i * 17) % count) / (2 * (count - 1)) - 0.25;
}

/**
 * How far hands stray, as a standard deviation over the steps.
 *
 * @param hands each with the spread after 0, 1, … steps, columns
 */
export function spreadOverSteps(
  hands: readonly { readonly name: string; readonly spread: readonly number[] }[],
): Figure {
  const { first } = requireSome("hands", hands);
  const steps = first.spread.map((_, t) => t);
  return figure({
    description: "Standard deviation of the offset over the steps of a reach: the near-optimal " +
      "hand's rises, peaks on the way and falls at the cup, the aimless hand's keeps rising.",
    x: { title: "step", domain: [0, steps.length - 1], ticks: steps.length - 1 },
    y: { title: "spread of the offset", unit: "columns" },
    layers: hands.map(({ name, spread }) => line({ name, x: steps, y: spread })),
    height: 240,
  });
}
