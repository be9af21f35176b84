/** Figures of the derivation: pictures, a determinant, plans that improve. */
import { dots, type Figure, figure, heat, label, line, note, requireSome } from "lib/viz";
import { obstacles } from "./maps.ts";

type Row = readonly number[];

/** Pictures side by side, with a name over each. */
export function pictures(
  all: readonly { readonly name: string; readonly grey: Row }[],
  headline: string,
): Figure {
  requireSome("all", all);
  const side = Math.round(Math.sqrt(all[0]!.grey.length)), gap = side + 2;
  const cells = all.flatMap(({ grey }, i) =>
    grey.map((value, p) => ({
      x: i * gap + p % side + 0.5,
      y: side - 0.5 - Math.floor(p / side),
      value: Math.min(Math.max(value, 0), 1),
    }))
  );
  const wide = all.length * gap - 2;
  return figure({
    headline,
    description: `${all.length} pictures of ${side} by ${side} grey pixels side by side: ${
      all.map(({ name }) => name).join(", ")
    }.`,
    x: { title: "pixels", domain: [-1, wide + 1], hidden: true },
    y: { title: "pixels", domain: [-1, side + 4], hidden: true },
    height: Math.round(450 * (side + 5) / (wide + 2)),
    keepsShape: true,
    layers: [
      heat({
        name: "grey",
        x: cells.map(({ x }) => x),
        y: cells.map(({ y }) => y),
        value: cells.map(({ value }) => value),
        cell: [1, 1],
        scale: "ramp",
        domain: [0, 1],
        legend: false,
      }),
      ...all.map(({ name }, i) => label({ text: name, x: i * gap, y: side + 2, role: "ink" })),
    ],
  });
}

/** KL by the formula, by dense matrices, and by the formula with half the logarithm. */
export function determinant(places: Row, dense: Row, lemma: Row, half: Row): Figure {
  requireSome("places", places);
  const least = Math.min(...half), at = half.indexOf(least);
  const top = Math.max(...dense);
  return figure({
    headline: "With half the logarithm,\na divergence below zero",
    description:
      `KL from the pushed Gaussian to itself with a fixed other one, over the stretch 1 + v·r: the formula lies ` +
      `on the dense computation; with one logarithm in place of two it falls to ${
        least.toFixed(2)
      } nats.`,
    x: {
      title: "stretch 1 + v·r",
      domain: [0, 2],
      values: [0, 0.5, 1, 1.5, 2],
    },
    y: {
      title: "KL to a fixed Gaussian",
      unit: "nats",
      domain: [2 * least, 1.1 * top],
      values: [0, 0.5, 1, 1.5],
    },
    layers: [
      line({ name: "formula", x: [...places], y: [...lemma], role: "bound", width: 3 }),
      line({ name: "half", x: [...places], y: [...half], role: "quiet", dash: "dashed" }),
      dots({
        name: "dense",
        x: places.filter((_, i) => i % 6 === 0),
        y: dense.filter((_, i) => i % 6 === 0),
        role: "ink",
        size: 40,
      }),
      label({ text: "(E2C-5)", x: 0.25, y: 0.75 * top, role: "bound" }),
      label({ text: "dots: dense matrices", x: 0.6, y: 0.95 * top, role: "ink" }),
      note({
        text: ["half the logarithm:", `${least.toFixed(2).replace("-", "−")} nats`],
        x: 1,
        y: 0.5 * top,
        at: { x: places[at]!, y: least },
      }),
    ],
  });
}

/** Plans of iLQR in the plane, iteration by iteration. */
export function pathsOfPlans(
  plans: readonly { readonly iteration: number; readonly places: readonly Row[] }[],
  goal: Row,
): Figure {
  requireSome("plans", plans);
  const last = plans.at(-1)!;
  const drawn = (places: readonly Row[], look: object) =>
    line({ name: "plan", x: places.map(([x]) => x!), y: places.map(([, y]) => y!), ...look });
  return figure({
    headline: "Each problem is linear;\nthe plan they end in is bent",
    description: `Plans in the plane after ${
      plans.map(({ iteration }) => iteration).join(", ")
    } iterations: the last ends ${
      Math.hypot(last.places.at(-1)![0]! - goal[0]!, last.places.at(-1)![1]! - goal[1]!).toFixed(2)
    } pixels from the goal, round an obstacle.`,
    x: { title: "x", unit: "pixels", domain: [0, 20], values: [0, 10, 20] },
    y: { title: "y", unit: "pixels", domain: [0, 20], values: [0, 10, 20] },
    width: 340,
    height: 340,
    keepsShape: true,
    layers: [
      obstacles(),
      ...plans.slice(0, -1).map(({ places }) => drawn(places, { role: "quiet", width: 1.5 })),
      drawn(last.places, { role: "bound", width: 3, casing: true }),
      dots({
        name: "state",
        x: last.places.map(([x]) => x!),
        y: last.places.map(([, y]) => y!),
        role: "bound",
        size: 40,
      }),
      dots({
        name: "goal",
        x: [goal[0]!],
        y: [goal[1]!],
        role: "wish",
        size: 160,
        shape: "diamond",
      }),
      label({ text: "goal", x: goal[0]!, y: goal[1]! - 2, role: "wish", align: "center" }),
    ],
  });
}
