/** Figures of two wishes at once. */
import { dots, type Figure, figure, label, line, mapStrip, note } from "lib/viz";

type Row = readonly number[];

/** One random world: largest gaps of values and policies, and what was promised of them. */
export interface Promise {
  readonly gap: number;
  readonly ceiling: number;
  readonly loss: number;
  readonly bound: number;
}

/** What composing costs against what the bounds promise, world by world. */
export function looseBound(worlds: readonly Promise[]): Figure {
  const times = worlds.map(({ loss, bound }) => bound / loss).toSorted((a, b) => a - b);
  const middle = times[Math.floor(times.length / 2)]!;
  const typical = worlds.find(({ loss, bound }) => bound / loss === middle)!;
  return figure({
    headline: "The bound on values is near,\nthat on the policy says nothing",
    description:
      `${worlds.length} random worlds as dots on logarithmic axes: what is true across, what is promised up. Gaps of values lie near the line where both are equal; losses of policies lie far above it, in the middle ${
        middle.toFixed(0)
      } times too high.`,
    x: {
      title: "true, largest of the world",
      unit: "reward",
      log: true,
      domain: [0.005, 30],
      values: [0.01, 0.1, 1, 10],
    },
    y: { title: "promised", unit: "reward", log: true, domain: [0.05, 60], values: [0.1, 1, 10] },
    height: 330,
    layers: [
      line({ name: "equal", x: [0.05, 30], y: [0.05, 30], role: "ink", width: 1.5 }),
      dots({
        name: "values",
        x: worlds.map(({ gap }) => gap),
        y: worlds.map(({ ceiling }) => ceiling),
        role: "bound",
        size: 30,
        opacity: 0.6,
      }),
      dots({
        name: "policy",
        x: worlds.map(({ loss }) => loss),
        y: worlds.map(({ bound }) => bound),
        role: "causeA",
        shape: "diamond",
        size: 30,
        opacity: 0.6,
      }),
      label({ text: "values: C", x: 2.2, y: 0.9, role: "bound" }),
      label({ text: "policy: D", x: 0.02, y: 32, role: "causeA" }),
      label({ text: "promise = truth", x: 0.085, y: 0.065, bold: false }),
      note({
        text: [`${middle.toFixed(0)} times too high`, "in the middle"],
        x: typical.loss,
        y: 2.2,
        at: { x: typical.loss, y: 0.96 * typical.bound },
        align: "left",
      }),
    ],
  });
}

/** What {@link composedRoom} draws: where one is after so many steps, policy by policy. */
export interface ComposedRoom {
  readonly side: number;
  readonly steps: number;
  readonly maps: readonly {
    readonly title: string;
    readonly chances: Row;
    readonly corner: number;
  }[];
}

/** A square room, and where four policies lead. */
export function composedRoom({ side, steps, maps }: ComposedRoom): Figure {
  return mapStrip({
    headline: "The mean of two Qs wants both:\nit goes where the wishes meet",
    description:
      `A room of ${side} × ${side} cells, shaded by the chance to be there after ${steps} steps from the lower left corner, for four policies. In the upper right corner: ${
        maps.map(({ title, corner }) => `${title} ${corner.toFixed(2)}`).join(", ")
      }.`,
    rows: side,
    columns: side,
    cells: Array.from(
      { length: side * side },
      (_, s) => ({
        letter: s === side * (side - 1) ? "S" : ".",
        row: Math.floor(s / side),
        column: s % side,
      }),
    ),
    maps: maps.map(({ title, chances }) => ({ title, values: chances })),
    across: 2,
    shade: `chance to be there after ${steps} steps`,
    classes: [0.003, 0.01, 0.03, 0.1, 0.3],
  });
}
