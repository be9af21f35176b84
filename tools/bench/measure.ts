import type { Key } from "lib/math";
import { isAbsent } from "./contestant.ts";
import type { Entries, Group } from "./group.ts";
import type { Place } from "./place.ts";
import { takeTurns } from "./rounds.ts";
import { type Row, row, side } from "./verdict.ts";

/** Lets all contestants of a group in, has them take turns, and sees them out whatever happens. */
export async function measure(
  key: Key,
  group: Group,
  place: Place,
  rounds: number = group.rounds,
): Promise<readonly Row[]> {
  const entries = await group.enter(place);
  const contestants = presentIn(entries);
  try {
    const times = await takeTurns(key, contestants, rounds, group.slot);
    const sides = contestants.map((contestant, who) => side(contestant, times[who]!));
    const peer = entries.peer !== undefined && isAbsent(entries.peer)
      ? entries.peer
      : sides[entries.ours.length];
    return sides.slice(0, entries.ours.length).map((ours) => row(group, ours, peer));
  } finally {
    await Promise.all(contestants.map(({ leave }) => leave()));
  }
}

/** Ours first, then the peer if it is there. */
function presentIn({ ours, peer }: Entries) {
  return peer === undefined || isAbsent(peer) ? ours : [...ours, peer];
}
