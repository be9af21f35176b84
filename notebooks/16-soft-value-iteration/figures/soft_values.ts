/** Figures of chapter 16: values, sweeps and cooling. */
import { type Figure, figure, heat, type Layer, line, panels, requireSome, rule } from "lib/viz";

/** A distribution over three choices, drawn by its first two probabilities. */
export interface NamedMixture {
  readonly name: string;
  readonly q: readonly number[];
}

/**
 * What every mixture of three choices is worth, as a shaded triangle.
 *
 * @param worth J(q) for q = (first, second, rest), reward units
 * @param parts names of the first two choices, and mixtures to mark
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
  const [first, second] = parts.choices;
  return figure({
    description:
      `A triangle of all mixtures, q(${first}) across and q(${second}) upwards, shaded ` +
      "by what each is worth: a smooth hill with one top, which lies inside, not in a corner.",
    x: { title: `q(${first})`, domain: [0, 1.05] },
    y: { title: `q(${second})`, domain: [0, 1.05] },
    layers: [
      heat({
        name: "J(q) [reward]",
        x: inside.map(([x]) => x),
        y: inside.map(([, y]) => y),
        value: inside.map(([x, y]) => worth([x, y, 1 - x - y])),
        cell: [1 / cells, 1 / cells],
      }),
      namedPlaces(parts.marks),
    ],
    width: 360,
    height: 330,
  });
}

/** Dots with words beside them, dark on a light rim: legible on any shade. */
function namedPlaces(marks: readonly NamedMixture[]): Layer {
  const values = marks.map(({ name, q }) => ({ x: q[0]!, y: q[1]!, name }));
  const text = { type: "text", align: "left", dx: 8, fontSize: 12, fontWeight: "bold" } as const;
  const encoding = { text: { field: "name", type: "nominal" } };
  return {
    legend: [],
    build: () => ({
      data: { values },
      layer: [
        { mark: { type: "point", filled: true, size: 70, color: "#111111", stroke: "#ffffff" } },
        { mark: { ...text, color: "#ffffff", stroke: "#ffffff", strokeWidth: 3.5 }, encoding },
        { mark: { ...text, color: "#111111" }, encoding },
      ],
    }),
  };
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
  requireSome("frames", frames);
  const rows = (pick: (frame: typeof frames[number]) => readonly number[]) => ({
    x: frames.flatMap(() => x),
    y: frames.flatMap((each) => pick(each)),
    frame: frames.flatMap((_, i) => x.map(() => i)),
  });
  return figure({
    description:
      `Three curves over x: the maximum of x and 0 with its corner, the soft maximum with ` +
      `a prior below it, and the one with an entropy bonus above it; a slider lowers the ` +
      `temperature from ${frames[0]!.temperature} to ${
        frames.at(-1)!.temperature
      } and both close in.`,
    x: { title: "x, the first of the two values (x, 0)", unit: "reward" },
    y: { title: "value", unit: "reward", domain: [-1, 3.2] },
    slider: {
      label: "cooling step, α = 2 halved each time",
      min: 0,
      max: frames.length - 1,
      start: 1,
    },
    layers: [
      line({ name: "max(x, 0)", x, y: x.map((each) => Math.max(each, 0)) }),
      line({ name: "soft, with a uniform prior", ...rows((each) => each.prior) }),
      line({ name: "soft, with an entropy bonus", ...rows((each) => each.entropy) }),
    ],
    height: 260,
  });
}

/** One panel of {@link shrinkingChanges}. */
export interface SweepChanges {
  readonly title: string;
  readonly discount: number;
  /** Largest change of each sweep, reward units. */
  readonly soft: readonly number[];
  readonly hard: readonly number[];
}

/**
 * Largest changes over sweeps on a logarithmic axis, beside the line that γ allows. Changes below
 * 1e-10, where iterations stop, are left out.
 */
export function shrinkingChanges(worlds: readonly SweepChanges[]): Figure {
  return panels({
    description: `Largest change of a value over sweeps, on a logarithmic axis, in ` +
      `${worlds.length} worlds: soft and hard value iteration, never above the straight line ` +
      "that falls by the discount each sweep.",
    figures: worlds.map(({ title, discount, soft, hard }) => {
      const first = Math.max(soft[0]!, hard[0]!);
      const most = Math.max(soft.length, hard.length);
      const sweeps = Array.from({ length: most }, (_, i) => i + 1);
      const over = (changes: readonly number[]) => {
        const kept = changes.map((y, i) => ({ x: i + 1, y })).filter(({ y }) => y >= 1e-10);
        return { x: kept.map(({ x }) => x), y: kept.map(({ y }) => y) };
      };
      return figure({
        description: `${title}: largest change a sweep, logarithmic, soft, hard and the bound.`,
        title: `${title}, γ = ${discount}`,
        x: { title: "sweep" },
        y: { title: "largest change", unit: "reward", log: true, format: ".0e" },
        layers: [
          line({ name: "bound (SVI-11)", ...over(sweeps.map((k) => first * discount ** (k - 1))) }),
          line({ name: "soft", ...over(soft) }),
          line({ name: "hard", ...over(hard) }),
        ],
        width: 330,
        height: 260,
      });
    }),
  });
}

/**
 * A soft value as the temperature falls: between the hard value and the habit's, and its distance
 * from the hard one on logarithmic axes.
 */
export function coolingValues(
  temperatures: readonly number[],
  values: readonly number[],
  exact: { readonly hard: number; readonly habit: number; readonly bound: readonly number[] },
): Figure {
  const temperature = { title: "temperature α", unit: "reward / nat", log: true, format: "~g" };
  const gaps = values.map((value) => exact.hard - value);
  return panels({
    description: "Left, the soft value over the temperature, falling from the hard value when it " +
      "is cold to the habit's value when it is hot; right, its distance from the hard value, a " +
      "straight line on logarithmic axes where it is cold, always below the bound.",
    figures: [
      figure({
        description: "Soft value over the temperature between two dashed reference lines.",
        x: temperature,
        y: { title: "V(fresh)", unit: "reward" },
        layers: [
          line({ name: "soft value", x: temperatures, y: values }),
          rule({ y: exact.hard, label: "hard value", place: "end" }),
          rule({ y: exact.habit, label: "value of the habit" }),
        ],
        width: 330,
        height: 260,
      }),
      figure({
        description: "Distance of the soft from the hard value over the temperature, and a bound.",
        x: temperature,
        y: { title: "hard − soft value", unit: "reward", log: true, format: "~g" },
        layers: [
          line({ name: "bound (SVI-14)", x: temperatures, y: exact.bound }),
          line({ name: "hard − soft", x: temperatures, y: gaps }),
        ],
        width: 330,
        height: 260,
      }),
    ],
  });
}
