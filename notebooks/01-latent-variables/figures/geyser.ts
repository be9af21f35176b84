/** The waits between eruptions: what was seen, and the two hills that it is made of. */
import {
  bins,
  dots,
  type Figure,
  figure,
  histogram,
  label,
  line,
  note,
  stack,
  steps,
} from "lib/viz";
import { covarianceMatrix, type Mixture } from "lib/prob";

const x = { title: "wait until the next eruption", unit: "min", domain: [38, 102] } as const;
const y = { title: "density", unit: "1/min", format: ".2f" } as const;
const minutes = [40, 50, 60, 70, 80, 90, 100];

/** The waits as a histogram of area one. */
export function waitHistogram(waiting: readonly number[]): Figure {
  const { edges, counts, densities } = bins(waiting, [40, 100], 12);
  const peak = edges[densities.indexOf(Math.max(...densities))]!;
  const valley = valleyOf(densities);
  const [from, to] = [edges[valley]!, edges[valley + 1]!];
  return figure({
    headline: "Waits come in two kinds,\nand few lie in between",
    description: `Histogram of ${waiting.length} waits between eruptions, from ${
      Math.min(...waiting)
    } to ${
      Math.max(...waiting)
    } minutes: one hill near 55 and a higher one, highest from ${peak} to ${
      peak + 4
    } minutes, with a valley between them.`,
    x: { ...x, values: minutes },
    y: { ...y, domain: [0, 0.05], values: [0, 0.01, 0.02, 0.03, 0.04, 0.05] },
    height: 240,
    layers: [
      histogram({ name: "waits", edges, heights: densities, role: "quiet", opacity: 0.65 }),
      note({
        text: [`only ${counts[valley]!} of ${waiting.length}`, `wait ${from} to ${to - 1} min`],
        x: (from + to) / 2,
        y: 0.036,
        at: { x: (from + to) / 2, y: densities[valley]! },
        align: "right",
      }),
    ],
  });
}

/** The lowest bar between the two highest hills: lower than what lies to its left and right. */
function valleyOf(heights: readonly number[]): number {
  const depth = (i: number) =>
    Math.min(Math.max(...heights.slice(0, i)), Math.max(...heights.slice(i + 1))) - heights[i]!;
  const inner = heights.map((_, i) => i).slice(1, -1);
  return inner.reduce((best, i) => depth(i) > depth(best) ? i : best);
}

/** The waits, a one-dimensional mixture of two, and the weighted parts that it is the sum of. */
export function mixtureFromParts(waiting: readonly number[], mixture: Mixture): Figure {
  const { edges, densities } = bins(waiting, [39.5, 99.5], 30);
  const along = Array.from({ length: 129 }, (_, i) => 38 + i / 2);
  const [short, long] = mixture.components.map((_, k) => along.map(partOf(mixture, k)));
  const total = short!.map((part, i) => part + long![i]!);
  const [left, right] = mixture.components.map(({ mean }) => mean[0]!);
  const between = along.map((_, i) => i).filter((i) => along[i]! > left! && along[i]! < right!);
  const low = between.reduce((best, i) => total[i]! < total[best]! ? i : best);
  const share = (k: number) => `${Math.round(100 * mixture.weights[k]!)} %`;
  return figure({
    headline: "Two simple hills add up to\na shape that no single hill has",
    description:
      `Two hills of density, the second stacked on the first, around ${left!.toFixed(0)} and ${
        right!.toFixed(0)
      } minutes; the outline of the stack, their sum, follows a stepped ` +
      `line, the histogram of ${waiting.length} waits.`,
    x: { ...x, values: minutes },
    y: { ...y, domain: [0, 0.05], values: [0, 0.01, 0.02, 0.03, 0.04, 0.05] },
    height: 260,
    layers: [
      stack({
        x: along,
        parts: [
          { name: "short, weighted", y: short!, role: "fillA" },
          { name: "long, weighted", y: long!, role: "fillB" },
        ],
        sum: "their sum, p(x)",
      }),
      steps({ name: `${waiting.length} waits`, edges, heights: densities }),
      line({
        name: "long, on top of short",
        x: [along[low]!, along[low]!],
        y: [0, total[low]!],
        role: "paper",
        width: 1.5,
      }),
      dots({
        name: "the valley",
        x: [along[low]!],
        y: [total[low]!],
        role: "ink",
        size: 80,
        opacity: 1,
      }),
      note({
        text: [
          `at ${along[low]!} min`,
          "both count:",
          `${short![low]!.toFixed(4)} + ${long![low]!.toFixed(4)}`,
        ],
        x: along[low]!,
        y: 0.043,
        at: { x: along[low]!, y: total[low]! },
        align: "right",
      }),
      label({
        text: ["short", share(0)],
        x: left!,
        y: 0.0095,
        align: "center",
        role: "onA",
        halo: false,
      }),
      label({
        text: ["long", share(1)],
        x: right!,
        y: 0.015,
        align: "center",
        role: "onB",
        halo: false,
      }),
      label({ text: "the sum p(x)", x: 39, y: 0.0275 }),
      label({ text: `${waiting.length} waits`, x: 84, y: 0.048, role: "muted", bold: false }),
    ],
  });
}

/** One weighted part of a mixture, as a function of the wait. */
function partOf({ components, weights }: Mixture, k: number): (x: number) => number {
  const component = components[k]!;
  const variance = covarianceMatrix(component)[0]![0]!;
  const [centre = NaN, scale] = [
    component.mean[0],
    weights[k]! / Math.sqrt(2 * Math.PI * variance),
  ];
  return (x) => scale * Math.exp(-0.5 * (x - centre) ** 2 / variance);
}
