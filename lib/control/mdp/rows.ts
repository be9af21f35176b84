/** Tables over (s, a) read by state and action, in place of `table[s * A + a]!`. */
import { extended, record, refusal, ShapeError } from "../../math/mod.ts";
import { type Mdp, NAMES } from "./model.ts";

const DOING = "read a table";

/** What is read of an MDP; this may stand in a loop over all of its entries. */
const NAMED = record({ states: NAMES, actions: NAMES }, "an Mdp (make one with mdp or sparseMdp)");

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
  requireTable(mdp, table);
  const { states, actions: { length } } = mdp;
  const from = placeOf("state", states, state) * length;
  return Array.from({ length }, (_, a) => numberAt(table, from + a));
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
  requireTable(mdp, table);
  const { states, actions } = mdp;
  const row = placeOf("state", states, state) * actions.length;
  return numberAt(table, row + placeOf("action", actions, action));
}

function numberAt(table: ArrayLike<number>, i: number): number {
  const entry = table[i], found = extended.fault(entry);
  if (found !== undefined) throw found(DOING, `the table[${i}]`);
  return entry!;
}

/** Only what is read is looked at: a table may be long. */
function requireTable(mdp: Mdp, table: ArrayLike<number>): void {
  const { states, actions } = NAMED.check(DOING, "mdp", mdp);
  const size = states.length * actions.length;
  if (!Array.isArray(table) && !ArrayBuffer.isView(table)) {
    throw new TypeError(refusal(DOING, "the table", table, "a number for each (s, a)"));
  }
  if (table.length === size) return;
  const wish = `[${size}], ${states.length} states by ${actions.length} actions`;
  throw new ShapeError(DOING, "the table", [table.length], wish);
}

function placeOf(what: string, names: readonly string[], place: Place): number {
  const found = typeof place === "string" ? names.indexOf(place) : place;
  if (Number.isInteger(found) && found >= 0 && found < names.length) return found;
  const wish = typeof place === "string"
    ? `one of ${names.slice(0, 12).join(", ")}${names.length > 12 ? ", …" : ""}`
    : `a whole number in [0, ${names.length - 1}]`;
  throw new RangeError(refusal(DOING, `the ${what}`, place, wish));
}
