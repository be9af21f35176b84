/**
 * Models of sequences with hidden states, exactly. Float64, no tensors.
 *
 * @module
 */
export {
  type FilteredHidden,
  filterHidden,
  type SmoothedHidden,
  smoothHidden,
} from "./hidden_markov/filter_smooth.ts";
export type { HiddenMarkov } from "./hidden_markov/model.ts";
