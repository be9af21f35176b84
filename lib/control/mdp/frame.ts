/** Names, initial distribution and action prior of an MDP, read from what was given. */
import { refusal, requireInteger, requireProbabilities } from "../../math/mod.ts";
import type { Floats } from "./model.ts";
import { requireRow } from "./outcomes.ts";

/** Names as given, or "0", "1", … for a count; no two alike. */
export function namesOf(argument: string, given: number | readonly string[]): readonly string[] {
  if (typeof given === "number") {
    requireInteger("build an MDP", argument, given, 1);
    return Array.from({ length: given }, (_, i) => String(i));
  }
  requireRow("build an MDP", argument, given);
  const seen = new Map<string, number>();
  given.forEach((name, i) => {
    if (typeof name !== "string") {
      throw new TypeError(refusal("build an MDP", `${argument}[${i}]`, name, "a name"));
    }
    const first = seen.get(name);
    if (first !== undefined) {
      const wish = `a name unlike ${argument}[${first}]`;
      throw new RangeError(refusal("build an MDP", `${argument}[${i}]`, name, wish));
    }
    seen.set(name, i);
  });
  return [...given];
}

/** p(s₁), for certain state 0 when not given. */
export function initialOf(initial: ArrayLike<number> | undefined, states: number): Floats {
  if (initial === undefined) {
    return Float64Array.from({ length: states }, (_, s) => s === 0 ? 1 : 0);
  }
  return readInitial("build an MDP", initial, states);
}

/** p(s₁) as a table, checked. */
export function readInitial(doing: string, initial: ArrayLike<number>, states: number): Floats {
  requireProbabilities(doing, "initial", initial, states);
  return Float64Array.from(initial);
}

/** p(a | s) as one table, uniform when not given. */
export function priorOf(
  prior: readonly ArrayLike<number>[] | undefined,
  states: number,
  actions: number,
): Floats {
  if (prior === undefined) return new Float64Array(states * actions).fill(1 / actions);
  return readPrior("build an MDP", prior, states, actions);
}

/** The rows p(·|s) as one table, checked. */
export function readPrior(
  doing: string,
  prior: readonly ArrayLike<number>[],
  states: number,
  actions: number,
): Floats {
  requireRow(doing, "prior", prior, states);
  const flat = new Float64Array(states * actions);
  prior.forEach((row, s) => {
    requireProbabilities(doing, `prior[${s}]`, row, actions);
    flat.set(Array.from(row), s * actions);
  });
  return flat;
}
