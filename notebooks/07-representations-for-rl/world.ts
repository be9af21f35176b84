/** The key-and-door world as tables, and what a policy on frames is worth in it, exactly. */
import { type Mdp, policyEvaluation, sparseMdp, valueIteration } from "lib/control";
import { type Environment, keyDoorStart, type KeyDoorState } from "lib/envs";
import { keyDoorMove, type KeyDoorPlace, keyDoorPlaces } from "lib/envs";

/** γ of the whole chapter. */
export const DISCOUNT = 0.95;
const BATS = 9;

/** A number for each place. */
const numberOf = new Map(keyDoorPlaces.map((place, s) => [nameOf(place), s]));

function nameOf({ row, column, key }: KeyDoorPlace): string {
  return `${row},${column},${key}`;
}

/** Which place of the tables this is. */
export const placeNumber = (place: KeyDoorPlace): number => numberOf.get(nameOf(place))!;

/** Where episodes start: in the room on the left, the key in a corner. */
export const isStart = ({ column, key }: KeyDoorPlace): boolean => column < 3 && key < 3;

/** The world underneath, 66 places by 4 moves; the start is uniform as in `keyDoor`. */
export function keyDoorMdp(): Mdp {
  const starts = keyDoorPlaces.filter(isStart).length;
  return sparseMdp({
    states: keyDoorPlaces.map(nameOf),
    actions: ["north", "east", "south", "west"],
    initial: keyDoorPlaces.map((place) => isStart(place) ? 1 / starts : 0),
    outcomes: (s, a) => {
      const { place, reward } = keyDoorMove(keyDoorPlaces[s]!, a);
      return [{ state: placeNumber(place), probability: 1, reward }];
    },
    discount: DISCOUNT,
  });
}

/** A frame of each place and each bat, place after place: `[places · 9][144]`. */
export function allFrames(keyPixels: number): readonly (readonly number[])[] {
  return keyDoorPlaces.flatMap((place) =>
    Array.from(
      { length: BATS },
      (_, bat) => keyDoorStart({ ...place, bat }, { keyPixels }).observation,
    )
  );
}

/** Rows, columns and the key as 15 zeros and ones: what a perfect code would say. */
export function features({ row, column, key }: KeyDoorPlace): readonly number[] {
  const one = (size: number, at: number) =>
    Array.from({ length: size }, (_, i) => i === at ? 1 : 0);
  return [...one(4, row), ...one(6, column), ...one(5, key)];
}

/** What acting is worth from the start, of `best` exactly. */
export interface Exact {
  readonly mdp: Mdp;
  readonly values: ArrayLike<number>;
  /** E[V*(s₁)]. */
  readonly best: number;
}

/** The best values there are, by dynamic programming. */
export function exactValues(): Exact {
  const mdp = keyDoorMdp(), { values } = valueIteration(mdp, { tolerance: 1e-12 });
  return { mdp, values, best: averageStart(mdp, values) };
}

const averageStart = (mdp: Mdp, values: ArrayLike<number>): number =>
  mdp.initial.reduce((sum, chance, s) => sum + chance * values[s]!, 0);

/**
 * The exact worth of acting by the greatest of these action values, where the bat is anywhere at every
 * step: π(a|s) is the share of the bats under which a is the greatest.
 *
 * @param actionValues `[places · n][4]`, n bats for each place
 * @returns E[V^π(s₁)], discounted return
 */
export function worthOf(mdp: Mdp, actionValues: readonly (readonly number[])[]): number {
  const bats = actionValues.length / mdp.states.length;
  const policy = new Float64Array(4 * mdp.states.length);
  actionValues.forEach((row, i) => {
    policy[4 * Math.floor(i / bats) + row.indexOf(Math.max(...row))]! += 1 / bats;
  });
  return averageStart(mdp, policyEvaluation(mdp, policy, { tolerance: 1e-9 }).values);
}

type World<State> = Environment<State, number, readonly number[]>;

/** The world with {@link features} in place of its pixels. */
export function withFeatures(world: World<KeyDoorState>): World<KeyDoorState> {
  return {
    ...world,
    observations: { kind: "vector", size: 15 },
    reset: (key) => {
      const { state } = world.reset(key);
      return { state, observation: features(state) };
    },
    step: (state, action, key) => {
      const next = world.step(state, action, key);
      return { ...next, observation: features(next.state) };
    },
  };
}

/** V* of each cell while the key lies in the left upper corner, is held, or is used; −∞: one cannot be there. */
export function worthCells(values: ArrayLike<number>) {
  const cells = Array.from({ length: 24 }, (_, i) => ({ row: Math.floor(i / 6), column: i % 6 }));
  return cells.filter(({ row, column }) => column !== 3 || row === 2).map((cell) => {
    const at = (key: number) => {
      const s = numberOf.get(nameOf({ ...cell, key }));
      return s === undefined ? -Infinity : values[s]!;
    };
    return { ...cell, lies: at(0), held: at(3), used: at(4) };
  });
}
