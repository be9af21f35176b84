/** What a hidden Markov chain has to be. */
import { refusal, requireOptions, requireProbabilities, ShapeError } from "../math/mod.ts";
import type { HiddenMarkov } from "./hidden_markov.ts";

/** Refuses a model whose tables are no distributions, or whose sizes differ. */
export function requireHiddenMarkov(action: string, model: HiddenMarkov): void {
  requireOptions(action, model, ["initial", "transition", "logLikelihood"]);
  const { initial, transition, logLikelihood } = model;
  requireProbabilities(action, "initial", initial);
  const states = initial.length;
  requireList(action, "transition", transition, states);
  transition.forEach((row, i) => requireProbabilities(action, `transition[${i}]`, row, states));
  requireList(action, "logLikelihood", logLikelihood);
  logLikelihood.forEach((row, t) => {
    requireList(action, `logLikelihood[${t}]`, row, states);
    row.forEach((value, k) => requireLog(action, `logLikelihood[${t}][${k}]`, value));
  });
}

function requireList(action: string, argument: string, value: unknown, length?: number): void {
  if (!Array.isArray(value)) throw new TypeError(refusal(action, argument, value, "a list"));
  if (length !== undefined && value.length !== length) {
    throw new ShapeError(action, argument, [value.length], `[${length}]`);
  }
  if (value.length === 0) throw new ShapeError(action, argument, [0], "at least one entry");
}

function requireLog(action: string, argument: string, value: unknown): void {
  const wish = "a finite number or −∞";
  if (typeof value !== "number") throw new TypeError(refusal(action, argument, value, wish));
  if (!(value < Infinity)) throw new RangeError(refusal(action, argument, value, wish));
}
