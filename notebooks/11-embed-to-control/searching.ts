/** The loop of policy search: try, fit local models to what was seen in the code, update a little. */
import { type GoalCost } from "lib/control";
import { movePlane, planeImage } from "lib/envs";
import {
  cholesky,
  fold,
  identity,
  type Key,
  type Matrix,
  matVec,
  normal,
  type Vector,
} from "lib/math";
import { encode, ridge } from "./codes.ts";
import { costTo } from "./acting.ts";
import type { Embedding } from "./model.ts";
import { greyOf, PLANE } from "./plane.ts";
import { boundedUpdate, type Fitted, logRatio, type Policy } from "./solar.ts";

/** Steps of an episode, episodes a round, rounds, bound (nats), first deviation, ridge. */
export const SEARCHING = {
  steps: 10,
  episodes: 20,
  rounds: 6,
  bound: 10,
  deviation: 0.3,
  ridge: 0.01,
  actions: 0.1,
} as const;

/** Codes (one more than actions) and actions of an episode, and where it went. */
export interface Tried {
  readonly codes: readonly Vector[];
  readonly actions: readonly Vector[];
  readonly places: readonly Vector[];
}

/** Policies that do nothing in the mean. */
export const idlePolicies: readonly Policy[] = Array.from({ length: SEARCHING.steps }, () => ({
  gain: [[0, 0], [0, 0]],
  offset: [0, 0],
  covariance: identity(2).map((row) => row.map((each) => each * SEARCHING.deviation ** 2)),
}));

/** Episodes of policies in the plane, seen in the code; all of them a step at a time. */
export function tryOut(
  key: Key,
  own: Embedding,
  policies: readonly Policy[],
  start: Vector,
  count: number,
): readonly Tried[] {
  const look = (places: readonly Vector[]) =>
    encode(own, places.map(([x, y]) => greyOf(planeImage(x!, y!)))).map(({ mean }) => mean);
  let places = Array.from({ length: count }, (_, n): Vector => {
    const wind = normal(fold(fold(key, "start"), n), 2);
    return start.map((each, i) => each + 0.3 * wind[i]!);
  });
  const [tracks, codes, actions] = [[places], [look(places)], [] as (readonly Vector[])[]];
  policies.forEach(({ gain, offset, covariance }, t) => {
    const factor = cholesky(covariance), seen = codes[t]!;
    const done = seen.map((z, n) => {
      const wind = Array.from(normal(fold(fold(fold(key, "act"), t), n), 2));
      const [meant, noise] = [matVec(gain, z), matVec(factor, wind)];
      return meant.map((each, j) => each + offset[j]! + noise[j]!);
    });
    const bounded = (u: number) => PLANE.move * Math.min(Math.max(u, -1), 1);
    places = places.map((place, n) => movePlane(place, done[n]!.map(bounded)));
    tracks.push(places);
    codes.push(look(places));
    actions.push(done);
  });
  const of = (list: readonly (readonly Vector[])[], n: number) => list.map((each) => each[n]!);
  return places.map((_, n) => ({
    codes: of(codes, n),
    actions: of(actions, n),
    places: of(tracks, n),
  }));
}

/** Local linear-Gaussian models by Bayesian linear regression, a step at a time. */
export function fitLocal(tried: readonly Tried[]): Fitted {
  const D = tried[0]!.codes[0]!.length, U = tried[0]!.actions[0]!.length;
  const still = identity(D).map((row) => [...row, ...Array<number>(U + 1).fill(0)]);
  const steps = tried[0]!.actions.map((_, t) => {
    const x = tried.map(({ codes, actions }) => [...codes[t]!, ...actions[t]!, 1]);
    const y = tried.map(({ codes }) => codes[t + 1]!);
    const W = ridge(x, y, SEARCHING.ridge, still);
    const missed = y.map((row, n) => row.map((each, d) => each - inner(W[d]!, x[n]!)));
    return {
      transition: W.map((row) => row.slice(0, D)),
      control: W.map((row) => row.slice(D, D + U)),
      drift: W.map((row) => row.at(-1)!),
      noise: spreadOf(missed, D),
    };
  });
  const first = tried.map(({ codes }) => codes[0]!);
  const mean = first[0]!.map((_, d) => first.reduce((sum, z) => sum + z[d]!, 0) / first.length);
  const about = first.map((z) => z.map((each, d) => each - mean[d]!));
  return { steps, mean, covariance: spreadOf(about, D) };
}

const inner = (u: Vector, v: Vector) => u.reduce((sum, each, i) => sum + each * v[i]!, 0);

/** Mean of outer products, and a little more, so that it is positive definite. */
function spreadOf(rows: readonly Vector[], D: number): Matrix {
  return Array.from(
    { length: D },
    (_, i) =>
      Array.from(
        { length: D },
        (_, j) =>
          rows.reduce((sum, row) => sum + row[i]! * row[j]! / rows.length, i === j ? 1e-4 : 0),
      ),
  );
}

/** Cost of an episode in the code. */
export function costOf(
  { goal, stateCost, actionCost }: GoalCost,
  { codes, actions }: Tried,
): number {
  const half = (weights: Matrix, x: Vector) => 0.5 * inner(matVec(weights, x), x);
  const away = codes.map((z) => half(stateCost, z.map((each, i) => each - goal[i]!)));
  return away.reduce((sum, each) => sum + each, 0) +
    actions.reduce((sum, u) => sum + half(actionCost, u), 0);
}

/** A round: mean cost in the code, mean last distance in the plane, KL of the model and as measured. */
export interface Round {
  readonly cost: number;
  readonly distance: number;
  readonly kl: number;
  readonly measured: number;
}

/** Policy search from a start to a goal, without the transition network: SOLAR's idea. */
export function search(
  key: Key,
  own: Embedding,
  { start, goal }: { readonly start: Vector; readonly goal: Vector },
  settings: { readonly [Name in keyof typeof SEARCHING]: number } = SEARCHING,
): { readonly rounds: readonly Round[]; readonly last: readonly Tried[] } {
  const code = encode(own, [greyOf(planeImage(goal[0]!, goal[1]!))])[0]!.mean;
  const actionCost = identity(2).map((row) => row.map((each) => each * settings.actions));
  const cost = { ...costTo(code), actionCost }, rounds: Round[] = [];
  let policies = idlePolicies, before = policies, kl = 0;
  let tried: readonly Tried[] = [];
  const mean = (of: (each: Tried) => number) =>
    tried.reduce((sum, each) => sum + of(each), 0) / tried.length;
  for (let round = 0; round < settings.rounds; round++) {
    tried = tryOut(fold(fold(key, "round"), round), own, policies, start, settings.episodes);
    const measured = mean(({ codes, actions }) => logRatio(policies, before, codes, actions));
    const distance = mean(({ places }) =>
      Math.hypot(places.at(-1)![0]! - goal[0]!, places.at(-1)![1]! - goal[1]!)
    );
    rounds.push({ cost: mean((each) => costOf(cost, each)), distance, kl, measured });
    const update = boundedUpdate(fitLocal(tried), cost, policies, settings.bound);
    [before, policies, kl] = [policies, update.policies, update.kl];
  }
  return { rounds, last: tried };
}
