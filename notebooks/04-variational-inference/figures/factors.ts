/** Figures of chapter 04: what the linear-Gaussian model finds, and where its likelihood ends. */
import { dots, type Figure, figure, label, line, note, panels, requireSome } from "lib/viz";
import { type Bell, outline } from "./gaussians.ts";

const grapes = [
  { role: "causeA", shape: "circle" },
  { role: "quiet", shape: "triangle-up" },
  { role: "causeB", shape: "square" },
] as const;

/** Posterior means of all wines, one mark for each grape, and how sure the model is of each. */
export function winesByCause(beliefs: readonly Bell[], cultivars: readonly number[]): Figure {
  requireSome("beliefs", beliefs);
  const of = (kind: number) => beliefs.filter((_, i) => cultivars[i] === kind);
  const centre = (kind: number, d: number) =>
    of(kind).reduce((sum, { mean }) => sum + mean[d]!, 0) / Math.max(1, of(kind).length);
  const sure = { ...beliefs[0]!, mean: [-2.35, 1.9] };
  return figure({
    headline: "Two causes, found without labels,\nset the three grapes apart",
    description:
      `Posterior means of two causes for ${beliefs.length} wines: the three grapes form ` +
      `three clusters, around ${
        [1, 2, 3].map((kind) => `(${centre(kind, 0).toFixed(1)}, ${centre(kind, 1).toFixed(1)})`)
          .join(", ").replaceAll("-0.0", "0.0").replaceAll("-", "−")
      }; one ellipse shows how sure the model is of each, the same for all.`,
    x: { title: "first cause", domain: [-3, 3], values: [-2, -1, 0, 1, 2], grid: false },
    y: { title: "second cause", domain: [-2.7, 3], values: [-2, -1, 0, 1, 2], grid: false },
    height: 400,
    keepsShape: true,
    layers: [
      ...grapes.map(({ role, shape }, k) =>
        dots({
          name: `grape ${k + 1}`,
          x: of(k + 1).map(({ mean }) => mean[0]!),
          y: of(k + 1).map(({ mean }) => mean[1]!),
          role,
          shape,
          size: 45,
          opacity: 0.75,
        })
      ),
      line({ name: "how sure", ...outline(sure, 1), role: "bound", width: 2.5 }),
      note({
        text: ["how sure of each,", "the same for all"],
        x: -1.75,
        y: 2.55,
        at: { x: -2.1, y: 2.15 },
        align: "left",
        role: "bound",
      }),
      ...[1, 2, 3].map((kind) =>
        label({
          text: `grape ${kind}`,
          x: [2.9, 0.2, -2.9][kind - 1]!,
          y: [1.9, -2.5, -0.5][kind - 1]!,
          role: grapes[kind - 1]!.role,
          align: ["right", "left", "left"][kind - 1]! as "left",
        })
      ),
    ],
  });
}

const lengths = ["sepal length", "sepal width", "petal length", "petal width"];

/**
 * A Heywood case: the noise variances over the rounds of EM, and what the likelihood is short of its
 * edge.
 *
 * @param rounds how many rounds were taken, ascending
 * @param noises four variances after each
 * @param short nats below the edge after each
 */
export function heywood(
  rounds: readonly number[],
  noises: readonly (readonly number[])[],
  short: readonly number[],
): Figure {
  requireSome("rounds", rounds);
  const axis = {
    title: "rounds of EM",
    log: true,
    domain: [rounds[0]!, rounds.at(-1)!] as const,
    values: [10, 100, 1000],
  };
  const sunk = lengths.indexOf("petal length");
  const looks = [
    { role: "quiet", dash: "solid" },
    { role: "quiet", dash: "dashed" },
    { role: "bound", dash: "solid" },
    { role: "quiet", dash: "dotted" },
  ] as const;
  const above = figure({
    description: "The four noise variances on logarithmic axes.",
    x: axis,
    y: {
      title: "noise variance ψ",
      unit: "cm²",
      log: true,
      domain: [1e-4, 1],
      values: [1e-3, 1e-2, 0.1, 1],
    },
    height: 200,
    layers: [
      ...lengths.map((name, j) =>
        line({
          name,
          x: rounds,
          y: noises.map((noise) => noise[j]!),
          ...looks[j]!,
          width: j === sunk ? 3 : 2,
        })
      ),
      label({ text: "sepals", x: 900, y: 0.32, role: "quiet", align: "right" }),
      label({ text: "petal width", x: 900, y: 0.022, role: "quiet", align: "right" }),
      note({
        text: ["petal length: ten times", "the rounds, a tenth left"],
        x: 45,
        y: 8e-4,
        at: { x: rounds[2]!, y: noises[2]![sunk]! * 0.85 },
        role: "bound",
      }),
    ],
  });
  const below = figure({
    description: "Nats below the edge on logarithmic axes.",
    x: axis,
    y: {
      title: "log p short of its edge",
      unit: "nats",
      log: true,
      domain: [0.01, 10],
      values: [0.01, 0.1, 1, 10],
    },
    height: 110,
    layers: [
      line({ name: "short", x: rounds, y: short, role: "ink", width: 3 }),
      dots({ name: "rounds", x: rounds, y: short, role: "ink", size: 45 }),
    ],
  });
  return panels({
    headline: "One noise sinks for ever, and the\ntop lies on the edge",
    description: `Four noise variances of factor analysis on irises over rounds of EM: three ` +
      `settle, that of the petal length falls to ${noises.at(-1)![sunk]!.toExponential(1)} cm² ` +
      `after ${rounds.at(-1)} rounds; the likelihood is then still ${short.at(-1)!.toFixed(3)} ` +
      "nats below its value on the edge.",
    figures: [above, below],
    columns: 1,
  });
}
