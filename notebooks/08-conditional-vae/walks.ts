/** Demonstrations past the tree as pairs to learn from: a place, and the strides that followed. */
import { type TreeWalk, treeWalk } from "lib/envs";
import { fold, type Key, type Matrix } from "lib/math";

/** An expert's walks, each from a fold of the key. */
export function expertWalks(key: Key, count: number): readonly TreeWalk[] {
  return Array.from({ length: count }, (_, i) => treeWalk(fold(key, i)));
}

/** Strides are half a unit: in these units they are one. */
export const STRIDE = 0.5;
/** Places are a few units: in these they are about one. */
export const REACH = 4;

/** Place → the next `steps` strides, one after the other; behind the tree the walker goes straight on. */
export function pairs(
  walks: readonly TreeWalk[],
  steps: number,
): { readonly inputs: Matrix; readonly targets: Matrix } {
  const inputs: number[][] = [], targets: number[][] = [];
  for (const { places, strides } of walks) {
    strides.forEach((_, t) => {
      inputs.push(scaled(places[t]!));
      const chunk = Array.from({ length: steps }, (_, i) => strides[t + i] ?? [0, STRIDE]);
      targets.push(chunk.flat().map((each) => each / STRIDE));
    });
  }
  return { inputs, targets };
}

/** A place as networks see it. */
export const scaled = (place: readonly number[]): number[] => [
  place[0]! / REACH,
  (place[1]! - REACH) / REACH,
];
