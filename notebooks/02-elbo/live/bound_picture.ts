/** Chapter 02, live: the hill and the three columns. */
import {
  decimals,
  type Drawing,
  type Ends,
  type Ink,
  levels,
  type Mark,
  type Paint,
  type Point,
  roundNumbers,
  scale,
  type Scene,
  ticks,
  type Words,
} from "lib/live";
import type { Guess, Values } from "./bound_values.ts";

const left = 48, top = 34, foot = 300, height = 352;

/** From where to where the hill runs. */
function hillEnds(width: number): Ends {
  return [left, Math.round(width * (width < 560 ? 0.42 : 0.5))];
}

/** q(long) under a pointer. */
export function acrossHill(x: number, width: number): number {
  const share = scale(hillEnds(width), [0, 1])(x);
  return Math.round(Math.min(1, Math.max(0, share)) * 200) / 200;
}

/** A hill, and three columns on the same axis: one height, filled in three ways. */
export function draw({ values, choices, width, shown }: Scene<Guess, Values>): Drawing {
  const domain = [values.least - 0.25, Math.max(values.logEvidence, values.most) + 0.1] as const;
  const y = scale(domain, [foot, top]);
  const across = hillEnds(width);
  const marks: readonly Mark[] = [
    { kind: "words", x: 0, y: 14, words: "nats", ink: "muted" },
    ...levels({
      domain,
      range: [foot, top],
      across: [left, width],
      at: roundNumbers(...domain, 4),
      text: (value) => decimals(value, 1),
    }),
    ...ticks({
      domain: [0, 1],
      range: across,
      across: [foot, foot + 5],
      at: [0, 0.5, 1],
      text: (value) => decimals(value, value === 0.5 ? 1 : 0),
    }),
    words((across[0] + across[1]) / 2, foot + 38, "q(long)"),
    ...shown ? hill(values, choices.long, scale([0, 1], across), y) : [],
    ...shown ? columns(values, [across[1] + (width < 560 ? 10 : 30), width], y) : [],
    ...lines(values, width, y, shown),
  ];
  return { width, height, marks };
}

type Scale = (value: number) => number;

/** The bound over q, and what is missing at the guess. */
function hill({ hill, elbo, logEvidence }: Values, long: number, x: Scale, y: Scale) {
  const line = hill.map(({ share, elbo }): Point => [x(share), y(elbo)]);
  const area: readonly Point[] = [[x(0), foot], ...line, [x(1), foot]];
  return [
    { kind: "path", pieces: [area], closed: true, fill: "bound", fillOpacity: 0.1 },
    { kind: "path", pieces: [line], stroke: "bound", thick: 2.5 },
    {
      kind: "path",
      pieces: [[[x(long), y(logEvidence)], [x(long), y(elbo)]]],
      stroke: "quiet",
      thick: 4,
    },
    { kind: "disc", x: x(long), y: y(elbo), radius: 7, fill: "bound", stroke: "paper", thick: 2 },
  ] satisfies readonly Mark[];
}

/** What a column is made of, in nats: a body from the foot up, and a part that ends it. */
interface Column {
  readonly body: readonly [top: number, ink: Ink];
  readonly part: readonly [from: number, to: number];
  readonly paint: Paint;
  readonly names: readonly [string, string];
  readonly numbers: readonly [number, number];
}

function columnsOf(values: Values): readonly Column[] {
  const { elbo, kl, logEvidence, expectedLogJoint, entropy } = values;
  const { expectedLogLikelihood, klToPrior } = values;
  return [
    {
      body: [elbo, "bound"],
      part: [elbo, logEvidence],
      paint: { fill: "quiet", striped: true },
      names: ["ELBO", "+ gap"],
      numbers: [elbo, kl],
    },
    {
      body: [expectedLogJoint, "world"],
      part: [expectedLogJoint, elbo],
      paint: { fill: "bound", striped: true },
      names: ["energy", "+ entropy"],
      numbers: [expectedLogJoint, entropy],
    },
    {
      body: [elbo, "world"],
      part: [elbo, expectedLogLikelihood],
      paint: { stroke: "world", thick: 1.5, dash: [4, 3] },
      names: ["fit", "− stray"],
      numbers: [expectedLogLikelihood, klToPrior],
    },
  ];
}

function columns(values: Values, [from, to]: Ends, y: Scale): readonly Mark[] {
  const pitch = (to - from) / 3, width = Math.min(92, 0.8 * pitch);
  const size = pitch < 58 ? 11 : 13;
  return columnsOf(values).flatMap(({ body, part, paint, names, numbers }, which) => {
    const middle = from + pitch * (which + 0.5), x = middle - width / 2;
    const bar = (low: number, high: number, painted: Paint): Mark => {
      return { kind: "box", x, width, y: high, height: Math.max(0, low - high), ...painted };
    };
    const [low, high] = part.map(y) as [number, number];
    return [
      bar(foot, y(body[0]), { fill: body[1], fillOpacity: 0.85 }),
      bar(low, high, paint),
      ...number(middle, foot - 12, numbers[0], size),
      ...low - high < 22 ? [] : number(middle, (low + high) / 2 + 4.5, numbers[1], size),
      ...names.map((name, line) => ({ ...words(middle, foot + 20 + 18 * line, name), size })),
    ];
  });
}

/** A number on a slip of paper, so that it can be read on any ground. */
function number(x: number, y: number, value: number, size: number): readonly Mark[] {
  const width = 4.2 * size;
  const slip = { x: x - width / 2, y: y - 13.5, width, height: 18, round: 9 };
  return [
    { kind: "box", ...slip, fill: "paper", fillOpacity: 0.92 },
    { ...words(x, y, decimals(value, 3)), weight: "bold", size },
  ];
}

function words(x: number, y: number, said: string): Words {
  return { kind: "words", x, y, words: said, anchor: "middle" };
}

/** The line that no bound crosses, and the height that the bound has now. */
function lines({ logEvidence, elbo }: Values, width: number, y: Scale, shown: boolean) {
  const level = (value: number): readonly Point[] => [[left, y(value)], [width, y(value)]];
  const now: Mark = { kind: "path", pieces: [level(elbo)], stroke: "bound", dash: [2, 4] };
  const name = `log p(x) = ${decimals(logEvidence, 3)}`;
  return [
    { kind: "path", pieces: [level(logEvidence)], stroke: "ink", thick: 1.5, dash: [7, 5] },
    ...shown ? [now] : [],
    { kind: "words", x: left + 4, y: y(logEvidence) - 8, words: name, weight: "bold", halo: true },
  ] satisfies readonly Mark[];
}
