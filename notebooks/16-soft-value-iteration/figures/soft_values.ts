/** Figures of chapter 16: one decision, corners, sweeps. */
import {
  band,
  dots,
  type Figure,
  figure,
  heat,
  label,
  type Layer,
  line,
  multiples,
  note,
  requireSome,
  rings,
} from "lib/viz";

/** A distribution over three choices, drawn by its first two probabilities. */
export interface NamedMixture {
  readonly name: string;
  readonly q: readonly number[];
}

/**
 * What every mixture of three choices is worth, as a shaded triangle.
 *
 * @param worth J(q) for q = (first, second, rest), reward units
 * @param parts names of the first two choices, and mixtures to mark, the best one last
 */
export function decisionTriangle(
  worth: (q: readonly number[]) => number,
  parts: { readonly choices: readonly [string, string]; readonly marks: readonly NamedMixture[] },
): Figure {
  const cells = 48, inside = cellsInside(cells);
  const [first, second] = parts.choices, { last } = requireSome("marks", parts.marks);
  const others = parts.marks.slice(0, -1), top = worth(last.q);
  return figure({
    headline: "The best mixture lies inside:\nevery dish is on its menu",
    description:
      `A triangle of all mixtures, q(${first}) across and q(${second}) upwards, shaded by what each is worth: a smooth hill with one top, ${
        top.toFixed(2)
      }, inside.`,
    x: { title: `q(${first})`, domain: [0, 1], values: [0, 0.5, 1] },
    y: { title: `q(${second})`, domain: [0, 1.08], values: [0, 0.5, 1], grid: false },
    width: 450,
    height: 430,
    keepsShape: true,
    layers: [
      heat({
        name: "J(q)",
        x: inside.map(([x]) => x!),
        y: inside.map(([, y]) => y!),
        value: inside.map(worth),
        cell: [1 / cells, 1 / cells],
        scale: "ramp",
        legend: false,
      }),
      band({
        name: "no mixture",
        x: [0, 1.05],
        low: [1, -0.05],
        high: [1.05, 1.05],
        role: "paper",
        opacity: 1,
      }),
      line({ name: "all mixtures", x: [0, 1, 0, 0], y: [0, 0, 1, 0], role: "ink", width: 1.5 }),
      rings({
        name: "paper around the marks",
        ...columnsOf(parts.marks.filter(({ q }) => q.every((share) => share > 0))),
        role: "paper",
        size: 190,
        width: 4,
      }),
      dots({
        name: "mixtures",
        ...columnsOf(others),
        role: "ink",
        size: 90,
      }),
      dots({ name: last.name, x: [last.q[0]!], y: [last.q[1]!], role: "bound", size: 160 }),
      ...others.map(({ name, q }) =>
        label({ text: [name, worthWords(worth(q))], x: q[0]! + 0.04, y: q[1]! + 0.01 })
      ),
      note({
        text: [`${last.name}: ${worthWords(top)}`, `${(100 * last.q[2]!).toFixed(0)} % cake`],
        x: 0.58,
        y: 0.78,
        at: { x: last.q[0]! + 0.02, y: last.q[1]! + 0.02 },
        align: "left",
      }),
    ],
  });
}

/** Mixtures in the middles of square cells; those of the cells on the edge have no third part. */
function cellsInside(side: number): readonly (readonly number[])[] {
  const steps = Array.from({ length: side }, (_, i) => i);
  return steps.flatMap((i) =>
    steps.slice(0, side - i).map((
      j,
    ) => [(i + 0.5) / side, (j + 0.5) / side, (side - 1 - i - j) / side])
  );
}

function columnsOf(mixtures: readonly NamedMixture[]) {
  return { x: mixtures.map(({ q }) => q[0]!), y: mixtures.map(({ q }) => q[1]!) };
}

/** What a mixture is worth, in reward units. */
const worthWords = (value: number) => value.toFixed(2).replace("-", "−");

/** Soft maxima of (x, 0) over x: what a temperature does to the corner of the maximum. */
export function softenedCorner(
  x: readonly number[],
  frames: readonly {
    readonly temperature: number;
    readonly prior: readonly number[];
    readonly entropy: readonly number[];
  }[],
): Figure {
  const { first, last } = requireSome("frames", frames);
  const names = [
    label({ text: "+ αH", x: -2.9, y: atCorner(x, first.entropy) - 0.25, role: "world" }),
    label({ text: "max", x: -2.9, y: -0.33, role: "ink" }),
    label({ text: "− αKL", x: -2.8, y: -1.4, role: "bound" }),
  ];
  return multiples({
    headline: "Cooling closes in on the corner,\nfrom above and from below",
    description:
      `Three curves over x in each of ${frames.length} panels: the maximum of x and 0 with its corner, the soft maximum with a uniform prior below it and the one with an entropy bonus above it, a bar with its length between them; from α = ${first.temperature} to ${last.temperature} both close in.`,
    x: { title: "x", domain: [-3, 3], values: [-2, 0, 2] },
    y: { title: "soft maximum of (x, 0)", unit: "reward", domain: [-1.7, 3.4], values: [0, 2] },
    height: 150,
    panels: frames.map(({ temperature, prior, entropy }, i) => ({
      title: `α = ${temperature}`,
      layers: [
        line({
          name: "max(x, 0)",
          x,
          y: x.map((each) => Math.max(each, 0)),
          role: "ink",
          width: 2,
        }),
        line({ name: "with an entropy bonus", x, y: entropy, role: "world", dash: "dashed" }),
        line({ name: "with a uniform prior", x, y: prior, role: "bound" }),
        ...apart({ x, prior, entropy }, temperature),
        ...(i === 0 ? names : []),
      ],
    })),
  });
}

/** At the corner: how far the two lie apart, reward units. */
function apart(
  { x, prior, entropy }: {
    readonly x: readonly number[];
    readonly prior: readonly number[];
    readonly entropy: readonly number[];
  },
  temperature: number,
): readonly Layer[] {
  const [low, high] = [atCorner(x, prior), atCorner(x, entropy)];
  return [
    line({ name: `α = ${temperature}`, x: [0, 0], y: [low, high], role: "ink", width: 3 }),
    label({
      text: (high - low).toFixed(2),
      x: -0.1,
      y: high + 0.45,
      align: "right",
      bold: false,
    }),
  ];
}

/** What a curve is where x is nearest 0. */
function atCorner(x: readonly number[], y: readonly number[]): number {
  return y[x.reduce((best, each, i) => Math.abs(each) < Math.abs(x[best]!) ? i : best, 0)]!;
}
