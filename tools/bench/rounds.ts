// Short turns between contestants that are all alive: a slow second of the machine hits all alike.
import { fold, type Key, permutation } from "lib/math";
import type { Contestant } from "./contestant.ts";

/** Milliseconds a call, a number for each round. */
export type Times = readonly number[];

/**
 * Each round visits every contestant once, in a new random order.
 * @param slot about how long a turn should last, milliseconds; 0: one call and no warming up
 * @returns a list of times for each contestant
 */
export async function takeTurns(
  key: Key,
  contestants: readonly Contestant[],
  rounds: number,
  slot: number,
): Promise<readonly Times[]> {
  const calls: number[] = [];
  for (const contestant of contestants) {
    calls.push(slot === 0 ? 1 : await callsToFill(contestant, slot));
  }
  const times = contestants.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const who of permutation(fold(key, round), contestants.length)) {
      times[who]!.push(await contestants[who]!.turn(calls[who]!) / calls[who]!);
    }
  }
  return times;
}

/** Doubles the calls until they fill the slot, which also warms the contestant up. */
async function callsToFill({ turn }: Contestant, slot: number): Promise<number> {
  for (let calls = 1;; calls *= 2) {
    const milliseconds = await turn(calls);
    if (milliseconds >= slot / 2) return Math.max(1, Math.round(calls * slot / milliseconds));
  }
}
