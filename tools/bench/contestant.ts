/** What a worker says of itself: versions, and results that must agree with the others'. */
export type Facts = {
  readonly version?: string;
  readonly iterations?: number;
  readonly logLikelihood?: number;
  /** Sweeps over all states. */
  readonly sweeps?: number;
  /** A peer's largest |difference| of a value from ours. */
  readonly valueDifference?: number;
  /** Steps of training, and the loss at the last of them. */
  readonly steps?: number;
  readonly loss?: number;
};

/** One who takes turns at the same work. */
export type Contestant = {
  readonly name: string;
  readonly facts: Facts;
  /** Does its work so many times; gives the milliseconds of all together. */
  readonly turn: (calls: number) => Promise<number>;
  readonly leave: () => Promise<void>;
};

/** One who cannot take part, and what it lacks. */
export type Absence = { readonly name: string; readonly absent: string };

/** A measurement that could not be taken; the message is all there is to know. */
export class BenchError extends Error {
  override readonly name = "BenchError";
}

export function isAbsent(entry: Contestant | Absence): entry is Absence {
  return "absent" in entry;
}
