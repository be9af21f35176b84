/** What sampling from the prior costs as dimensions are added. */
import { dots, type Figure, figure, label, line, note, rule } from "lib/viz";

/**
 * Error of a Monte Carlo estimate of log p(x) over the dimension, one dot a run.
 *
 * @param samples draws of each run
 */
export function estimateErrors(
  runs: readonly { readonly D: number; readonly error: number }[],
  samples: number,
): Figure {
  const dimensions = [...new Set(runs.map(({ D }) => D))];
  const means = dimensions.map((D) => {
    const errors = runs.filter((run) => run.D === D).map(({ error }) => error);
    return errors.reduce((sum, error) => sum + error) / errors.length;
  });
  const [last, short] = [dimensions.at(-1)!, -means.at(-1)!];
  const apart = dimensions.filter((D, i) => i === 0 || D - dimensions[i - 1]! > 1);
  const lowest = Math.min(...runs.map(({ error }) => error));
  return figure({
    headline: "Guessing causes from the prior\nsinks below the truth",
    description:
      "Error of the estimated log p(x) over the number of dimensions, five runs each: on the zero " +
      `line up to about eight dimensions, then scattered, almost all below it, ${
        short.toFixed(1)
      } nats on average at ${last}.`,
    x: { title: "dimensions D", domain: [0, 30], values: apart },
    y: { title: "estimated − exact log p(x)", unit: "nats", domain: [Math.floor(lowest), 1.5] },
    height: 260,
    layers: [
      rule({ y: 0, label: "", role: "ink" }),
      line({
        name: "mean of five",
        x: dimensions,
        y: means,
        role: "world",
        dash: "dashed",
        width: 3,
      }),
      dots({
        name: "a run",
        x: runs.map(({ D }) => D),
        y: runs.map(({ error }) => error),
        size: 50,
        role: "world",
        opacity: 0.6,
      }),
      label({ text: "exact", x: 30, y: 0.8, align: "right", bold: false }),
      label({
        text: [
          "dots: single runs of",
          `${samples.toLocaleString("en")} draws each,`,
          "line: their mean",
        ],
        x: 0.6,
        y: -6.5,
        role: "world",
      }),
      note({
        text: [`${short.toFixed(1)} nats short`, `at D = ${last}`],
        x: last - 6,
        y: -short,
        at: { x: last - 0.5, y: -short },
        align: "right",
      }),
    ],
  });
}
