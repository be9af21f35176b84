/** A divergence with a slip in a logarithm, beside the formula and the dense computation. */
import { dots, type Figure, figure, line, note, panels, requireSome } from "lib/viz";

type Row = readonly number[];

/** KL over one setting: by the formula, by dense matrices, and by a formula with a slip in it. */
export interface Slip {
  readonly title: string;
  readonly slip: string;
  readonly places: Row;
  readonly dense: Row;
  readonly formula: Row;
  readonly slipped: Row;
}

const signed = (value: number) => value.toFixed(2).replace("-", "−");

/** One slip, with its least value noted. */
function slipPanel({ title, slip, places, dense, formula, slipped }: Slip, named: boolean): Figure {
  const least = Math.min(...slipped), at = places[slipped.indexOf(least)]!;
  const shown = places.map((_, i) => i).filter((i) => i % 6 === 0);
  const last = places.at(-1)!,
    drawn = (name: string, y: Row, look: object) =>
      line({ name, x: [...places], y: [...y], ...look });
  return figure({
    description: `KL over the ${title}: least value with the slip ${signed(least)} nats.`,
    x: { title, domain: [0, last + 0.1], values: last > 2 ? [0, 1, 2, 3, 4] : [0, 0.5, 1, 1.5, 2] },
    y: {
      title: named ? "KL to a fixed Gaussian" : "the same",
      unit: "nats",
      domain: [-0.4, 2],
      values: [0, 1, 2],
    },
    width: 216,
    height: 230,
    layers: [
      drawn("formula", formula, { role: "bound", width: 3 }),
      drawn("slip", slipped, { role: "quiet", dash: "dashed" }),
      dots({
        name: "dense",
        x: shown.map((i) => places[i]!),
        y: shown.map((i) => dense[i]!),
        role: "ink",
        size: 40,
      }),
      note({
        text: [slip, `least ${signed(least)}`],
        x: 0.56 * last,
        y: 1.5,
        at: { x: at, y: least },
      }),
    ],
  });
}

/** Two slips side by side, each beside the formula and the dense computation. */
export function slips(each: readonly Slip[]): Figure {
  requireSome("each", each);
  const leasts = each.map(({ slip, slipped }) => `${slip}, ${signed(Math.min(...slipped))} nats`);
  return panels({
    headline: "With a slip in a logarithm,\na divergence below zero",
    subtitle: ["solid: (E2C-5), dots: dense matrices,", "dashed: the slip"],
    description:
      `KL to a fixed Gaussian: of itself pushed, over the stretch 1 + v·r, and of one not pushed, over the ratio of the ` +
      `variances: the formula lies on the dense computation, each slip falls below zero: ${
        leasts.join("; ")
      }.`,
    columns: 2,
    figures: each.map((slip, i) => slipPanel(slip, i === 0)),
  });
}
