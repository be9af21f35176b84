/** What a training leaves behind, and where it stands. */
import type { Ending } from "../../envs/mod.ts";
import type { Metrics } from "../shared/agent.ts";

/** What happened, as plain data. */
export interface TrainingRecord {
  /** Of each finished episode of learning: the step it ended with, its return and length. */
  readonly episodes: { step: number; return: number; length: number; ending: Ending["kind"] }[];
  /** The metrics of an update, averaged since the last evaluation, at the step of each evaluation. */
  readonly metrics: { step: number; metrics: Metrics }[];
  /** The return from each start of the grid. */
  readonly evaluations: { step: number; returns: readonly number[] }[];
}

/** Where a training stands between two steps. */
export interface Standing<State> {
  /** Steps done. */
  readonly steps: number;
  /** Episodes begun before this one. */
  readonly episode: number;
  readonly state: State;
  readonly observation: readonly number[];
  /** Of the episode so far. */
  readonly return: number;
  readonly length: number;
}
