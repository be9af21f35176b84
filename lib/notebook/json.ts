/** What can be written down as JSON and read again as the same. */
import { type Fault, finite, plain, type Shape, shapeOf, within, wrongKind } from "../math/mod.ts";

/** Deeper than anybody writes: a list that holds itself is found out. */
const DEEPEST = 20;

const wish = "a finite number, a text, yes or no, a list or a plain object, 20 deep at most";

/** A plain object of finite numbers, texts, yes and no, lists and plain objects. */
export const json: Shape<Readonly<Record<string, unknown>>> = shapeOf(
  "a plain object that JSON can hold",
  (value) => plain.fault(value) ?? partsFault(value as object, 0),
);

function faultOf(value: unknown, depth: number): Fault | undefined {
  if (typeof value === "number") return finite.fault(value);
  if (typeof value === "string" || typeof value === "boolean") return undefined;
  const isWhole = Array.isArray(value) || plain.fault(value) === undefined;
  return isWhole && depth < DEEPEST ? partsFault(value as object, depth) : wrongKind(value, wish);
}

function partsFault(whole: object, depth: number): Fault | undefined {
  const isList = Array.isArray(whole);
  const names = isList ? whole.keys() : Object.keys(whole);
  for (const name of names) {
    const part = (whole as Readonly<Record<string | number, unknown>>)[name];
    const found = faultOf(part, depth + 1);
    if (found !== undefined) return within(isList ? `[${name}]` : `.${name}`, found);
  }
  return undefined;
}
