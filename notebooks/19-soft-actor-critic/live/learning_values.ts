/** Chapter 19, live: what is given, what the worker reports, and what has come of it. */
import { between, list, required, setting, settings, vector, whole } from "lib/math";

/** The stored runs, and what is to be done again. */
export interface Given {
  /** Steps at which the stored runs were evaluated, `[E]`. */
  readonly steps: readonly number[];
  /** Their mean returns, `[seeds][E]`; the first is of the seed that learns here. */
  readonly stored: readonly (readonly number[])[];
  /** The return of a plan by brute force. */
  readonly plan: number;
  readonly seed: number;
  readonly learningRate: number;
}

const GIVEN = settings({
  steps: required(vector("E", between(0, 100_000))),
  stored: required(list(vector("E", between(-10_000, 10_000)))),
  plan: required(between(-10_000, 10_000)),
  seed: setting(whole(0, 1_000_000), 0),
  learningRate: setting(between(1e-6, 1), 1e-3),
});

/** What the notebook gave. */
export function read(given: unknown): Given {
  const facts = GIVEN.read("show the learning", given as never, "given");
  const stored = facts.stored.map((run) => Array.from(run));
  return { ...facts, steps: Array.from(facts.steps), stored };
}

/** What the worker is told. */
export interface Order {
  readonly seed: number;
  readonly steps: number;
  readonly learningRate: number;
}

/** What the worker says, ten times a second. */
export interface Report {
  readonly step: number;
  /** Steps a second, since the last report. */
  readonly rate: number;
  /** α. */
  readonly temperature: number;
  /** Mean returns of all evaluations so far. */
  readonly returns: readonly number[];
  /** An episode of the new policy, rad; upright is 0. Only after an evaluation. */
  readonly angles?: readonly number[];
}

/** What has been heard so far. */
export interface Values {
  readonly step: number;
  readonly rate: number;
  readonly returns: readonly number[];
  /** α over steps. */
  readonly temperatures: readonly (readonly [step: number, alpha: number])[];
  readonly angles: readonly number[];
}

/** Before the first report: the rod hangs. */
export const idle: Values = {
  step: 0,
  rate: 0,
  returns: [],
  temperatures: [],
  angles: [Math.PI],
};

/** After a report. */
export function hear(values: Values, report: unknown): Values {
  const { step, rate, temperature, returns, angles } = report as Report;
  return {
    step,
    rate: values.rate === 0 ? rate : 0.8 * values.rate + 0.2 * rate,
    returns,
    temperatures: [...values.temperatures, [step, temperature]],
    angles: angles ?? values.angles,
  };
}

/** The last step that the stored runs tell of. */
export function lastStep({ steps }: Given): number {
  return steps.at(-1)!;
}
