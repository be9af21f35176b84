/** Figures of chapter 02: guesses at the posterior, and what each leaves open. */
import {
  band,
  dots,
  type Figure,
  figure,
  label,
  line,
  multiples,
  note,
  panels,
  requireSome,
  rule,
} from "lib/viz";

/** A climb: q's mean and standard deviation at each step, and the density it climbs towards. */
export interface Slide {
  readonly world: string;
  readonly path: readonly { readonly mean: number; readonly std: number }[];
  readonly posterior: (z: number) => number;
}

/** Steps shown, from the start to the end. */
const shownSteps = [0, 8, 25, 300];

/**
 * Two climbs as film strips, a row each: q slides onto a posterior that it can become, and onto one
 * hump of a posterior that it cannot.
 *
 * @throws {RangeError} for a path without steps
 */
export function slidingGuesses(slides: readonly Slide[]): Figure {
  slides.forEach(({ path }) => requireSome("path", path));
  const z = Array.from({ length: 121 }, (_, i) => -3 + i / 20);
  return multiples({
    headline: "One q becomes the posterior;\nthe other settles on one hump",
    description: `The ${
      slides.map(({ world }) => world).join(" and the ")
    } world, each at gradient steps ` +
      `${
        shownSteps.join(", ")
      }: the shaded posterior stays, the line of the Gaussian guess q moves ` +
      "onto it, covering it in the first world and only its left hump in the second.",
    x: { title: "hidden cause z", domain: [-3, 3], values: [-2, 0, 2], grid: false },
    y: { title: "density", domain: [0, 1.75], values: [0, 1], grid: false },
    columns: shownSteps.length,
    height: 120,
    panels: slides.flatMap(({ world, path, posterior }) =>
      shownSteps.map((step, k) => ({
        title: k === 0 ? `${world}, start` : `step ${step}`,
        layers: [
          band({
            name: "posterior",
            x: z,
            low: z.map(() => 0),
            high: z.map(posterior),
            role: "quiet",
            opacity: 0.45,
          }),
          line({
            name: "q",
            ...normalCurve(path[Math.min(step, path.length - 1)]!, z),
            role: "bound",
            width: 2.5,
          }),
        ],
      }))
    ),
  });
}

function normalCurve(guess: { readonly mean: number; readonly std: number }, z: readonly number[]) {
  const { mean, std } = guess;
  const y = z.map((each) =>
    Math.exp(-0.5 * ((each - mean) / std) ** 2) / (std * Math.sqrt(2 * Math.PI))
  );
  return { x: z, y };
}

/** The gaps of two climbs over their steps: one above log 2, the other down to the noise below. */
export function closingGaps(linear: readonly number[], square: readonly number[]): Figure {
  const steps = linear.map((_, i) => i);
  const end = square.at(-1)!, most = 1.25;
  const seen = (y: readonly number[]) => {
    const from = y.findIndex((gap) => gap <= most);
    return { x: steps.slice(from), y: y.slice(from) };
  };
  const settled = seen(square).x.filter((step) => step >= 20);
  const axis = { title: "gradient step", domain: [0, 300] as const, values: [0, 100, 200, 300] };
  const above = figure({
    description: "The two gaps on a linear axis.",
    x: axis,
    y: { title: "gap KL(q ‖ posterior)", unit: "nats", domain: [0, most], values: [0, 0.5, 1] },
    height: 220,
    layers: [
      band({
        name: "more than log 2",
        x: settled,
        low: settled.map(() => Math.LN2),
        high: settled.map((step) => square[step]!),
        role: "bound",
        opacity: 0.3,
      }),
      line({ name: "linear world", ...seen(linear), role: "quiet", width: 2 }),
      line({ name: "square world", ...seen(square), role: "bound", width: 3 }),
      rule({ y: Math.LN2, label: "", role: "ink" }),
      label({
        text: `square world: ${end.toFixed(3)}`,
        x: 300,
        y: 0.84,
        role: "bound",
        align: "right",
      }),
      label({
        text: `log 2 = ${Math.LN2.toFixed(3)}`,
        x: 300,
        y: 0.6,
        align: "right",
        bold: false,
      }),
      label({ text: "linear world: near 0", x: 300, y: 0.1, role: "quiet", align: "right" }),
      note({
        text: [`${(end - Math.LN2).toFixed(2)} more: the hump`, "is not quite Gaussian"],
        x: 70,
        y: 1.08,
        at: { x: 70, y: square[70]! + 0.01 },
        align: "left",
      }),
    ],
  });
  const below = figure({
    description: "The linear world's gap on a logarithmic axis.",
    x: axis,
    y: {
      title: "linear world, log scale",
      unit: "nats",
      log: true,
      domain: [1e-7, 30],
      values: [1e-6, 1e-3, 1],
    },
    height: 100,
    layers: [
      line({ name: "linear world", x: steps, y: linear, role: "quiet" }),
      label({
        text: "noise of 256 draws a step",
        x: 300,
        y: 0.2,
        role: "muted",
        bold: false,
        align: "right",
      }),
    ],
  });
  return panels({
    headline: "One q closes its gap; the other\npays log 2, and a little more",
    description:
      "Gap between log p(x) and the ELBO over gradient steps: the linear world's falls " +
      `to the noise of its samples, the square world's levels off at ${end.toFixed(3)} nats, a ` +
      "little above log 2.",
    figures: [above, below],
    columns: 1,
  });
}

/**
 * Two estimates of log p(x) over the dimension: causes drawn from the prior, and the climbed bound.
 *
 * @param runs error of each against the truth, nats
 */
export function debtPaid(
  runs: readonly { readonly D: number; readonly prior: number; readonly bound: number }[],
): Figure {
  requireSome("runs", runs);
  const dims = [...new Set(runs.map(({ D }) => D))];
  const x = runs.map(({ D }) => D);
  const mean = (of: "prior" | "bound") =>
    dims.map((D) => {
      const own = runs.filter((run) => run.D === D).map((run) => run[of]);
      return own.reduce((sum, each) => sum + each, 0) / own.length;
    });
  const [prior, bound] = [mean("prior"), mean("bound")];
  const last = dims.at(-1)!;
  const lowest = Math.floor(Math.min(...runs.map((run) => run.prior)));
  return figure({
    headline: "Where sampling the prior sinks,\nthe climbed bound stays put",
    description: "Error of two estimates of log p(x) over the number of dimensions, five runs " +
      `each: sampling from the prior falls to ${prior.at(-1)!.toFixed(1)} nats on average at ` +
      `${last} dimensions, the climbed bound to ${bound.at(-1)!.toFixed(2)}.`,
    x: { title: "dimensions D", domain: [0, 30], values: dims },
    y: { title: "estimated − exact log p(x)", unit: "nats", domain: [lowest, 2], ticks: 4 },
    height: 260,
    layers: [
      rule({ y: 0, label: "", role: "ink" }),
      line({ name: "prior, mean", x: dims, y: prior, role: "world", dash: "dashed", width: 2.5 }),
      dots({
        name: "prior",
        x,
        y: runs.map((run) => run.prior),
        role: "world",
        size: 40,
        opacity: 0.6,
      }),
      line({ name: "bound, mean", x: dims, y: bound, role: "bound", width: 3 }),
      dots({
        name: "bound",
        x,
        y: runs.map((run) => run.bound),
        role: "bound",
        size: 40,
        shape: "triangle-up",
      }),
      label({ text: "the climbed bound", x: 12, y: 1.1, role: "bound", align: "center" }),
      label({ text: ["causes from", "the prior"], x: 11, y: -5.5, role: "world", align: "right" }),
      note({
        text: [`${(-prior.at(-1)!).toFixed(1)} nats`, "too low"],
        x: 20,
        y: -12,
        at: { x: last - 0.6, y: prior.at(-1)! },
        align: "right",
      }),
    ],
  });
}
