import type { Absence, Contestant } from "./contestant.ts";
import type { Place } from "./place.ts";

/** What is wished: a ratio to a peer, or seconds; without `atMost` it is for information. */
export type Goal =
  | { readonly kind: "ratio"; readonly atMost?: number }
  | { readonly kind: "seconds"; readonly atMost: number };

/** Who takes part: of ours, and perhaps a peer to be compared with. */
export type Entries = {
  readonly ours: readonly Contestant[];
  readonly peer?: Contestant | Absence;
};

/** Contestants at the same work. */
export type Group = {
  readonly name: string;
  /** What is measured, in a few words. */
  readonly work: string;
  readonly goal: Goal;
  /** Turns each contestant takes. */
  readonly rounds: number;
  /** About how long a turn lasts, milliseconds; 0: one call, nothing before it to warm up. */
  readonly slot: number;
  /** Left out unless named, or asked for by --slow. */
  readonly slow: boolean;
  readonly enter: (place: Place) => Promise<Entries>;
};
