/** Figures of the derivation: pictures, plans that improve. */
import { dots, type Figure, figure, heat, label, line, requireSome } from "lib/viz";
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
    subtitle: ["the stronger the colour, the brighter the pixel"],
    description: `${
      headline.replace("\n", " ")
    }: ${all.length} pictures of ${side} by ${side} grey pixels side by side: ${
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

/** Where a path is farthest from a bent line, and whether it is above it there. */
function farthest(path: readonly Row[], way: readonly Row[]) {
  const aside = path.map(([x, y]) => {
    const off = way.slice(1).map(([x2, y2], i) => {
      const [x1, y1] = way[i]!, [dx, dy] = [x2! - x1!, y2! - y1!];
      const along = ((x! - x1!) * dx + (y! - y1!) * dy) / Math.max(dx * dx + dy * dy, 1e-12);
      const t = Math.min(Math.max(along, 0), 1);
      return { far: Math.hypot(x! - x1! - t * dx, y! - y1! - t * dy), up: y! - y1! - t * dy };
    });
    return off.reduce((least, each) => each.far < least.far ? each : least);
  });
  const at = aside.indexOf(aside.reduce((most, each) => each.far > most.far ? each : most));
  return { place: path[at]!, above: aside[at]!.up > 0 };
}

/** Plans of iLQR in the plane, iteration by iteration. */
export function pathsOfPlans(
  plans: readonly { readonly iteration: number; readonly places: readonly Row[] }[],
  goal: Row,
): Figure {
  requireSome("plans", plans);
  const last = plans.at(-1)!, named = last.places[Math.floor(last.places.length / 3)]!;
  const drawn = (places: readonly Row[], look: object) =>
    line({ name: "plan", x: places.map(([x]) => x!), y: places.map(([, y]) => y!), ...look });
  const number = ({ iteration, places }: typeof plans[number]) => {
    const { place: [x, y], above } = farthest(places, last.places);
    const away = above ? 0.7 : -0.7, text = `after ${iteration}`;
    return label({ text, x: x!, y: y! + away, role: "quiet", align: "center", halo: true });
  };
  return figure({
    headline: "Each problem is linear;\nthe plan they end in is bent",
    description: `Plans in the plane after ${
      plans.map(({ iteration }) => iteration).join(", ")
    } iterations: the last ends ${
      Math.hypot(last.places.at(-1)![0]! - goal[0]!, last.places.at(-1)![1]! - goal[1]!).toFixed(2)
    } pixels from the goal, round an obstacle.`,
    x: { title: "x", unit: "pixels", domain: [0, 20], values: [0, 10, 20] },
    y: { title: "y", unit: "pixels", domain: [2.5, 17.5], values: [5, 10, 15] },
    width: 440,
    height: 330,
    keepsShape: true,
    layers: [
      obstacles(),
      ...plans.slice(0, -1).map(({ places }) => drawn(places, { role: "quiet", width: 1.5 })),
      ...plans.slice(0, -1).map(number),
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
      label({ text: "goal", x: goal[0]!, y: goal[1]! - 1.2, role: "wish", align: "center" }),
      label({
        text: `after ${last.iteration}`,
        x: named[0]!,
        y: named[1]! - 0.8,
        role: "bound",
        align: "center",
        halo: true,
      }),
    ],
  });
}
