/** The model as a graph. */
import { arrows, dots, type Figure, figure, label } from "lib/viz";

type Row = readonly number[];

/** Two paths from step to step: memories above, codes below, pictures and torques at the edges. */
export function twoPaths(): Figure {
  const steps = [0, 1, 2], x = (t: number) => 0.7 + 2 * t, side = (t: number) => x(t) + 0.65;
  const rows = { h: 3, z: 2, o: 1 };
  const names = steps.flatMap((t) => [
    label({ text: `h${"₁₂₃"[t]}`, x: x(t) + 0.1, y: rows.h + 0.3, role: "world" }),
    label({ text: `z${"₁₂₃"[t]}`, x: side(t) + 0.14, y: rows.z - 0.22, role: "bound" }),
    label({
      text: t === 0 ? "o₁" : `o${"₁₂₃"[t]}, r${"₁₂₃"[t]}`,
      x: x(t) + 0.14,
      y: rows.o - 0.25,
      role: "ink",
    }),
  ]);
  const between = steps.slice(1);
  const torque = (t: number) => [x(t) - 0.75, rows.h + 0.8] as const;
  const from = (list: readonly (readonly [Row, Row])[]) => ({
    x: list.map(([[a]]) => a!),
    y: list.map(([[, b]]) => b!),
    x2: list.map(([, [a]]) => a!),
    y2: list.map(([, [, b]]) => b!),
  });
  const short = (a: Row, b: Row): readonly [Row, Row] => {
    const far = Math.hypot(b[0]! - a[0]!, b[1]! - a[1]!), cut = 0.17 / far;
    const at = (s: number) => [a[0]! + s * (b[0]! - a[0]!), a[1]! + s * (b[1]! - a[1]!)];
    return [at(cut), at(1 - cut)];
  };
  return figure({
    headline: "Two paths from step to step:\na memory, and a code with chance",
    description:
      "A graph of three steps. Memories h pass straight on; each memory gives a code z by chance, and both " +
      "give the picture o and, from the second step on, the reward r; code, memory and torque make the next memory. Take away the arrows between the " +
      "memories, and only the codes are left to carry anything; take away the chance, and nothing is drawn.",
    x: { title: "step", domain: [0, 6], hidden: true },
    y: { title: "row", domain: [0.3, 4.3], hidden: true },
    keepsShape: true,
    layers: [
      arrows({
        name: "memory",
        role: "world",
        width: 2.5,
        ...from(between.map((t) => short([x(t - 1), rows.h], [x(t), rows.h]))),
      }),
      arrows({
        name: "code",
        role: "bound",
        width: 2.5,
        ...from(between.map((t) => short([side(t - 1), rows.z], [x(t), rows.h]))),
      }),
      arrows({
        name: "chance",
        role: "bound",
        dash: "dashed",
        ...from(steps.map((t) => short([x(t), rows.h], [side(t), rows.z]))),
      }),
      arrows({
        name: "picture",
        role: "ink",
        ...from(steps.flatMap((t) => [
          short([side(t), rows.z], [x(t), rows.o]),
          short([x(t), rows.h], [x(t), rows.o]),
        ])),
      }),
      arrows({
        name: "torque",
        role: "wish",
        ...from(between.map((t) => short(torque(t), [x(t), rows.h]))),
      }),
      dots({
        name: "h",
        x: steps.map(x),
        y: steps.map(() => rows.h),
        role: "world",
        shape: "square",
        size: 160,
      }),
      dots({ name: "z", x: steps.map(side), y: steps.map(() => rows.z), role: "bound", size: 160 }),
      dots({ name: "o", x: steps.map(x), y: steps.map(() => rows.o), role: "ink", size: 160 }),
      ...names,
      ...between.map((t) =>
        label({
          text: `a${"₁₂"[t - 1]}`,
          x: torque(t)[0] - 0.28,
          y: torque(t)[1] + 0.1,
          role: "wish",
        })
      ),
    ],
  });
}
