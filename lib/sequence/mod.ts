/**
 * Models of sequences with hidden states, exactly. Float64, no tensors.
 *
 * @module
 */
export {
  type FilteredHidden,
  filterHidden,
  type HiddenMarkov,
  type SmoothedHidden,
  smoothHidden,
} from "./hidden_markov.ts";
