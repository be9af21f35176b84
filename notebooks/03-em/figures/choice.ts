/** Figure of chapter 03: which model BIC chooses, and by how much. */
import { dots, type Figure, figure, label, type Layer, line, note, requireSome } from "lib/viz";

/** A criterion over the number of components, one curve for each covariance kind. */
export function bicCurves(
  choices: readonly { readonly kind: string; readonly K: number; readonly score: number }[],
): Figure {
  const floor = -2355; // one component, and all spherical fits, lie far below
  requireSome("choices", choices);
  const best = choices.reduce((a, b) => (b.score > a.score ? b : a));
  const second = choices.filter((each) => each !== best)
    .reduce((a, b) => (b.score > a.score ? b : a));
  const margin = (best.score - second.score).toFixed(1);
  const looks = {
    full: { role: "ink", dash: "dashed", width: 2 },
    tied: { role: "bound", width: 3.5 },
    diagonal: { role: "world", dash: "dotted", width: 2.5 },
  } as const;
  const curve = (kind: keyof typeof looks) => {
    const own = choices.filter((each) => each.kind === kind && each.score >= floor);
    return { x: own.map(({ K }) => K), y: own.map(({ score }) => score) };
  };
  return figure({
    headline: "BIC picks three clouds of one shape,\nby a narrow margin",
    description:
      "BIC over two to four components for full, tied and diagonal covariances, larger is " +
      `better: within some thirty points, best at ${best.K}, ${best.kind}, with ${
        best.score.toFixed(1)
      }, ${margin} ahead of ${second.K}, ${second.kind}; the ` +
      "rest lies far below the frame.",
    x: { title: "components K", domain: [1.9, 4.4], values: [2, 3, 4] },
    y: { title: "BIC, larger is better", unit: "nats, doubled", domain: [floor, -2304], ticks: 5 },
    height: 260,
    layers: [
      ...(Object.keys(looks) as (keyof typeof looks)[]).flatMap((kind) => [
        line({ name: kind, ...curve(kind), ...looks[kind] }),
        dots({ name: `${kind}, each`, ...curve(kind), role: looks[kind].role, size: 45 }),
      ]),
      label({ text: "tied", x: 4.08, y: curve("tied").y.at(-1)!, role: "bound" }),
      label({ text: "full", x: 4.08, y: curve("full").y.at(-1)!, role: "ink" }),
      label({ text: "diagonal", x: 3.4, y: -2337, role: "world", align: "center" }),
      label({
        text: `best: ${best.score.toFixed(1)}`.replace("-", "−"),
        x: best.K,
        y: best.score + 3.5,
        align: "right",
        bold: false,
      }),
      ...bracket(best, second),
      note({
        text: [`${margin} ahead of`, `${second.kind}, K = ${second.K}`],
        x: 3.5,
        y: -2309,
        at: { x: 3.03, y: (2 * best.score + second.score) / 3 },
        align: "left",
      }),
    ],
  });
}

/** A height on the criterion's axis. */
interface Choice {
  readonly K: number;
  readonly score: number;
}

/** From the best down to the height of the second, which a thin line carries over. */
function bracket(best: Choice, second: Choice): readonly Layer[] {
  const level = { y: [second.score, second.score], role: "ink" } as const;
  return [
    line({ name: "the second", x: [best.K, second.K], ...level, width: 1 }),
    line({
      name: "margin",
      x: [best.K, best.K],
      y: [second.score, best.score],
      role: "ink",
      width: 3,
    }),
  ];
}
