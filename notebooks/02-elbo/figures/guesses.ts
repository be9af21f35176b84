/** Figures of chapter 02: guesses at the posterior, and what each leaves open. */
import {
  band,
  type Figure,
  figure,
  label,
  type Layer,
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
        title: k === 0 ? world : `step ${step}`, // a phone has no room for "start",
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
          ...(k === 0 ? names(posterior, path[0]!) : []),
        ],
      }))
    ),
  });
}

/** Which is which, said once a row, above the tops. */
function names(posterior: Slide["posterior"], start: Slide["path"][number]): readonly Layer[] {
  const top = Math.max(...[-2, -1.5, -1, 0, 1, 1.5].map(posterior));
  return [
    label({ text: "posterior", x: 3, y: top + 0.5, align: "right", role: "muted" }),
    label({ text: "q", x: start.mean - 1.3, y: 0.6 / start.std, role: "bound" }),
  ];
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
