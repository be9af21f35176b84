/** What one can earn who does not see the key. */
import { type Mdp, outcomesOf } from "lib/control";
import { keyDoorPlaces } from "lib/envs";
import { fold, type Key, uniform } from "lib/math";
import { DISCOUNT, isStart } from "./world.ts";

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

/**
 * The best of so many climbs: one class after another takes its best action, until none helps. Each
 * begins with what is best, in each class, for a key that is anywhere.
 *
 * @param actionValues Q*(s, a), `[S·4]`
 * @returns discounted return from the start; a policy with chance might earn more
 */
export function bestBlind(
  key: Key,
  mdp: Mdp,
  actionValues: ArrayLike<number>,
  climbs: number,
): number {
  const members = new Map<number, number[]>();
  blindClass.forEach((each, s) => members.set(each, [...members.get(each) ?? [], s]));
  const best = (s: number) => {
    const row = [0, 1, 2, 3].map((a) => actionValues[4 * s + a]!);
    return row.indexOf(Math.max(...row));
  };
  return Math.max(...Array.from({ length: climbs }, (_, i) => {
    const actions = new Array<number>(48).fill(0), luck = uniform(fold(key, i), 48);
    for (const [each, states] of members) {
      actions[each] = best(states[Math.floor(luck[each]! * states.length)]!);
    }
    return climbed(mdp, actions, [...members.keys()]);
  }));
}

function climbed(mdp: Mdp, start: readonly number[], classes: readonly number[]): number {
  const actions = [...start];
  for (let before = -1;;) {
    for (const each of classes) {
      const worth = [0, 1, 2, 3].map((a) => blindWorth(mdp, actions.with(each, a)));
      if (Math.max(...worth) > blindWorth(mdp, actions)) {
        actions[each] = worth.indexOf(Math.max(...worth));
      }
    }
    const now = blindWorth(mdp, actions);
    if (now <= before) return now;
    before = now;
  }
}
