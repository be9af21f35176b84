/** Chapter 19, live: the rod, the curve that draws itself, and the temperature. */
import {
  decimals,
  type Drawing,
  type Ends,
  levels,
  type Mark,
  type Point,
  scale,
  type Scene,
  ticks,
} from "lib/live";
import { type Given, lastStep, type Values } from "./learning_values.ts";

/** Where rod, returns and temperature stand. */
function places(width: number) {
  const isWide = width >= 600;
  const rod = isWide ? { x: 110, y: 140, length: 84 } : { x: width / 2, y: 96, length: 66 };
  const left = isWide ? 300 : 56, top = isWide ? 34 : 250;
  const across: Ends = [left, width - 24];
  return {
    rod,
    across,
    returns: [top + 190, top] as Ends,
    temperature: [top + 290, top + 230] as Ends,
    height: top + 334,
  };
}

/** The stored runs, and the one that learns now. */
export function draw(scene: Scene<object, Values>, given: Given): Drawing {
  const { values, width, shown, seconds } = scene, place = places(width);
  const x = scale([0, lastStep(given)], place.across);
  return {
    width,
    height: place.height,
    marks: [
      ...rod(place.rod, values, seconds),
      ...frame(place, given),
      ...shown ? stored(place, given, x) : [],
      ...shown ? learning(place, values, given, x) : [],
    ],
  };
}

type Place = ReturnType<typeof places>;
type Scale = (value: number) => number;

/** The latest episode, a step every twentieth of a second, over and over. */
function rod({ x, y, length }: Place["rod"], { angles, step }: Values, seconds: number) {
  const angle = angles[Math.floor(20 * seconds) % angles.length]!;
  const end: Point = [x - length * Math.sin(angle), y - length * Math.cos(angle)];
  const after = Math.floor(step / 1000) * 1000;
  const words = angles.length === 1 ? "it hangs" : `after ${thousands(after)} steps`;
  return [
    { kind: "disc", x, y, radius: length + 14, stroke: "grid" },
    { kind: "path", pieces: [[[x, y], end]], stroke: "bound", thick: 9 },
    { kind: "disc", x: end[0], y: end[1], radius: 11, fill: "bound" },
    { kind: "disc", x, y, radius: 4.5, fill: "ink" },
    { kind: "words", x, y: y + length + 36, words, anchor: "middle", ink: "muted" },
  ] satisfies readonly Mark[];
}

const returnEnds: Ends = [-1800, 0];

/** The temperature's decades. */
const decades: Ends = [-2, 0.1];

function frame(place: Place, given: Given): readonly Mark[] {
  const { across, returns, temperature } = place, ends: Ends = [0, lastStep(given)];
  const at = [0, 0.25, 0.5, 0.75, 1].map((share) => share * ends[1]);
  const title = (words: string, y: number): Mark => {
    return { kind: "words", x: across[0] - 46, y, words, ink: "muted" };
  };
  return [
    title("return, mean of 24 starts", returns[1] - 14),
    ...levels({
      domain: returnEnds,
      range: returns,
      across,
      at: [0, -600, -1200, -1800],
      text: thousands,
    }),
    title("temperature α", temperature[1] - 10),
    ...levels({
      domain: decades,
      range: temperature,
      across,
      at: [0, -1, -2],
      text: (power) => `${10 ** power}`,
    }),
    ...ticks({
      domain: ends,
      range: across,
      across: [temperature[0], temperature[0] + 5],
      at,
      text: thousands,
    }),
    {
      kind: "words",
      x: across[1],
      y: temperature[0] + 38,
      words: "steps",
      anchor: "end",
      ink: "muted",
    },
  ];
}

/** What is known: the stored runs, and the best that a plan gets. */
function stored({ across, returns }: Place, given: Given, x: Scale): readonly Mark[] {
  const y = scale(returnEnds, returns);
  return [
    {
      kind: "path",
      pieces: given.stored.map((run) =>
        run.map((each, i): Point => [x(given.steps[i]!), y(bounded(each))])
      ),
      stroke: "quiet",
      thick: 1.2,
      opacity: 0.75,
    },
    {
      kind: "path",
      pieces: [[[across[0], y(given.plan)], [across[1], y(given.plan)]]],
      stroke: "ink",
      dash: [7, 5],
      thick: 1.5,
    },
    {
      kind: "words",
      x: across[1],
      y: y(-960),
      words: "dashed: a plan by brute force",
      anchor: "end",
      size: 12,
    },
    {
      kind: "words",
      x: across[1],
      y: y(-960) + 18,
      words: `grey: ${given.stored.length} stored runs`,
      anchor: "end",
      size: 12,
      ink: "quiet",
    },
  ];
}

/** The run under way. */
function learning(place: Place, values: Values, given: Given, x: Scale): readonly Mark[] {
  const y = scale(returnEnds, place.returns);
  const log = scale(decades, place.temperature);
  const points = values.returns.slice(0, given.steps.length)
    .map((each, i): Point => [x(given.steps[i]!), y(bounded(each))]);
  const alphas = values.temperatures.map(([step, alpha]): Point => [
    x(step),
    log(Math.max(decades[0], Math.log10(alpha))),
  ]);
  const now: readonly Point[] = [[x(values.step), place.returns[1]], [
    x(values.step),
    place.temperature[0],
  ]];
  return [
    ...values.step === 0 ? [] : [{ kind: "path", pieces: [now], stroke: "hairline" } as const],
    { kind: "path", pieces: [points], stroke: "bound", thick: 2.8 },
    ...points.map(([cx, cy]): Mark => ({ kind: "disc", x: cx, y: cy, radius: 4.5, fill: "bound" })),
    { kind: "path", pieces: [alphas], stroke: "world", thick: 2.5 },
  ];
}

/** What is off the scale stands at its edge. */
function bounded(value: number): number {
  return Math.min(returnEnds[1], Math.max(returnEnds[0], value));
}

/** 12,000, with a true minus. */
export function thousands(value: number): string {
  return decimals(value, 0).replace(/(\d)(?=(\d{3})+$)/g, "$1,");
}
