/** What one can earn who does not see the key. */
import { type Mdp, outcomesOf, policyEvaluation } from "lib/control";
import { keyDoorPlaces } from "lib/envs";
import { fold, type Key, uniform } from "lib/math";
import { DISCOUNT, isStart } from "./world.ts";

const CLASSES = 48;

/** The classes that a policy cannot tell apart: the same place, until the door is open. */
export const blindClass: readonly number[] = keyDoorPlaces.map(({ row, column, key }) =>
  (key === 4 ? 24 : 0) + 6 * row + column
);

/** E[return] from the start, discounted, of one action a class; moves are without chance. */
export function blindWorth(mdp: Mdp, actions: readonly number[]): number {
  const [next, pay] = tables(mdp),
    starts = keyDoorPlaces.flatMap((place, s) => isStart(place) ? [s] : []);
  const from = (start: number) => {
    let [s, total, weight] = [start, 0, 1];
    for (let t = 0; t < 60; t++, weight *= DISCOUNT) {
      const row = 4 * s + actions[blindClass[s]!]!;
      total += weight * pay[row]!;
      s = next[row]!;
    }
    return total;
  };
  return starts.reduce((sum, s) => sum + from(s), 0) / starts.length;
}

const known = new WeakMap<Mdp, readonly [readonly number[], readonly number[]]>();

/** Where each place and action leads, and what it pays. */
function tables(mdp: Mdp): readonly [readonly number[], readonly number[]] {
  const made = known.get(mdp);
  if (made !== undefined) return made;
  const rows = Array.from({ length: 4 * mdp.states.length }, (_, row) => row);
  const outcome = rows.map((row) => outcomesOf(mdp, Math.floor(row / 4), row % 4)[0]!);
  const both = [outcome.map(({ state }) => state), outcome.map(({ reward }) => reward)] as const;
  known.set(mdp, both);
  return both;
}

/** One action for each of 48 classes, and E[return] from the start, discounted. */
export interface BlindPlan {
  readonly actions: readonly number[];
  readonly worth: number;
}

/**
 * The best of so many climbs: one class after another takes its best action, until none helps. Each
 * begins with what is best, in each class, for a key that is anywhere.
 *
 * @param actionValues Q*(s, a), `[S·4]`
 * @returns without chance; {@link withChance} earns more
 */
export function bestBlind(
  key: Key,
  mdp: Mdp,
  actionValues: ArrayLike<number>,
  climbs: number,
): BlindPlan {
  const members = new Map<number, number[]>();
  blindClass.forEach((each, s) => members.set(each, [...members.get(each) ?? [], s]));
  const best = (s: number) => {
    const row = [0, 1, 2, 3].map((a) => actionValues[4 * s + a]!);
    return row.indexOf(Math.max(...row));
  };
  const plans = Array.from({ length: climbs }, (_, i) => {
    const actions = new Array<number>(CLASSES).fill(0), luck = uniform(fold(key, i), CLASSES);
    for (const [each, states] of members) {
      actions[each] = best(states[Math.floor(luck[each]! * states.length)]!);
    }
    return climbed(mdp, actions, [...members.keys()]);
  });
  return plans.reduce((a, b) => b.worth > a.worth ? b : a);
}

function climbed(mdp: Mdp, start: readonly number[], classes: readonly number[]): BlindPlan {
  const actions = [...start];
  for (let before = -1;;) {
    for (const each of classes) {
      const worth = [0, 1, 2, 3].map((a) => blindWorth(mdp, actions.with(each, a)));
      if (Math.max(...worth) > blindWorth(mdp, actions)) {
        actions[each] = worth.indexOf(Math.max(...worth));
      }
    }
    const now = blindWorth(mdp, actions);
    if (now <= before) return { actions, worth: now };
    before = now;
  }
}

/** Shares of the four actions in each class, `[48][4]`. */
type Table = readonly (readonly number[])[];

/**
 * From a plan on: one class after another mixes two actions, in so many parts, until none helps. Under
 * nine bats a policy that does not see the key can do so in ninths: one action under some, another
 * under the others.
 *
 * @returns E[return] from the start, discounted; a place where no step helps, so others may be better
 */
export function withChance(mdp: Mdp, { actions, worth }: BlindPlan, parts: number): number {
  let table: Table = actions.map((each) => pure(each)), now = worth;
  for (let before = -1; now > before;) {
    before = now;
    for (const each of new Set(blindClass)) {
      for (const row of mixtures(parts)) {
        const other = table.with(each, row), earned = mixedWorth(mdp, other);
        if (earned > now + 1e-9) [table, now] = [other, earned];
      }
    }
  }
  return now;
}

const pure = (action: number): readonly number[] => [0, 1, 2, 3].map((a) => a === action ? 1 : 0);

/** Every mixture of two actions in so many parts. */
function mixtures(parts: number): Table {
  const pairs = [0, 1, 2, 3].flatMap((a) => [0, 1, 2, 3].filter((b) => b > a).map((b) => [a, b]));
  return pairs.flatMap(([a, b]) =>
    Array.from(
      { length: parts + 1 },
      (_, i) => [0, 1, 2, 3].map((c) => (c === a ? i : c === b ? parts - i : 0) / parts),
    )
  );
}

function mixedWorth(mdp: Mdp, table: Table): number {
  const policy = Float64Array.from(blindClass.flatMap((each) => [...table[each]!]));
  const { values } = policyEvaluation(mdp, policy, { tolerance: 1e-9 });
  return mdp.initial.reduce((sum, chance, s) => sum + chance * values[s]!, 0);
}
