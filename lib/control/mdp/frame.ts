/** Names, initial distribution and action prior of an MDP, read from what was given. */
import {
  list,
  MOST_ENTRIES,
  optional,
  probabilities,
  required,
  type Shape,
  shapeOf,
  type Sizes,
  text,
  whole,
  within,
  wrongKind,
  wrongValue,
} from "../../math/mod.ts";
import { LENGTH } from "./horizon.ts";
import type { Floats } from "./model.ts";

const COUNT = whole(1, MOST_ENTRIES), LIST = list(text);

/** How many, or their names, no two alike; the letter takes their number. */
function names(letter: string): Shape<number | readonly string[]> {
  const wish = "a whole number of at least 1 or a list of names";
  return shapeOf(wish, (value, sizes: Sizes = {}) => {
    if (typeof value !== "number" && !Array.isArray(value)) return wrongKind(value, wish);
    const found = typeof value === "number"
      ? COUNT.fault(value)
      : LIST.fault(value) ?? twiceFault(value);
    if (found === undefined) sizes[letter] = typeof value === "number" ? value : value.length;
    return found;
  });
}

function twiceFault(given: readonly string[]) {
  const seen = new Map<string, number>();
  for (const [i, name] of given.entries()) {
    const first = seen.get(name);
    seen.set(name, i);
    if (first === undefined) continue;
    return within(`[${i}]`, (doing, argument) => {
      const list = argument.slice(0, argument.lastIndexOf("["));
      return wrongValue(name, `a name unlike ${list}[${first}]`)(doing, argument);
    });
  }
  return undefined;
}

/** The rows of a table of settings that both ways of writing an MDP down share. */
export const FRAME = {
  states: required(names("S")),
  actions: required(names("A")),
  initial: optional(probabilities("S")),
  prior: optional(list(probabilities("A"), "S")),
  ...LENGTH,
};

/** Names as given, or "0", "1", … for a count. */
export function namesOf(given: number | readonly string[]): readonly string[] {
  return typeof given === "number"
    ? Array.from({ length: given }, (_, i) => String(i))
    : [...given];
}

/** p(s₁), for certain state 0 when not given. */
export function initialOf(initial: ArrayLike<number> | undefined, states: number): Floats {
  return initial === undefined
    ? Float64Array.from({ length: states }, (_, s) => s === 0 ? 1 : 0)
    : Float64Array.from(initial);
}

/** p(a | s) as one table, uniform when not given. */
export function priorOf(
  prior: readonly ArrayLike<number>[] | undefined,
  states: number,
  actions: number,
): Floats {
  const flat = new Float64Array(states * actions);
  if (prior === undefined) return flat.fill(1 / actions);
  prior.forEach((row, s) => flat.set(row, s * actions));
  return flat;
}
