/** Chapter 03, live: the likelihood over two means, and the roads of EM and of the gradient. */
import { between, list, logAddExp, positive, probabilities, required } from "lib/math";
import { settings, sigmoid, vector } from "lib/math";
import { isolines } from "lib/viz";

/** The waits, and what is held while the means move. */
export interface Given {
  /** Minutes, `[N]`. */
  readonly waits: readonly number[];
  /** Of the two moods. */
  readonly weights: readonly number[];
  /** σ², the same for both, min². */
  readonly variance: number;
  /** The gradient's step size η. */
  readonly rate: number;
  /** The map's ends, for both means, min. */
  readonly ends: readonly number[];
  /** The chapter's three starts; the third lies on the diagonal. */
  readonly starts: readonly (readonly number[])[];
}

/** Where the reader starts. */
export type Start = { readonly mu1: number; readonly mu2: number };

const minutes = between(0, 1000);
const GIVEN = settings({
  waits: required(vector(undefined, minutes)),
  weights: required(probabilities(2)),
  variance: required(positive),
  rate: required(between(0.001, 1)),
  ends: required(vector(2, minutes)),
  starts: required(list(vector(2, minutes))),
});

/** What the notebook gave. */
export function read(given: unknown): Given {
  const facts = GIVEN.read("show the hill", given as never, "given");
  const [low, high] = facts.ends as readonly number[];
  between(1, 10_000).check("show the hill", "given.waits.length", facts.waits.length);
  between(3, 3).check("show the hill", "given.starts.length", facts.starts.length);
  between(low! + 10, 1000).check("show the hill", "given.ends[1]", high!);
  between(0.01, 0.99).check("show the hill", "given.weights[0]", facts.weights[0]);
  between(1, 400).check("show the hill", "given.variance", facts.variance);
  return {
    ...facts,
    waits: Array.from(facts.waits),
    weights: Array.from(facts.weights),
    ends: Array.from(facts.ends),
    starts: facts.starts.map((start) => Array.from(start)),
  };
}

/** Both means, min. */
export type Means = readonly [mu1: number, mu2: number];

/** The waits by length: each with how many there are. */
type Counted = readonly (readonly [wait: number, count: number])[];

const steps = { em: 60, gradient: 150, grid: 43 };

/** Where the map's lines are, nats below the top: 50 apart, and closer near it. */
const below = [2, 10, 25, ...Array.from({ length: 18 }, (_, i) => 50 * (i + 1))];

/** The hill itself, which no start changes. */
function hillOf(given: Given) {
  const { waits, ends, starts } = given;
  const counts = new Map<number, number>();
  for (const wait of waits) counts.set(wait, (counts.get(wait) ?? 0) + 1);
  const counted: Counted = [...counts];
  const [low, high] = ends as readonly [number, number];
  const places = Array.from(
    { length: steps.grid },
    (_, i) => low + (high - low) * i / (steps.grid - 1),
  );
  const heights = places.flatMap((mu2) =>
    places.map((mu1) => heightAt(given, counted, [mu1, mu2]))
  );
  const [top, across, diagonal] = starts.map((start) => emRoad(given, counted, start as Means));
  const saddle = diagonal![1]!; // one round leads there
  const tops = [top!.at(-1)!, across!.at(-1)!];
  const highest = Math.max(...tops.map((means) => heightAt(given, counted, means)));
  const levels = below.map((each) => highest - each);
  const lines = isolines({ x: places, y: places, values: heights, levels });
  return { counted, places, heights, lines, tops, saddle };
}

/** Hills once drawn; the same data have the same hill. */
const hills = new WeakMap<Given, ReturnType<typeof hillOf>>();

/** The hill, and both roads from a start; heights in nats. */
export function compute(given: Given, { mu1, mu2 }: Start) {
  const hill = hills.get(given) ?? hillOf(given);
  hills.set(given, hill);
  const height = (means: Means) => heightAt(given, hill.counted, means);
  const em = emRoad(given, hill.counted, [mu1, mu2]);
  const gradient = gradientRoad(given, hill.counted, [mu1, mu2]);
  return {
    ...hill,
    em: { road: em, heights: em.map(height) },
    gradient: { road: gradient, heights: gradient.map(height) },
    topHeights: hill.tops.map(height),
    saddleHeight: height(hill.saddle),
  };
}

/** What {@link compute} gives. */
export type Values = ReturnType<typeof compute>;

/** log p(waits), the mixture's; nats. */
function heightAt({ weights, variance }: Given, counted: Counted, [mu1, mu2]: Means): number {
  const [a, b] = [Math.log(weights[0]!), Math.log(weights[1]!)];
  const scale = -0.5 * Math.log(2 * Math.PI * variance);
  return counted.reduce((sum, [x, count]) =>
    sum + count * (scale + logAddExp(
        a - (x - mu1) ** 2 / (2 * variance),
        b - (x - mu2) ** 2 / (2 * variance),
      )), 0);
}

/** Responsibility of the first mood for a wait, (EM-1), as the sigmoid of the log odds. */
function responsibilityIn({ weights, variance }: Given, [mu1, mu2]: Means) {
  const prior = Math.log(weights[0]! / weights[1]!);
  return (x: number) => sigmoid(prior + ((x - mu2) ** 2 - (x - mu1) ** 2) / (2 * variance));
}

/** Rounds of EM in which only the means move, (EM-4). */
function emRoad(given: Given, counted: Counted, start: Means): readonly Means[] {
  const road = [start];
  for (let round = 0; round < steps.em; round++) {
    const first = responsibilityIn(given, road.at(-1)!);
    let [n1, n2, sum1, sum2] = [0, 0, 0, 0];
    for (const [x, count] of counted) {
      const r = first(x);
      n1 += count * r;
      sum1 += count * r * x;
      n2 += count * (1 - r);
      sum2 += count * (1 - r) * x;
    }
    road.push([n1 === 0 ? road.at(-1)![0] : sum1 / n1, n2 === 0 ? road.at(-1)![1] : sum2 / n2]);
  }
  return road;
}

/** Steps of gradient ascent on the means, (EM-8), in units of their common variance. */
function gradientRoad(given: Given, counted: Counted, start: Means): readonly Means[] {
  const road = [start];
  for (let step = 0; step < steps.gradient; step++) {
    const [mu1, mu2] = road.at(-1)!, first = responsibilityIn(given, [mu1, mu2]);
    let [up1, up2] = [0, 0];
    for (const [x, count] of counted) {
      const r = first(x);
      up1 += count * r * (x - mu1);
      up2 += count * (1 - r) * (x - mu2);
    }
    const rate = given.rate / given.variance;
    road.push([mu1 + rate * up1, mu2 + rate * up2]);
  }
  return road;
}
