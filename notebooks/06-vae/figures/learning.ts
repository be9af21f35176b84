/** Figures of chapter 06 over steps and draws. */
import { dots, type Figure, figure, label, line, note, requireSome, rule, runs } from "lib/viz";

type Row = readonly number[];
const signed = (value: number, digits = 2): string => value.toFixed(digits).replace("-", "−");
const meanOf = (rows: readonly Row[]): number[] =>
  rows[0]!.map((_, i) => rows.reduce((sum, row) => sum + row[i]!, 0) / rows.length);

/** What {@link testBounds} draws: curves of every run, a number every `every` steps. */
export interface TestBoundsParts {
  readonly every: number;
  readonly two: readonly Row[];
  readonly eight: readonly Row[];
  /** The run of this notebook, as far as it went. */
  readonly live: Row;
  /** Mean log-likelihood of the peer, nats an image. */
  readonly mixture: number;
}

/** The bound on new digits while learning, against a mixture of thirty. */
export function testBounds({ every, two, eight, live, mixture }: TestBoundsParts): Figure {
  requireSome("two", two);
  const steps = two[0]!.map((_, i) => every * (i + 1));
  const [a, b] = [meanOf(two), meanOf(eight)];
  return figure({
    headline: "Two numbers are too few; the bound\nof eight draws level with the mixture",
    description:
      "ELBO of 297 new digits over training steps, five runs each: codes of two numbers " +
      `end at ${signed(a.at(-1)!, 1)} nats, of eight at ${signed(b.at(-1)!, 1)}; a mixture of ` +
      `thirty has ${signed(mixture, 1)}.`,
    x: { title: "training steps", domain: [0, 2500], values: [0, 500, 1000, 1500, 2000, 2500] },
    y: {
      title: "ELBO of new digits",
      unit: "nats an image",
      domain: [-22, -17.5],
      values: [-22, -21, -20, -19, -18],
    },
    height: 280,
    layers: [
      rule({ y: mixture, label: "", role: "ink" }),
      runs({ name: "two", x: steps, runs: two, role: "quiet" }),
      line({ name: "two, mean", x: steps, y: a, role: "quiet", width: 3, dash: "dashed" }),
      runs({ name: "eight", x: steps, runs: eight, role: "bound" }),
      line({ name: "eight, mean", x: steps, y: b, role: "bound", width: 3 }),
      dots({
        name: "this notebook's run",
        x: live.map((_, i) => every * (i + 1)),
        y: live,
        role: "bound",
        shape: "diamond",
        size: 90,
      }),
      label({ text: "eight numbers", x: 2500, y: -18.05, role: "bound", align: "right" }),
      label({
        text: `mixture of 30: ${signed(mixture)}`,
        x: 2500,
        y: mixture - 0.25,
        align: "right",
      }),
      label({ text: "two numbers", x: 2500, y: -19.7, role: "quiet", align: "right" }),
      label({
        text: "◆ run just now",
        x: 2500,
        y: -21.5,
        role: "bound",
        align: "right",
        bold: false,
      }),
    ],
  });
}

/** Bounds of every run at the given numbers of draws. */
export function tighterBounds(
  draws: Row,
  two: readonly Row[],
  eight: readonly Row[],
  mixture: number,
): Figure {
  requireSome("two", two);
  const [a, b] = [meanOf(two), meanOf(eight)], gain = b.at(-1)! - b[0]!;
  return figure({
    headline: "More draws, a tighter bound:\nfor the same network",
    description:
      "The importance-weighted bound on new digits over the number of draws, five runs " +
      `each; with eight numbers it rises by ${gain.toFixed(2)} nats from one draw to ${
        draws.at(-1)
      }.`,
    x: { title: "draws k within the logarithm", log: true, domain: [0.8, 700], values: [...draws] },
    y: {
      title: "bound on new digits",
      unit: "nats an image",
      domain: [-20.8, -17],
      values: [-20, -19, -18, -17],
    },
    height: 270,
    layers: [
      rule({ y: mixture, label: "", role: "ink" }),
      runs({ name: "two", x: draws, runs: two, role: "quiet" }),
      line({ name: "two, mean", x: draws, y: a, role: "quiet", width: 3, dash: "dashed" }),
      runs({ name: "eight", x: draws, runs: eight, role: "bound" }),
      line({ name: "eight, mean", x: draws, y: b, role: "bound", width: 3 }),
      label({ text: "eight numbers", x: 1, y: -17.4, role: "bound" }),
      label({ text: "two numbers", x: 1, y: -20.5, role: "quiet" }),
      label({ text: "mixture of 30", x: 1, y: mixture - 0.25, align: "left" }),
      note({
        text: `+${gain.toFixed(2)} nats`,
        x: 150,
        y: -17.9,
        at: { x: 430, y: b[3]! - 0.06 },
        align: "right",
      }),
    ],
  });
}

/** Signal over noise of the gradient, over draws: the network's runs, and the linear world's theory. */
export interface SignalParts {
  readonly draws: Row;
  readonly encoder: readonly Row[];
  readonly decoder: readonly Row[];
}

export function signals({ draws, encoder, decoder }: SignalParts): Figure {
  requireSome("encoder", encoder);
  const [e, d] = [meanOf(encoder), meanOf(decoder)];
  return figure({
    headline: "A tighter bound teaches\nthe decoder, not the encoder",
    description:
      "Signal-to-noise ratio of the importance-weighted bound's gradient over the number " +
      `of draws, five networks: the decoder's rises from ${d[0]!.toFixed(2)} to ${
        d.at(-1)!.toFixed(1)
      }, ` +
      `the encoder's goes from ${e[0]!.toFixed(2)} by ${Math.max(...e).toFixed(2)} to ${
        e.at(-1)!.toFixed(2)
      }.`,
    x: { title: "draws k", log: true, domain: [0.8, 700], values: [...draws] },
    y: {
      title: "signal / noise of the gradient",
      log: true,
      domain: [0.08, 20],
      values: [0.1, 1, 10],
    },
    height: 270,
    layers: [
      runs({ name: "decoder", x: draws, runs: decoder, role: "world", dash: "dashed" }),
      line({ name: "decoder, mean", x: draws, y: d, role: "world", width: 3, dash: "dashed" }),
      runs({ name: "encoder", x: draws, runs: encoder, role: "bound" }),
      line({ name: "encoder, mean", x: draws, y: e, role: "bound", width: 3 }),
      label({ text: "decoder", x: 8, y: 4.6, role: "world", align: "right" }),
      label({ text: "encoder", x: 5, y: 0.145, role: "bound", align: "center" }),
      note({
        text: [`${e.at(-1)!.toFixed(2)}: mostly noise`],
        x: 90,
        y: 0.6,
        at: { x: draws.at(-1)!, y: e.at(-1)! * 1.1 },
        align: "center",
      }),
    ],
  });
}

/** The bound on new drawings while learning: convolutions and perceptrons. */
export function convolutionCurves(
  every: number,
  convolutional: readonly Row[],
  perceptrons: readonly Row[],
): Figure {
  requireSome("convolutional", convolutional);
  const steps = convolutional[0]!.map((_, i) => every * (i + 1));
  const [a, b] = [meanOf(convolutional), meanOf(perceptrons)];
  return figure({
    headline: "Convolutions start slower and end\nahead, with a quarter of the weights",
    description:
      "ELBO of 200 new drawings over training steps, five runs each: convolutions end at " +
      `${signed(a.at(-1)!, 1)} nats, perceptrons at ${signed(b.at(-1)!, 1)}.`,
    x: { title: "training steps", domain: [0, 540], values: [0, 100, 200, 300, 400, 500] },
    y: {
      title: "ELBO of new drawings",
      unit: "nats an image",
      domain: [-200, -30],
      values: [-200, -150, -100, -50],
    },
    height: 250,
    layers: [
      runs({ name: "perceptrons", x: steps, runs: perceptrons, role: "quiet", dash: "dashed" }),
      line({ name: "perceptrons, mean", x: steps, y: b, role: "quiet", width: 3, dash: "dashed" }),
      runs({ name: "convolutions", x: steps, runs: convolutional, role: "bound" }),
      line({ name: "convolutions, mean", x: steps, y: a, role: "bound", width: 3 }),
      label({ text: "perceptrons", x: 500, y: b.at(-1)! - 32, role: "quiet", align: "right" }),
      label({ text: "convolutions", x: 380, y: a.at(-1)! + 4, role: "bound", align: "right" }),
    ],
  });
}
