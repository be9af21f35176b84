/**
 * Small real data sets, with source and licence in data/README.md, and stored training runs.
 *
 * @module
 */
export { type Bioassay, bioassay } from "./bioassay.ts";
export { type Iris, iris } from "./iris.ts";
export { type OldFaithful, oldFaithful } from "./old_faithful.ts";
export { parseTable, TableError } from "./parse_table.ts";
export {
  parseStoredRun,
  runChecksum,
  type StoredConfig,
  type StoredOptions,
  type StoredRun,
  StoredRunError,
  type StoredTrial,
} from "./stored_run.ts";
export { storedRuns } from "./stored_runs.ts";
export { type Wine, wine } from "./wine.ts";
