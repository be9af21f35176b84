/** Many walkers at once, led by chunks of strides; and what became of them. */
import { tree } from "lib/envs";
import { fold, type Key, type Matrix } from "lib/math";
import { scaled, STRIDE } from "./walks.ts";

/** Chunks for walkers at these places (as networks see them), in strides of one, a row for each; `who`
 * are the walkers' numbers. */
export type Chunks = (
  key: Key,
  places: Matrix,
  who: readonly number[],
) => readonly (readonly number[])[];

/**
 * How chunks are used: `hold` so many strides of each before the next is asked for; or ask at every
 * stride, and take the weighted mean of what all chunks say of it, exp(−decay · age).
 */
export type Use = { readonly hold: number } | { readonly decay: number };

/** What became of the walkers. */
export interface Outcome {
  /** Shares of all: behind the tree, in it, still on the way at the 60th step. */
  readonly passed: number;
  readonly crashed: number;
  readonly standing: number;
  /** Of those that passed: the share on the right, and the entropy of the side, nats. */
  readonly right: number;
  readonly entropy: number;
  /** Of those that passed: strides they took, mean. */
  readonly strides: number;
  /** `[x, y]` of each walker, step after step. */
  readonly paths: readonly Matrix[];
}

interface Walker {
  state: ReturnType<ReturnType<typeof tree>["reset"]>["state"];
  ending: "running" | "passed" | "crashed" | "standing";
  readonly path: number[][];
  /** Chunks that were asked for, newest first. */
  chunks: (readonly number[])[];
}

/** −p log p − (1−p) log(1−p), nats. */
export function sideEntropy(right: number): number {
  return [right, 1 - right].reduce((sum, p) => p > 0 ? sum - p * Math.log(p) : sum, 0);
}

/** Lets walkers go until each has passed, crashed or taken 60 strides. */
export function walkAll(key: Key, count: number, chunks: Chunks, use: Use): Outcome {
  const world = tree();
  const walkers: Walker[] = Array.from({ length: count }, (_, i) => {
    const { state } = world.reset(fold(fold(key, "start"), i));
    return { state, ending: "running", path: [[state.x, state.y]], chunks: [] };
  });
  for (let t = 0; t < 60; t++) {
    const going = walkers.filter(({ ending }) => ending === "running");
    if (going.length === 0) break;
    const fresh = "decay" in use || t % use.hold === 0;
    if (fresh) {
      const places = going.map(({ state }) => scaled([state.x, state.y]));
      const who = going.map((walker) => walkers.indexOf(walker));
      const given = chunks(fold(fold(key, "chunks"), t), places, who);
      going.forEach((walker, i) => walker.chunks = [given[i]!, ...walker.chunks]);
    }
    going.forEach((walker) => {
      const age = "hold" in use ? t % use.hold : undefined;
      const stride = age === undefined
        ? ensembled(walker.chunks, (use as { decay: number }).decay)
        : walker.chunks[0]!.slice(2 * age, 2 * age + 2);
      const action = stride.map((each) => Math.min(Math.max(each * STRIDE, -0.6), 0.6));
      const own = fold(fold(fold(key, "world"), walkers.indexOf(walker)), t);
      const { state, reward, ending } = world.step(walker.state, action, own);
      walker.state = state;
      walker.path.push([state.x, state.y]);
      if (ending.kind !== "running") {
        walker.ending = reward > 0 ? "passed" : reward < 0 ? "crashed" : "standing";
      }
    });
  }
  return outcomeOf(walkers);
}

/** Σ w_i a_i / Σ w_i over the chunks that still say something of this stride, w_i = exp(−decay i). */
export function ensembled(chunks: readonly (readonly number[])[], decay: number): number[] {
  const speaking = chunks.flatMap((chunk, age) => 2 * age < chunk.length ? [{ chunk, age }] : []);
  const weights = speaking.map(({ age }) => Math.exp(-decay * age));
  const total = weights.reduce((sum, each) => sum + each, 0);
  return [0, 1].map((d) =>
    speaking.reduce((sum, { chunk, age }, i) => sum + weights[i]! * chunk[2 * age + d]!, 0) / total
  );
}

function outcomeOf(walkers: readonly Walker[]): Outcome {
  const share = (what: Walker["ending"]) =>
    walkers.filter(({ ending }) => ending === what).length / walkers.length;
  const behind = walkers.filter(({ ending }) => ending === "passed");
  const right = behind.length === 0
    ? 0
    : behind.filter(({ state }) => state.x > 0).length / behind.length;
  return {
    passed: share("passed"),
    crashed: share("crashed"),
    standing: share("standing"),
    right,
    entropy: sideEntropy(right),
    strides: behind.reduce((sum, { path }) => sum + path.length - 1, 0) /
      Math.max(1, behind.length),
    paths: walkers.map(({ path }) => path),
  };
}
