/** Figures of chapter 18 about noise: what is subtracted, and how far the critic is believed. */
import { dots, type Figure, figure, label, line, note, panels, requireSome } from "lib/viz";

type Row = readonly number[];

/** Variance of one coin's gradient over the baseline, and the two that stand in books. */
export function baselineParabola(parts: {
  readonly baselines: readonly { readonly b: number; readonly variance: number }[];
  readonly best: number;
  readonly kept: number;
  readonly dropped: number;
}): Figure {
  requireSome("baselines", parts.baselines);
  const { baselines, best, kept, dropped } = parts;
  return figure({
    headline: "Dropping the −1 is a choice,\nand here a bad one",
    description: `Variance of a coin's entropy gradient over the baseline, a parabola with its ` +
      `bottom at ${best.toFixed(3)}: ${kept.toFixed(4)} at the baseline 1, ${
        dropped.toFixed(3)
      } at the baseline 0.`,
    x: { title: "baseline b", unit: "nats", domain: [-0.4, 2.4], values: [0, 1, 2] },
    y: { title: "variance of one toss", unit: "nats²", domain: [0, 0.45], values: [0, 0.2, 0.4] },
    height: 260,
    layers: [
      line({
        name: "variance",
        x: baselines.map(({ b }) => b),
        y: baselines.map(({ variance }) => variance),
        role: "ink",
        width: 3,
      }),
      dots({ name: "without the 1", x: [0], y: [dropped], role: "quiet", size: 110 }),
      dots({ name: "with the 1", x: [1], y: [kept], role: "bound", size: 110 }),
      label({ text: "the −1 kept", x: 1, y: 0.05, role: "bound", align: "center" }),
      note({
        text: ["dropped:", `${Math.round(dropped / kept)} times the variance`],
        x: 0.55,
        y: 0.33,
        at: { x: 0.03, y: dropped + 0.01 },
      }),
    ],
  });
}

/** Bias and spread of one path, and the miss of averages of many. */
interface Sweep {
  readonly bias: number;
  readonly spread: number;
}

const pathsOf = (count: number) => `${count.toLocaleString("en")} paths`;

/** What λ trades: above the parts, below their sum for several numbers of paths. */
export function lambdaTrade(parts: {
  readonly lambdas: Row;
  readonly knowing: readonly Sweep[];
  readonly ignorant: readonly Sweep[];
  readonly misses: readonly { readonly count: number; readonly miss: Row }[];
}): Figure {
  requireSome("misses", parts.misses);
  const { lambdas, knowing, ignorant, misses } = parts;
  const bests = misses.map(({ count, miss }) => {
    const least = Math.min(...miss);
    return { count, least, lambda: lambdas[miss.indexOf(least)]! };
  });
  const last = lambdas.length - 1;
  const seen = ignorant.flatMap(({ bias }, i) => (bias > 0.02 ? [i] : [])); // on the axis
  return panels({
    columns: 1,
    headline: "The more paths you average,\nthe larger the best λ",
    description: `Above: bias and spread of one first step's gradient over λ. With a critic that ` +
      `knows nothing the bias falls from ${
        ignorant[0]!.bias.toFixed(2)
      } to 0 and the spread rises ` +
      `to ${
        ignorant[last]!.spread.toFixed(2)
      }; with true values there is no bias. Below: the miss ` +
      `of averages; the best λ is ${
        bests.map(({ count, lambda }) => `${lambda.toFixed(2)} for ${pathsOf(count)}`).join(", ")
      }.`,
    figures: [
      figure({
        description: "Bias and spread of one path over λ.",
        x: { title: "λ", domain: [0, 1], values: [0, 0.5, 1] },
        y: {
          title: "slope from one path",
          unit: "reward",
          log: true,
          domain: [0.02, 20],
          values: [0.1, 1, 10],
        },
        height: 210,
        layers: [
          line({
            name: "spread, true values",
            x: lambdas,
            y: knowing.map(({ spread }) => spread),
            role: "quiet",
            dash: "dashed",
            width: 2.5,
          }),
          line({
            name: "spread, ignorant critic",
            x: lambdas,
            y: ignorant.map(({ spread }) => spread),
            role: "world",
            width: 2.5,
          }),
          line({
            name: "bias, ignorant critic",
            x: seen.map((i) => lambdas[i]!),
            y: seen.map((i) => ignorant[i]!.bias),
            role: "bound",
            width: 3,
          }),
          label({ text: "spread, V̂ = 0", x: 0.72, y: 5, role: "world", align: "right" }),
          label({ text: "spread, true V", x: 0.98, y: 0.75, role: "muted", align: "right" }),
          label({ text: "bias, V̂ = 0", x: 0.1, y: 0.13, role: "bound" }),
        ],
      }),
      figure({
        description: "The miss of averages of many paths over λ.",
        x: { title: "λ", domain: [0, 1], values: [0, 0.5, 1] },
        y: {
          title: "root mean square miss",
          unit: "reward",
          log: true,
          domain: [0.08, 5],
          values: [0.1, 0.3, 1, 3],
        },
        height: 210,
        layers: [
          ...misses.map(({ count, miss }, i) =>
            line({
              name: `${count} paths`,
              x: lambdas,
              y: miss,
              role: "ink",
              width: 2 + i,
              dash: (["dotted", "dashed", "solid"] as const)[i % 3]!,
            })
          ),
          dots({
            name: "the best λ",
            x: bests.map(({ lambda }) => lambda),
            y: bests.map(({ least }) => least),
            role: "bound",
            size: 110,
          }),
          ...([[0.74, 1.3], [0.74, 0.41], [0.62, 0.15]] as const).flatMap(([x, y], i) =>
            misses[i] === undefined
              ? []
              : [label({ text: pathsOf(misses[i].count), x, y, align: "right" })]
          ),
          label({ text: "the best λ", x: 0.02, y: 0.62, role: "bound" }),
        ],
      }),
    ],
  });
}
