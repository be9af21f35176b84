/** Exercise 18.5: an end is not a time limit. */
import { exercise } from "lib/notebook";

type Row = readonly number[];

interface Path {
  readonly rewards: Row;
  readonly logDensities: Row;
  readonly values: Row;
  readonly valuesNext: Row;
  readonly masks: Row;
  readonly cuts: Row;
}
interface Options {
  readonly discount: number;
  readonly trace: number;
  readonly temperature: number;
}

/** Advantages that look on by `value(t)` and carry on by `sum(t)`, each 0 or 1. */
function advantages(
  path: Path,
  { discount, trace, temperature }: Options,
  value: (t: number) => number,
  sum: (t: number) => number,
): Row {
  const found: number[] = [];
  let later = 0;
  for (let t = path.rewards.length - 1; t >= 0; t--) {
    const soft = path.rewards[t]! - temperature * path.logDensities[t]!;
    const delta = soft + discount * value(t) * path.valuesNext[t]! - path.values[t]!;
    later = delta + discount * trace * sum(t) * later;
    found.unshift(later);
  }
  return found;
}

const limited: Path = {
  rewards: [1, 1, 0.5, 2],
  logDensities: [-1, -1, -0.3, -2],
  values: [2, 3, 1, 2],
  valuesNext: [3, 4, 2, 6],
  masks: [1, 1, 1, 0],
  cuts: [0, 1, 0, 1],
};
const options = { discount: 0.9, trace: 0.8, temperature: 0.5 };
const goesOn = (path: Path) => (t: number) => 1 - path.cuts[t]!;

/** 18.5: her advantages, in which a time limit counts as an end. */
export const exercise18_5 = exercise<[Path, Options]>({
  id: "18.5",
  cases: [
    [limited, options],
    [{ ...limited, cuts: [1, 0, 0, 1] }, { discount: 0.5, trace: 1, temperature: 0 }],
  ],
  answer: (path, each) => advantages(path, each, goesOn(path), goesOn(path)),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (path, each) => advantages(path, each, (t) => path.masks[t]!, goesOn(path)),
      says: "That is the right function; hers, with the mistake, is asked.",
    },
    {
      answer: (path, each) => advantages(path, each, (t) => path.masks[t]!, (t) => path.masks[t]!),
      says: "You confuse the marks the other way: hers does stop the sum at a time limit.",
    },
    {
      answer: (path, each) => advantages(path, each, goesOn(path), () => 1),
      says: "Her sum stops at the cut: at the last step of a path  is δ alone.",
    },
    {
      answer: (path, each) => advantages(path, each, () => 1, goesOn(path)),
      says: "Hers looks on too little, not too much: where the world ends she is right.",
    },
  ],
  solved: "One mark for two things: she takes a time limit for an end.",
  hints: [
    "Work out δ₂ as it should be, and see by how much hers differs. Which term is 3.6?",
    "Use 1 − cut in both places: before γ V̂(s′), and before γλ Â.",
  ],
});
