/** What came of a spoilt call. */
import { hasParts } from "./places.ts";

/**
 * `refused`: by an error in our form. `unclear`: by an error in others' words. `silent`: accepted
 * although bad. `wrong`: NaN, an infinity or another kind of value came out. `hang`: no answer in
 * time, or the process died. `fine`: an answer as good as any.
 */
export type Outcome = "refused" | "unclear" | "silent" | "wrong" | "hang" | "fine";

/** The outcomes that are faults, the worst first. */
export const FAULTS = ["wrong", "hang", "silent", "unclear"] as const;

/** "Cannot <action>: <argument> is <got>, expected <wish>", or what a data file's reader says. */
const OUR_FORM =
  /^(?:Cannot [^:]+: [\s\S]+ (?:is|has|are) [\s\S]*, expected |Not close|It does not hold that )/;

/** Whether an error is in the one form of every refusal. */
export function isRefusal(error: unknown): boolean {
  return error instanceof Error && OUR_FORM.test(error.message);
}

/** The kinds of values in a result, each once: "number", "NaN", "infinity", "text" … */
export function kindsIn(value: unknown, kinds = new Set<string>(), depth = 0): Set<string> {
  if (depth > 8) return kinds;
  if (typeof value === "number") {
    kinds.add(Number.isFinite(value) ? "number" : Number.isNaN(value) ? "NaN" : "infinity");
  } else if (ArrayBuffer.isView(value)) {
    for (const entry of value as unknown as Iterable<unknown>) kindsIn(entry, kinds, depth + 1);
  } else if (hasParts(value)) {
    // by index, so that a hole is seen
    const parts = Array.isArray(value) ? Array.from(value) : Object.values(value);
    for (const part of parts) kindsIn(part, kinds, depth + 1);
  } else if (value !== null && typeof value === "object") kinds.add("object");
  else kinds.add(value === null ? "null" : typeof value);
  return kinds;
}

/**
 * Judges what a spoilt call returned.
 *
 * @param good the kinds in the result of the good call
 * @param isBad whether the value put in had to be refused
 * @param infinite whether an infinity is an answer
 */
export function judged(
  result: unknown,
  good: ReadonlySet<string>,
  { isBad, infinite }: { readonly isBad: boolean; readonly infinite: boolean },
): Outcome {
  const kinds = kindsIn(result);
  if (infinite) kinds.delete("infinity");
  if ([...kinds].some((kind) => kind !== "number" && !good.has(kind))) return "wrong";
  return isBad ? "silent" : "fine";
}
