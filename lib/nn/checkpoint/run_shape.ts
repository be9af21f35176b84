/** What a run has to be to be kept. */
import {
  dictionary,
  type Fault,
  keyShape,
  plain,
  required,
  setting,
  settings,
  type Shape,
  shapeOf,
  whole,
  within,
  wrongKind,
} from "../../math/mod.ts";
import type { SavedArray } from "./checkpoint.ts";
import type { TensorTree } from "../runtime/tensor_tree.ts";

/** How the numbers of a block are kept. */
export const TYPES = {
  float32: Float32Array,
  float64: Float64Array,
  int32: Int32Array,
  uint8: Uint8Array,
} as const;

const ARRAYS = "a Float32Array, Float64Array, Int32Array or Uint8Array";
const savedArray = shapeOf<SavedArray>(ARRAYS, (value) => {
  const fits = Object.values(TYPES).some((Type) => value instanceof Type);
  return fits ? undefined : wrongKind(value, ARRAYS);
});

const JSON_WISH = "plain JSON, numbers finite";

/** Refuses what JSON would silently change: NaN, undefined, functions, dates, class instances. */
export const json: Shape<object> = shapeOf(JSON_WISH, jsonFault);

function jsonFault(value: unknown): Fault | undefined {
  const isPlain = value === null || typeof value === "string" || typeof value === "boolean" ||
    (typeof value === "number" && Number.isFinite(value));
  if (isPlain) return undefined;
  if (!Array.isArray(value) && plain.fault(value) !== undefined) return wrongKind(value, JSON_WISH);
  const parts = Array.isArray(value) ? Array.from(value) : value as object; // holes are undefined
  for (const [name, part] of Object.entries(parts)) {
    const found = jsonFault(part);
    if (found !== undefined) return within(`.${name}`, found);
  }
  return undefined;
}

const tree = plain as Shape<TensorTree>; // looked at tensor by tensor

/** A run, as a table: what may be left out is empty then. */
export const RUN = settings({
  config: required(json),
  step: required(whole(0)),
  keys: setting(dictionary(keyShape), {}),
  counters: setting(dictionary(whole(0)), {}),
  arrays: setting(dictionary(savedArray), {}),
  tensors: required(tree),
});
