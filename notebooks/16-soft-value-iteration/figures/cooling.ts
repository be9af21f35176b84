/** Figures of chapter 16: a soft value as it cools. */
import { type Figure, figure, label, line, note, panels, rule } from "lib/viz";

const x = {
  title: "temperature α",
  unit: "reward / nat",
  log: true,
  domain: [0.01, 100],
  values: [0.01, 0.1, 1, 10, 100],
  format: "~g",
} as const;

/**
 * A soft value as the temperature falls: between the hard value and the habit's, and its distance
 * from the hard one on logarithmic axes.
 */
export function coolingValues(
  temperatures: readonly number[],
  values: readonly number[],
  exact: { readonly hard: number; readonly habit: number; readonly bound: readonly number[] },
): Figure {
  const { hard, habit, bound } = exact;
  const gaps = values.map((value) => hard - value);
  const share = gaps[0]! / bound[0]!;
  const [low, high] = [Math.floor(habit - 1), Math.ceil(hard + 1)];
  const above = figure({
    description: `V(fresh) over the temperature, from the hard value ${
      hard.toFixed(1)
    } when it is cold to the habit's ${habit.toFixed(1)} when it is hot.`,
    x,
    y: { title: "V(fresh)", unit: "reward", domain: [low, high] },
    width: 450,
    height: 170,
    layers: [
      rule({ y: hard, label: "", role: "ink" }),
      rule({ y: habit, label: "", role: "world" }),
      line({ name: "soft value", x: temperatures, y: values, role: "bound", width: 3 }),
      label({ text: "hard value", x: 100, y: hard - 0.8, align: "right" }),
      label({ text: "the habit's", x: 0.0115, y: habit + 0.8, role: "world" }),
      label({ text: "soft value", x: 1.2, y: (hard + habit) / 2 + 2, role: "bound" }),
    ],
  });
  const below = figure({
    description: "Distance of the soft value from the hard one over the temperature, and a bound.",
    x,
    y: {
      title: "hard − soft",
      unit: "reward",
      log: true,
      domain: [0.01, 2000],
      values: [0.01, 1, 100],
      format: "~g",
    },
    width: 450,
    height: 200,
    layers: [
      line({ name: "bound (SVI-14)", x: temperatures, y: bound, role: "quiet", dash: "dashed" }),
      line({ name: "hard − soft", x: temperatures, y: gaps, role: "bound", width: 3 }),
      label({ text: "at most, (SVI-14)", x: 1.4, y: 160, role: "quiet", align: "right" }),
      label({ text: "measured", x: 6, y: 2, role: "bound" }),
      note({
        text: `${share.toFixed(2)} of the bound`,
        x: 0.05,
        y: 0.018,
        at: { x: 0.0105, y: gaps[0]! },
        align: "left",
      }),
    ],
  });
  return panels({
    headline: "Ten times colder,\nten times closer to the hard value",
    description: `Above, the soft value over the temperature, from ${
      values[0]!.toFixed(1)
    } when cold down to ${values.at(-1)!.toFixed(1)} when hot, near the habit's ${
      habit.toFixed(1)
    }; below, its distance from the hard value on logarithmic axes, a straight line of slope one where it is cold, at ${
      share.toFixed(2)
    } of the bound.`,
    columns: 1,
    figures: [above, below],
  });
}
