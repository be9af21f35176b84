/** Figures of chapter 04: a guess for every wine. */
import {
  dots,
  type Figure,
  figure,
  label,
  type Layer,
  line,
  multiples,
  note,
  requireSome,
  rule,
  runs,
} from "lib/viz";
import { type Bell, outline } from "./gaussians.ts";

const grapes = ["causeA", "quiet", "causeB"] as const;

/** Every so many wines are drawn in the film, so that outlines stay apart. */
const EVERY = 12;

/** Guesses at some steps of their climb, over the posteriors they climb towards. */
export function guessesFilm(
  frames: readonly { readonly step: number; readonly guesses: readonly Bell[] }[],
  beliefs: readonly Bell[],
  cultivars: readonly number[],
): Figure {
  requireSome("frames", frames);
  const chosen = beliefs.map((_, i) => i).filter((i) => i % EVERY === 0);
  const looks = (i: number) => grapes[cultivars[i]! - 1]!;
  return multiples({
    headline: "Every guess starts as the prior\nand finds its own posterior",
    description: `${chosen.length} of ${beliefs.length} wines, at steps ${
      frames.map(({ step }) => step).join(", ")
    }: filled dots are posterior means, outlines the guesses at one standard deviation; they ` +
      "start as one circle around zero and end on their dots.",
    x: { title: "first cause", domain: [-3, 3], values: [-2, 0, 2], grid: false },
    y: { title: "second cause", domain: [-3, 3], values: [-2, 0, 2], grid: false },
    columns: 2,
    height: 200,
    keepsShape: true,
    panels: frames.map(({ step, guesses }) => ({
      title: step === 0 ? "start: the prior" : `step ${step}`,
      layers: chosen.flatMap((i): Layer[] => [
        dots({
          name: `posterior ${i}`,
          x: [beliefs[i]!.mean[0]!],
          y: [beliefs[i]!.mean[1]!],
          role: looks(i),
          size: 25,
        }),
        line({ name: `guess ${i}`, ...outline(guesses[i]!, 1), role: "bound", width: 1.2 }),
      ]),
    })),
  });
}

/** The likelihood and the bound of the best independent guesses, as the causes are turned. */
export function priceOfRotation(
  degrees: readonly number[],
  heights: readonly { readonly logLikelihood: number; readonly bound: number }[],
): Figure {
  requireSome("heights", heights);
  const lost = heights.map(({ logLikelihood, bound }) => logLikelihood - bound);
  const worst = lost.indexOf(Math.max(...lost));
  const top = heights[0]!.logLikelihood;
  return figure({
    headline: "The likelihood does not see the\nangle; the bound does",
    description:
      "Log-likelihood and bound of the best independent guesses for 178 wines, over the " +
      `angle by which the two causes are turned: the likelihood is flat, the bound touches it at ` +
      `0, 90 and 180 degrees and lies ${lost[worst]!.toFixed(1)} nats below at ` +
      `${degrees[worst]!.toFixed(0)}.`,
    x: { title: "causes turned by", unit: "°", domain: [0, 180], values: [0, 45, 90, 135, 180] },
    y: { title: "less the best log p", unit: "nats", domain: [-11, 3], values: [-10, -5, 0] },
    height: 250,
    layers: [
      line({
        name: "log p",
        x: degrees,
        y: heights.map((each) => each.logLikelihood - top),
        role: "ink",
        width: 3,
      }),
      line({
        name: "bound",
        x: degrees,
        y: heights.map((each) => each.bound - top),
        role: "bound",
        width: 3,
      }),
      label({ text: "log p of 178 wines", x: 90, y: 1.6, align: "center" }),
      label({ text: "best independent guesses", x: 90, y: -10, role: "bound", align: "center" }),
      note({
        text: [`at ${degrees[worst]!.toFixed(0)}°:`, `${lost[worst]!.toFixed(1)} nats`],
        x: 90,
        y: 3.2 - lost[worst]!, // inside the crest
        at: { x: degrees[worst]! + 3, y: 0.2 - lost[worst]! },
      }),
    ],
  });
}

/** Bounds of several ascents over their steps, near the best likelihood there is. */
export function ascentsOnWine(
  bounds: readonly (readonly number[])[],
  every: number,
  best: number,
): Figure {
  requireSome("bounds", bounds);
  const steps = bounds[0]!.map((_, i) => i * every);
  const from = steps.findIndex((_, i) => bounds.every((run) => run[i]! - best > -20));
  const x = steps.slice(from);
  const seen = bounds.map((run) => run.slice(from).map((each) => each - best));
  const middle = x.map((_, i) => seen.reduce((sum, run) => sum + run[i]!, 0) / seen.length);
  const short = -middle.at(-1)!, slowest = -Math.min(...seen.map((run) => run.at(-1)!));
  return figure({
    headline: "Four ascents of five arrive; one\nstill turns its two causes",
    description:
      `Bounds of ${bounds.length} ascents over ${steps.at(-1)} steps, as nats below the ` +
      `exact best log p: all rise steeply to about ten nats below within some hundred steps, then ` +
      `slowly to ${short.toFixed(1)} below on average, the slowest ${slowest.toFixed(1)}.`,
    x: { title: "gradient steps", domain: [0, steps.at(-1)!], ticks: 4 },
    y: {
      title: "bound less the best log p",
      unit: "nats",
      domain: [-20, 3],
      values: [-20, -15, -10, -5, 0],
    },
    height: 250,
    layers: [
      rule({ y: 0, label: "", role: "ink" }),
      runs({ name: "an ascent", x, runs: seen, role: "bound" }),
      line({ name: "their mean", x, y: middle, role: "bound", width: 3 }),
      label({ text: "exact best log p", x: steps.at(-1)!, y: 1.6, align: "right" }),
      label({
        text: "five ascents, and their mean",
        x: steps.at(-1)! * 0.14,
        y: -15.5,
        role: "bound",
      }),
      note({
        text: [`the slowest: ${slowest.toFixed(1)}`, "nats short"],
        x: steps.at(-1)! * 0.8,
        y: -11,
        at: { x: steps.at(-1)! * 0.99, y: -slowest - 0.3 },
      }),
    ],
  });
}
