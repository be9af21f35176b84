/**
 * Small real data sets, with source and licence in data/README.md, and stored training runs and studies.
 *
 * @module
 */
export { type Bioassay, bioassay } from "./bioassay.ts";
export { type Iris, iris } from "./iris.ts";
export { type Nile, nile } from "./nile.ts";
export { type OldFaithful, oldFaithful } from "./old_faithful.ts";
export {
  drawEllipse,
  type DrawnEllipses,
  drawnEllipses,
  type Ellipse,
  FACTOR_GRID,
} from "./drawn_ellipses.ts";
export { type OpticalDigits, opticalDigits } from "./optical_digits.ts";
export { parseTable, TableError } from "./parse_table.ts";
export { runChecksum, StoredRunError } from "./sealed_record.ts";
export {
  parseStoredRun,
  type StoredConfig,
  type StoredOptions,
  type StoredRun,
  type StoredTrial,
} from "./stored_run.ts";
export { storedRuns, storedStudy } from "./stored_runs.ts";
export {
  parseStoredStudy,
  type StoredStudy,
  type Study,
  type StudyNumbers,
  type StudyValues,
} from "./study.ts";
export { type Wine, wine } from "./wine.ts";
