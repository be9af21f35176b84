/** Figures of chapter 05 about hidden switches. */
import { type Figure, figure, label, line, note, requireSome, rule } from "lib/viz";

type Row = readonly number[];

/** With a true minus. */
const shown = (value: number | string) => String(value).replace("-", "−");

/** The slope in the logit, exact and relaxed. */
export function relaxedSlopes(parts: {
  readonly logits: Row;
  readonly exact: Row;
  /** Two, the larger temperature first. */
  readonly relaxed: readonly { readonly temperature: number; readonly slopes: Row }[];
  readonly at: { readonly logit: number; readonly slope: number };
}): Figure {
  requireSome("relaxed", parts.relaxed);
  const { logits, exact, relaxed, at } = parts;
  const dash = ["dashed", "dotted"] as const;
  return figure({
    headline: "The relaxed slope points downhill\nwhere the true one points up",
    description: "Slope of E[(z − 0.45)²] in the logit of a switch z: the exact one is positive " +
      "everywhere; the Gumbel-softmax ones are negative for low logits, the more so the higher " +
      `the temperature; at a logit of ${shown(at.logit)} and temperature ${
        relaxed[0]!.temperature
      } it is ${shown(at.slope.toFixed(4))}.`,
    x: { title: "logit of the switch", domain: [-5, 5], values: [-4, -2, 0, 2, 4] },
    y: {
      title: "slope in the logit",
      domain: [-0.065, 0.07],
      values: [-0.04, 0, 0.04],
    },
    height: 280,
    layers: [
      rule({ y: 0, label: "", role: "quiet" }),
      ...relaxed.map(({ temperature, slopes }, i) =>
        line({
          name: `τ = ${temperature}`,
          x: logits,
          y: slopes,
          role: "bound",
          dash: dash[i]!,
          width: 2.5,
        })
      ),
      line({ name: "exact", x: logits, y: exact, role: "ink", width: 3 }),
      label({ text: "exact", x: -2.4, y: 0.016, role: "ink", align: "right" }),
      label({ text: "τ = 1", x: 3, y: 0.055, role: "bound" }),
      label({ text: "τ = 0.3", x: 0.5, y: 0.048, role: "bound", align: "right" }),
      note({
        text: ["downhill, where", "up is right"],
        x: 0.1,
        y: -0.038,
        at: { x: at.logit + 0.08, y: at.slope - 0.001 },
        align: "left",
      }),
    ],
  });
}
