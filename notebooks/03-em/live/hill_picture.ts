/** Chapter 03, live: the hill from above, and the two climbs from the side. */
import {
  decimals,
  type Drawing,
  type Ends,
  type Ink,
  levels,
  type Mark,
  type Point,
  roundNumbers,
  scale,
  type Scene,
  ticks,
} from "lib/live";
import type { Given, Means, Start, Values } from "./hill_values.ts";

const top = 30;

/** Where the map and the climbs stand: beside each other, or below where it is narrow. */
function places(width: number) {
  const isWide = width >= 600;
  const side = Math.min(420, isWide ? Math.floor(0.5 * width) : width - 40);
  const map = { x: 34, y: top, side };
  const left = isWide ? map.x + side + 70 : 52;
  return {
    map,
    climbs: {
      across: [left, width - 12] as Ends,
      down: isWide ? [top + 24, top + side] as Ends : [top + side + 84, top + side + 264] as Ends,
    },
    height: isWide ? top + side + 46 : top + side + 310,
  };
}

/** The means under a pointer. */
export function meansAt(
  { x, y }: { readonly x: number; readonly y: number },
  width: number,
  { ends }: Given,
): Start {
  const { map } = places(width), range = [map.x, map.x + map.side] as const;
  const [low, high] = ends as Ends;
  const within = (value: number) => Math.round(2 * Math.min(high, Math.max(low, value))) / 2;
  return {
    mu1: within(scale(range, [low, high])(x)),
    mu2: within(scale([map.y + map.side, map.y], [low, high])(y)),
  };
}

/** The hill, and the roads from the start that was chosen. */
export function draw(scene: Scene<Start, Values>, given: Given): Drawing {
  const { width } = scene, { map, height } = places(width);
  const ends = given.ends as Ends, across: Ends = [map.x, map.x + map.side];
  const x = scale(ends, across), y = scale(ends, [map.y + map.side, map.y]);
  const at = ([mu1, mu2]: Means): Point => [x(mu1), y(mu2)];
  const numbers = roundNumbers(...ends, 4);
  return {
    width,
    height,
    marks: [
      { kind: "words", x: 0, y: 14, words: "second mean, min", ink: "muted" },
      ...levels({ domain: ends, range: [map.y + map.side, map.y], across, at: numbers })
        .filter(({ kind }) => kind === "words"),
      ...ticks({
        domain: ends,
        range: across,
        across: [map.y + map.side, map.y + map.side + 4],
        at: numbers,
      }),
      {
        kind: "words",
        x: map.x + map.side,
        y: map.y + map.side + 36,
        words: "first mean, min",
        anchor: "end",
        ink: "muted",
      },
      { kind: "box", x: map.x, y: map.y, width: map.side, height: map.side, stroke: "hairline" },
      ...scene.shown ? contours(scene.values, x, y) : [],
      {
        kind: "path",
        pieces: [[at([ends[0], ends[0]]), at([ends[1], ends[1]])]],
        stroke: "quiet",
        dash: [2, 4],
      },
      ...scene.shown ? roads(scene.values, at) : [],
      ...scene.shown ? climbs(scene.values, width) : [],
    ],
  };
}

type Scale = (value: number) => number;

/** The map's lines; those near the top are stronger. */
function contours({ lines }: Values, x: Scale, y: Scale): readonly Mark[] {
  return lines.map((pieces, i) => ({
    kind: "path",
    pieces: pieces.map((piece) => piece.map(([a, b]): Point => [x(a), y(b)])),
    stroke: "world",
    thick: i < 3 ? 1.1 : 0.8,
    opacity: Math.max(0.3, 1 - 0.045 * i),
  }));
}

function roads({ em, gradient, tops, saddle, topHeights }: Values, at: (means: Means) => Point) {
  const highest = topHeights[0]! >= topHeights[1]! ? 0 : 1;
  const start = at(em.road[0]!), pass = at(saddle);
  const disc = ([x, y]: Point, radius: number, fill: Ink): Mark => {
    return { kind: "disc", x, y, radius, fill, stroke: "paper", thick: 1 };
  };
  const named = ([x, y]: Point, words: string): Mark => {
    return { kind: "words", x: x + 8, y: y - 7, words, size: 12, halo: true, ink: "muted" };
  };
  const cross = [[-5, -5, 5, 5], [-5, 5, 5, -5]].map(([a, b, c, d]): readonly Point[] => [
    [pass[0] + a!, pass[1] + b!],
    [pass[0] + c!, pass[1] + d!],
  ]);
  return [
    { kind: "path", pieces: [gradient.road.map(at)], stroke: "paper", thick: 6 },
    { kind: "path", pieces: [gradient.road.map(at)], stroke: "wish", thick: 3 },
    { kind: "path", pieces: [em.road.map(at)], stroke: "bound", thick: 2 },
    ...em.road.slice(1).map((means) => disc(at(means), 4, "bound")),
    { kind: "path", pieces: cross, stroke: "ink", thick: 2 },
    named(pass, "saddle"),
    named(at(tops[highest]!), "top"),
    named(at(tops[1 - highest]!), "lower top"),
    {
      kind: "box",
      x: start[0] - 6,
      y: start[1] - 6,
      width: 12,
      height: 12,
      fill: "ink",
      stroke: "paper",
      thick: 2,
    },
  ] satisfies readonly Mark[];
}

/** Heights over the first thirty rounds of EM and steps of the gradient. */
function climbs({ em, gradient }: Values, width: number): readonly Mark[] {
  const { across, down } = places(width).climbs, [first, last] = [0, 30];
  const all = [...em.heights, ...gradient.heights];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const pad = Math.max(0.5, 0.06 * (high - low)), domain: Ends = [low - pad, high + pad];
  const y = scale(domain, [down[1], down[0]]), x = scale([first, last], across);
  const pointsOf = (heights: readonly number[]) =>
    heights.slice(first, last + 1).map((height, round): Point => [x(round), y(height)]);
  const name = (heights: readonly number[], words: string, ink: Ink, below: number): Mark => {
    return {
      kind: "words",
      x: x(30),
      y: y(heights[30]!) + below,
      words,
      ink,
      anchor: "end",
      weight: "bold",
      halo: true,
    };
  };
  const apart = y(gradient.heights[30]!) - y(em.heights[30]!);
  return [
    {
      kind: "words",
      x: Math.max(0, across[0] - 50),
      y: down[0] - 12,
      words: "log p, nats",
      ink: "muted",
    },
    ...levels({
      domain,
      range: [down[1], down[0]],
      across,
      at: roundNumbers(...domain, 5),
      text: (v) => decimals(v, high - low < 4 ? 1 : 0),
    }),
    ...ticks({
      domain: [first, last],
      range: across,
      across: [down[1], down[1] + 4],
      at: [0, 10, 20, 30],
    }),
    {
      kind: "words",
      x: across[1],
      y: down[1] + 36,
      words: "rounds, steps",
      ink: "muted",
      anchor: "end",
    },
    { kind: "path", pieces: [pointsOf(gradient.heights)], stroke: "wish", thick: 3 },
    { kind: "path", pieces: [pointsOf(em.heights)], stroke: "bound", thick: 2 },
    ...pointsOf(em.heights).map(([a, b]): Mark => ({
      kind: "disc",
      x: a,
      y: b,
      radius: 3.5,
      fill: "bound",
    })),
    name(em.heights, "EM", "bound", -10),
    name(gradient.heights, "gradient", "wish", apart < 16 ? 20 : 18),
  ];
}
