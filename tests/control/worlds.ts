/** Small worlds for tests, each with its own difficulty, from a generator of their own. */
import { range, type World } from "./enumeration.ts";

/** A linear congruential generator (Numerical Recipes' constants), uniform in [0, 1). */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

function distribution(next: () => number, size: number): number[] {
  const weights = range(size).map(() => 0.1 + next());
  const sum = weights.reduce((a, b) => a + b);
  return weights.map((weight) => weight / sum);
}

/** Everything positive, rewards of both signs that depend on the successor. */
export function randomWorld(seed: number, states = 3, actions = 2, steps = 3): World {
  const next = generator(seed);
  const table = <T>(make: () => T) => range(states).map(() => range(actions).map(make));
  return {
    states,
    actions,
    steps,
    initial: distribution(next, states),
    prior: range(states).map(() => distribution(next, actions)),
    transition: table(() => distribution(next, states)),
    reward: table(() => range(states).map(() => 3 * next() - 2)),
  };
}

/** A copy in which one entry of a table is another. */
function edited(
  world: World,
  edit: (draft: Draft) => void,
): World {
  const { initial, prior, transition, reward } = world;
  const draft = structuredClone({ initial, prior, transition, reward }) as Draft;
  edit(draft);
  return { ...world, ...draft };
}

/** The tables of a world, to be written to. */
interface Draft {
  initial: number[];
  prior: number[][];
  transition: number[][][];
  reward: number[][][];
}

const base = randomWorld(11);

/** Name and world; T = 3, or what the name says. */
export const WORLDS: readonly (readonly [string, World])[] = [
  ["random", base],
  ["two states, three actions", randomWorld(12, 2, 3, 4)],
  ["one state, one action", randomWorld(13, 1, 1, 3)],
  ["one step", randomWorld(14, 4, 2, 1)],
  [
    "a prior with zeros",
    edited(base, (draft) => {
      draft.prior[0] = [1, 0];
      draft.prior[2] = [0, 1];
    }),
  ],
  [
    "a forbidden action",
    edited(base, (draft) => {
      draft.reward[1]![0] = [-Infinity, -Infinity, -Infinity];
    }),
  ],
  [
    "a forbidden outcome",
    edited(base, (draft) => {
      draft.reward[0]![1]![2] = -Infinity;
    }),
  ],
  [
    "a state that cannot be left well",
    edited(base, (draft) => {
      draft.reward[2] = [[-Infinity, -Infinity, -Infinity], [-Infinity, -Infinity, -Infinity]];
    }),
  ],
  [
    "an unreachable state",
    edited(base, (draft) => {
      draft.initial = [0.25, 0.75, 0];
      for (const s of [0, 1]) draft.transition[s] = [[0.5, 0.5, 0], [1, 0, 0]];
    }),
  ],
  [
    "an absorbing state",
    edited(base, (draft) => {
      draft.transition[1] = [[0, 1, 0], [0, 1, 0]];
      draft.reward[1] = [[0, 0, 0], [0, 0, 0]];
    }),
  ],
  [
    "deterministic, one start",
    edited(base, (draft) => {
      draft.initial = [0, 1, 0];
      draft.transition = [[[0, 1, 0], [0, 0, 1]], [[1, 0, 0], [0, 0, 1]], [[0, 0, 1], [1, 0, 0]]];
    }),
  ],
];

export const TEMPERATURES = [0.3, 1, 4];

/** Every world at every temperature; a failure says which. */
export function everyCase(check: (world: World, temperature: number) => void): void {
  for (const [name, world] of WORLDS) {
    for (const temperature of TEMPERATURES) {
      try {
        check(world, temperature);
      } catch (cause) {
        throw new Error(`In the world "${name}" at temperature ${temperature}`, { cause });
      }
    }
  }
}
