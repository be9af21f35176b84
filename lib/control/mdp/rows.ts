/** Tables over (s, a) read by state and action, in place of `table[s * A + a]!`. */
import { refusal, ShapeError } from "../../math/mod.ts";
import type { Mdp } from "./model.ts";

/** A state or an action: its number, or its name. */
export type Place = number | string;

/**
 * The entries of one state in a table over (s, a): a policy's π(· | s), Q(s, ·), the prior.
 *
 * @param mdp whose table it is
 * @param table `[S·A]`
 * @param state its number or its name
 * @returns `[A]`, in the order of the actions
 * @throws {ShapeError} for a table of another size, {RangeError} for a state that is not there
 * @example
 * ```ts
 * import { gridworld, rowOf } from "lib/control";
 * import { assertEquals } from "@std/assert";
 *
 * const { mdp } = gridworld({ map: "SG", steps: 1 });
 * assertEquals(rowOf(mdp, mdp.prior, 0), [0.25, 0.25, 0.25, 0.25]);
 * ```
 */
export function rowOf(mdp: Mdp, table: ArrayLike<number>, state: Place): readonly number[] {
  const { states, actions: { length } } = mdp;
  requireTable(mdp, table);
  const from = placeOf("state", states, state) * length;
  return Array.from({ length }, (_, a) => table[from + a]!);
}

/**
 * One entry of a table over (s, a).
 *
 * @param table `[S·A]`
 * @param state its number or its name
 * @param action its number or its name
 * @throws {ShapeError} for a table of another size, {RangeError} for a state or action that is not there
 * @example
 * ```ts
 * import { entryOf, gridworld, variationalBackward } from "lib/control";
 * import { assert } from "@std/assert";
 *
 * const { mdp } = gridworld({ map: "SG", steps: 1 }), { policy } = variationalBackward(mdp);
 * assert(entryOf(mdp, policy[0]!, 0, "east") > 0.2);
 * ```
 */
export function entryOf(mdp: Mdp, table: ArrayLike<number>, state: Place, action: Place): number {
  const { states, actions } = mdp;
  requireTable(mdp, table);
  return table[
    placeOf("state", states, state) * actions.length + placeOf("action", actions, action)
  ]!;
}

function requireTable({ states, actions }: Mdp, table: ArrayLike<number>): void {
  const size = states.length * actions.length;
  if (table?.length === size) return;
  if (table?.length === undefined) {
    throw new TypeError(refusal("read a table", "the table", table, "a number for each (s, a)"));
  }
  const wish = `[${size}], ${states.length} states by ${actions.length} actions`;
  throw new ShapeError("read a table", "the table", [table.length], wish);
}

function placeOf(what: string, names: readonly string[], place: Place): number {
  const found = typeof place === "string" ? names.indexOf(place) : place;
  if (Number.isInteger(found) && found >= 0 && found < names.length) return found;
  const wish = typeof place === "string"
    ? `one of ${names.slice(0, 12).join(", ")}${names.length > 12 ? ", …" : ""}`
    : `a whole number in [0, ${names.length - 1}]`;
  throw new RangeError(refusal("read a table", `the ${what}`, place, wish));
}
