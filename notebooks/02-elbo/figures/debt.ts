/** Figure of chapter 02: the debt of chapter 01, paid. */
import { dots, type Figure, figure, label, line, note, requireSome, rule } from "lib/viz";

const minus = (nats: number) => nats.toFixed(2).replace("-", "−");

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
    y: { title: "estimated − exact log p(x)", unit: "nats", domain: [lowest, 2.2], ticks: 4 },
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
      label({
        text: `the climbed bound: ${minus(bound.at(-1)!)} at D = ${last}`,
        x: 29.5,
        y: 1.2,
        role: "bound",
        align: "right",
      }),
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
