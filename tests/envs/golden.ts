/** Holding a world against recorded roll-outs (golden/*.json, tools/vectors/gymnasium_vectors.py). */
import { assertEquals } from "@std/assert";
import type { Environment, Start } from "lib/envs";
import { key } from "lib/math";
import { assertClose } from "../support/mod.ts";

type Numbers = readonly number[];

/** What was recorded after a step. */
export interface Row {
  readonly state: Numbers;
  readonly observation: Numbers;
  readonly reward: number;
}

export interface GoldenEpisode {
  readonly about: string;
  readonly start: Numbers;
  /** As texts with a blank between two. */
  readonly actions: string;
  readonly rows: readonly (Row & { readonly step: number })[];
  readonly total: number;
  readonly terminated: boolean;
  readonly truncated: boolean;
}

export interface GoldenSpot extends Row {
  readonly about: string;
  readonly start: Numbers;
  readonly action: string;
  readonly terminated: boolean;
}

/** A world of lib, and how its states are read and made. */
export interface Subject<State, Action> {
  readonly environment: Environment<State, Action, Numbers>;
  readonly start: (numbers: Numbers) => Start<State, Numbers>;
  /** The state's numbers in Gymnasium's order. */
  readonly numbers: (state: State) => Numbers;
  readonly action: (text: string) => Action;
  /** Absolute, of states and rewards; observations may be off by a rounding to float32 more. */
  readonly atol: number;
}

/** Half a unit in the last place of a float32 near 9π, the largest number observed, is 1e-6. */
const observed = { rtol: 1.2e-7, atol: 1e-6 };

export function checkEpisode<State, Action>(
  { environment, start, numbers, action, atol }: Subject<State, Action>,
  golden: GoldenEpisode,
): void {
  const actions = golden.actions.split(" ").map(action);
  const rows = new Map(golden.rows.map((row) => [row.step, row]));
  let { state } = start(golden.start);
  let total = 0;
  for (let t = 1; t <= actions.length; t++) {
    const step = environment.step(state, actions[t - 1]!, key(t));
    state = step.state;
    total += step.reward;
    const row = rows.get(t);
    if (row !== undefined) checkRow(step, numbers(state), row, atol);
    assertEquals(step.ending.kind, t < actions.length ? "running" : lastKind(golden), `step ${t}`);
  }
  // each of up to 999 rewards may be off by as much as a state
  assertClose(total, golden.total, { atol: actions.length * atol });
}

export function checkSpot<State, Action>(
  { environment, start, numbers, action, atol }: Subject<State, Action>,
  golden: GoldenSpot,
): void {
  const step = environment.step(start(golden.start).state, action(golden.action), key(0));
  checkRow(step, numbers(step.state), golden, atol);
  assertEquals(step.ending.kind, golden.terminated ? "terminated" : "running", golden.about);
}

function checkRow(
  step: { readonly observation: Numbers; readonly reward: number },
  state: Numbers,
  row: Row,
  atol: number,
): void {
  assertClose(state, row.state, { atol });
  assertClose(step.observation, row.observation, observed);
  assertEquals(step.observation.map(Math.fround), step.observation); // float32, as in Gymnasium
  assertClose(step.reward, row.reward, { atol });
}

function lastKind(golden: GoldenEpisode): string {
  return golden.terminated ? "terminated" : "truncated";
}
