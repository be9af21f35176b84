/** What someone sees who walks at random: how often, and what of it a code could tell. */
import { type Mdp, occupancy, outcomesOf, withSteps } from "lib/control";
import { keyDoorPlaces, keyDoorStart } from "lib/envs";
import type { Shown } from "./auction.ts";
import { keyPixelsOf } from "./codes.ts";

/** The share of the frames that show each place, in episodes of 50 random steps at most, `[66]`. */
export function walkShares(mdp: Mdp): readonly number[] {
  const random = new Float64Array(4 * mdp.states.length).fill(1 / 4);
  const visits = occupancy(withSteps(mdp, 50), new Array(50).fill(random)).slice(0, 50);
  const counts = keyDoorPlaces.map(({ row, column }, s) =>
    row === 0 && column === 5 ? 0 : visits.reduce((sum, at) => sum + at[s]!, 0)
  );
  const all = counts.reduce((sum, each) => sum + each, 0);
  return counts.map((each) => each / all);
}

/** Places and bats as pixels. */
const frameAt = (
  place: { row: number; column: number; key: number; bat: number },
  keyPixels: number,
) => keyDoorStart(place, { keyPixels }).observation;

/** Where the bat may be, each place as likely, and what it lights. */
export function shownBat(): readonly Shown[] {
  return Array.from({ length: 9 }, (_, bat) => {
    const frame = frameAt({ row: 1, column: 1, key: 4, bat }, 1);
    return { chance: 1 / 9, pixels: frame.flatMap((lit, j) => lit === 1 && j < 36 ? [j] : []) };
  });
}

/** Where the walker is, as often as the walk has it, and the four pixels it lights. */
export function shownWalker(shares: readonly number[]): readonly Shown[] {
  const chances = new Map<number, number>();
  keyDoorPlaces.forEach(({ row, column }, s) =>
    chances.set(6 * row + column, (chances.get(6 * row + column) ?? 0) + shares[s]!)
  );
  return [...chances].filter(([, chance]) => chance > 0).map(([cell, chance]) => ({
    chance,
    pixels: [0, 1, 2, 3].map((i) => 4 * cell + i),
  }));
}

/** Where the key is: in three corners, held, or used up, and the pixels that show it. */
export function shownKey(shares: readonly number[], keyPixels: number): readonly Shown[] {
  const ofKey = keyPixelsOf(keyPixels);
  return [0, 1, 2, 3, 4].map((key) => {
    const frame = frameAt({ row: 1, column: 1, key, bat: 0 }, keyPixels);
    const chance = shares.reduce((sum, p, s) => sum + (keyDoorPlaces[s]!.key === key ? p : 0), 0);
    return { chance, pixels: ofKey.filter((j) => frame[j] === 1) };
  });
}

/**
 * E[Var(r | place, action)]: how much of the reward stays unknown to who sees everything but the key,
 * reward², under the random walk; with the door open nothing does.
 */
export function rewardDoubt(mdp: Mdp, shares: readonly number[]): number {
  const sums = new Map<string, [weight: number, first: number, second: number]>();
  keyDoorPlaces.forEach(({ row, column, key }, s) => {
    for (let a = 0; a < 4; a++) {
      const { reward } = outcomesOf(mdp, s, a)[0]!, share = shares[s]! / 4;
      const name = `${row},${column},${key === 4},${a}`;
      const [weight, first, second] = sums.get(name) ?? [0, 0, 0];
      sums.set(name, [weight + share, first + share * reward, second + share * reward ** 2]);
    }
  });
  return [...sums.values()].reduce(
    (total, [weight, first, second]) => total + (weight > 0 ? second - first ** 2 / weight : 0),
    0,
  );
}
