/** Figures of chapter 16: one decision, corners, sweeps. */
import {
  dots,
  type Figure,
  figure,
  heat,
  label,
  line,
  multiples,
  note,
  requireSome,
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
  const cells = 40;
  const middles = Array.from({ length: cells }, (_, i) => (i + 0.5) / cells);
  const inside = middles.flatMap((first) =>
    middles.filter((second) => first + second < 1).map((second) => [first, second] as const)
  );
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
        x: inside.map(([x]) => x),
        y: inside.map(([, y]) => y),
        value: inside.map(([x, y]) => worth([x, y, 1 - x - y])),
        cell: [1 / cells, 1 / cells],
        scale: "ramp",
      }),
      dots({
        name: "mixtures",
        x: others.map(({ q }) => q[0]!),
        y: others.map(({ q }) => q[1]!),
        role: "ink",
        size: 90,
      }),
      dots({ name: last.name, x: [last.q[0]!], y: [last.q[1]!], role: "bound", size: 160 }),
      ...others.map(({ name, q }) => label({ text: name, x: q[0]! + 0.035, y: q[1]! + 0.01 })),
      note({
        text: [`${last.name}: ${top.toFixed(2)}`, `${(100 * last.q[2]!).toFixed(0)} % cake`],
        x: 0.58,
        y: 0.78,
        at: { x: last.q[0]! + 0.02, y: last.q[1]! + 0.02 },
        align: "left",
      }),
    ],
  });
}

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
    label({ text: "+ αH", x: -2.8, y: 2, role: "world" }),
    label({ text: "max", x: -2.8, y: 0.35, role: "ink" }),
    label({ text: "− αKL", x: -2.8, y: -1.4, role: "bound" }),
  ];
  return multiples({
    headline: "Cooling closes in on the corner,\nfrom above and from below",
    description:
      `Three curves over x in each of ${frames.length} panels: the maximum of x and 0 with its corner, the soft maximum with a uniform prior below it and the one with an entropy bonus above it; from α = ${first.temperature} to ${last.temperature} both close in.`,
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
        ...(i === 0 ? names : []),
      ],
    })),
  });
}

/** One world of {@link shrinkingChanges}. */
export interface SweepChanges {
  readonly title: string;
  readonly discount: number;
  /** Largest change of each sweep, reward units. */
  readonly soft: readonly number[];
  readonly hard: readonly number[];
}

/**
 * Largest changes over sweeps as a share of what γ allows: of the first change, shrunk by γ a sweep.
 * Changes below 1e-9, near where iterations stop, are left out.
 *
 * @param knee a world that goes on for ever
 * @param map a world whose episodes end
 */
export function shrinkingChanges(knee: SweepChanges, map: SweepChanges): Figure {
  const shares = (changes: readonly number[], discount: number) =>
    changes.map((y, i) => ({ x: i + 1, y: y / (changes[0]! * discount ** i), change: y }))
      .filter(({ change, y }) => change >= 1e-9 && y >= 1e-8);
  const drawn = (changes: readonly number[], discount: number) => {
    const kept = shares(changes, discount);
    return { x: kept.map(({ x }) => x), y: kept.map(({ y }) => y) };
  };
  const end = shares(map.soft, map.discount).at(-1)!;
  return figure({
    headline: "γ is for the worst world; where\nwalks end soon, sweeps are faster",
    description:
      `Largest change of a sweep as a share of what γ allows, on a logarithmic axis: for ${knee.title} soft and hard stay level; for ${map.title} both fall far below, the hard one first, the soft one to ${
        end.y.toExponential(0)
      } after ${end.x} sweeps.`,
    x: { title: "sweep", domain: [1, 80], values: [1, 20, 40, 60, 80] },
    y: {
      title: "largest change / what γ allows",
      log: true,
      domain: [1e-8, 10],
      values: [1e-8, 1e-6, 1e-4, 1e-2, 1],
      format: "~e",
    },
    height: 290,
    layers: [
      line({ name: "soft, knee", ...drawn(knee.soft, knee.discount), role: "bound", width: 2.5 }),
      line({
        name: "hard, knee",
        ...drawn(knee.hard, knee.discount),
        role: "ink",
        dash: "dashed",
        width: 2.5,
      }),
      line({ name: "soft, map", ...drawn(map.soft, map.discount), role: "bound", width: 2.5 }),
      line({
        name: "hard, map",
        ...drawn(map.hard, map.discount),
        role: "ink",
        dash: "dashed",
        width: 2.5,
      }),
      label({ text: "the knee: soft", x: 79, y: 2.5, role: "bound", align: "right" }),
      label({ text: "and hard, dashed", x: 79, y: 0.08, align: "right" }),
      label({ text: "a map: soft", x: 44, y: 1e-4, role: "bound" }),
      label({ text: "hard", x: 19, y: 1e-6, align: "right" }),
    ],
  });
}
