/** Figure of chapter 16: how fast sweeps settle. */
import { type Figure, figure, label, line, note } from "lib/viz";

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
      label({ text: "the knee, soft and hard alike", x: 79, y: 2.5, align: "right" }),
      label({ text: "a map: soft", x: 33, y: 1e-4, role: "bound" }),
      label({ text: "hard", x: 20, y: 1e-6, align: "right" }),
      note({
        text: [`${power(end.y)} of it`, `after ${end.x} sweeps`],
        x: 47,
        y: 2e-6,
        at: { x: end.x + 0.5, y: end.y },
        align: "left",
      }),
    ],
  });
}

/** The power of ten nearest to a number below one. */
function power(value: number): string {
  const digits = String(Math.round(-Math.log10(value)));
  return `10⁻${Array.from(digits, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]).join("")}`;
}
