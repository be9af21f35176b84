/**
 * What a cell shows: text, tables, figures, numbers with a name, progress, exercises.
 *
 * @module
 */
import "./kernel_version.ts"; // does nothing by itself: it waits for the first output of a notebook

export type { Numeric } from "./answer.ts";
export { agree, type Check, checkMime, holds } from "./check.ts";
export { assertClose, NotCloseError, type Tolerance } from "./close.ts";
export { inKernel } from "./display.ts";
export {
  type Exercise,
  exercise,
  type ExerciseParts,
  type Mistake,
  type Verdict,
} from "./exercise.ts";
export { help } from "./help.ts";
export { notYet, NotYetError } from "./not_yet.ts";
export { numberText, significantText } from "./number_text.ts";
export { MissingAssetError, type Picture, renderPicture } from "./picture.ts";
export { type Live, liveMime, plot } from "./plot.ts";
export { progress, type ProgressOptions } from "./progress.ts";
export { allResults, type Result, result, resultMime, type ResultOptions } from "./result.ts";
export { show, type ShowOptions } from "./show.ts";
export { StoppedError, stopSignal } from "./stop.ts";
export { type Row, table } from "./table.ts";
export { requireEnd, UnfinishedError } from "./unfinished.ts";
export { type FileOperations, writeAtomic, WriteError } from "./write_atomic.ts";
