/** Figures of trust: how far dreams go along with the world, and where they are lost. */
import {
  band,
  dots,
  type Figure,
  figure,
  label,
  line,
  note,
  requireSome,
  type Role,
  rule,
  runs,
} from "lib/viz";

type Row = readonly number[];
type Rows = readonly Row[];

/** How far a dream's rod is from the world's, degrees by step: runs of a variant, already means. */
export interface Trust {
  readonly name: string;
  readonly middle: Row;
  readonly low: Row;
  readonly high: Row;
  readonly role: Role;
  readonly dash: "solid" | "dashed" | "dotted" | "long";
  /** Where its name stands: the step, and degrees above its curve. */
  readonly at: readonly [number, number];
}

/** Misses over the horizon, s; the first curve with its interval and with each test, the others as lines. */
export function horizon(
  stepTime: number,
  curves: readonly Trust[],
  each: Rows,
  chance: number,
  headline: string,
): Figure {
  requireSome("curves", curves);
  const times = curves[0]!.middle.map((_, t) => (t + 1) * stepTime), last = times.at(-1)!;
  const told = curves.map(({ name, middle }) =>
    `${name} ${middle[4]!.toFixed(0)} at ${times[4]!.toFixed(1)} s and ${
      middle[14]!.toFixed(0)
    } at ${times[14]!.toFixed(1)} s`
  );
  return figure({
    headline,
    description:
      `Degrees between the rod in the dream and the world's, mean of all tests and runs: ${
        told.join("; ")
      }. The first also as a thin line for each of ${each.length} tests: at ${
        times[14]!.toFixed(1)
      } s ${each.filter((row) => row[14]! < 30).length} of them miss by less than 30 degrees.`,
    x: { title: "time with shut eyes", unit: "s", domain: [0, last], values: [0, 1, 2, 3, 4, 5] },
    y: { title: "angle missed", unit: "degrees", domain: [0, 180], values: [0, 45, 90, 135, 180] },
    layers: [
      rule({ y: chance, label: "", role: "quiet" }),
      ...curves.slice(0, 1).map(({ name, low, high, role }) =>
        band({ name: `${name}, interval`, x: times, low, high, role, opacity: 0.15 })
      ),
      runs({ name: "a test", x: times, runs: each, role: curves[0]!.role }),
      ...curves.flatMap(({ name, middle, role, dash }) => [
        line({ name, x: times, y: middle, role, dash, width: role === "bound" ? 3 : 2 }),
      ]),
      ...curves.map(({ name, middle, role, at: [step, above] }) =>
        label({ text: name, x: times[step]!, y: middle[step]! + above, role })
      ),
      label({ text: "by chance", x: last, y: chance + 7, role: "quiet", align: "right" }),
    ],
  });
}

/** One test: the dreams of all runs, and the world begun a degree off, on a scale of powers of ten. */
export function topples(stepTime: number, dreams: Rows, shaken: Row, top: number): Figure {
  requireSome("dreams", dreams);
  const times = shaken.map((_, t) => (t + 1) * stepTime), last = times.at(-1)!;
  const floor = (row: Row) => row.map((each) => Math.max(each, 0.01));
  return figure({
    headline: "At the top the world itself\nforgets where it was",
    description:
      `Degrees missed over time in one test, by the dreams of ${dreams.length} runs and by the world itself ` +
      `begun one degree off. The rod comes to the top at ${
        top.toFixed(1)
      } s; the world's own miss is ${
        shaken[Math.round(top / stepTime) - 1]!.toFixed(2)
      } degrees there, and grows to ${Math.max(...shaken).toFixed(0)}.`,
    x: { title: "time with shut eyes", unit: "s", domain: [0, last], values: [0, 1, 2, 3, 4, 5] },
    y: {
      title: "angle missed",
      unit: "degrees",
      domain: [0.01, 1000],
      values: [0.01, 0.1, 1, 10, 100],
      log: true,
    },
    layers: [
      runs({ name: "a dream", x: times, runs: dreams.map(floor), role: "bound" }),
      line({ name: "the world, 1° off", x: times, y: floor(shaken), role: "ink", width: 3 }),
      line({ name: "top", x: [top, top], y: [0.01, 180], role: "quiet", dash: "dotted" }),
      label({ text: "dreams", x: 1.35, y: 260, role: "bound" }),
      label({ text: "the world, 1° off", x: last, y: 0.05, role: "ink", align: "right" }),
      label({ text: "at the top", x: top, y: 550, role: "quiet", bold: false, align: "center" }),
    ],
  });
}

/** Every dream a dot: when the world's rod came to the top, and when the dream missed it by too much; s. */
export function losses(top: Row, lost: Row, headline: string): Figure {
  requireSome("top", top);
  const later = lost.filter((each, i) => each >= top[i]! - 1e-9).length;
  const last = lost.indexOf(Math.max(...lost));
  return figure({
    headline,
    description:
      `${top.length} dreams, each a dot: the time at which the world's rod first comes within 20 degrees of the top, and ` +
      `the time at which the dream misses the angle by more than 30 degrees. ${later} dots lie on or above the ` +
      `line where both are the same, in two groups: the rod comes to the top by ${
        Math.max(...top.filter((each) => each < 1.5)).toFixed(1)
      } s or from ${Math.min(...top.filter((each) => each >= 1.5)).toFixed(1)} s on.`,
    x: { title: "the rod comes to the top at", unit: "s", domain: [0, 3.2], values: [0, 1, 2, 3] },
    y: { title: "the dream is lost at", unit: "s", domain: [0, 4.4], values: [0, 1, 2, 3, 4] },
    layers: [
      line({ name: "the same time", x: [0, 3.2], y: [0, 3.2], role: "quiet", dash: "dashed" }),
      dots({ name: "a dream", x: [...top], y: [...lost], role: "bound", size: 50, opacity: 0.5 }),
      label({ text: "lost on arrival", x: 3.15, y: 2.1, role: "quiet", align: "right" }),
      note({
        text: [`${later} of ${top.length}`, "not before the top"],
        x: top[last]! - 0.5,
        y: lost[last]! - 0.4,
        at: { x: top[last]!, y: lost[last]! },
        align: "right",
      }),
    ],
  });
}
