/**
 * What must hold before a chapter is good enough: pure functions from notebooks and sources to
 * findings. `tools/check.ts` runs them all.
 * @module
 */
import type { NotebookFile } from "../notebook/files.ts";
import { cellFindings } from "./cells.ts";
import { chapterFindings, type Surroundings } from "./chapters.ts";
import { figureFindings } from "./figures.ts";
import type { Finding } from "./finding.ts";
import { libraryFindings } from "./library.ts";
import { liveFindings } from "./live.ts";
import { fileFindings } from "./notebook-file.ts";
import { outputFindings } from "./outputs.ts";
import { patternFindings } from "./pattern.ts";
import { pinFindings } from "./pins.ts";
import { crowdFindings } from "./rooms.ts";
import type { SourceFile } from "./source.ts";
import { storyFindings } from "./story.ts";
import { tagFindings } from "./tags.ts";

export { codeFindings } from "./code.ts";
export { type Finding, report } from "./finding.ts";
export { chapterTable, type Surroundings } from "./chapters.ts";
export { readSources, type SourceFile } from "./source.ts";

/** Everything that can be said without running a tool. */
export function allFindings(
  chapters: readonly NotebookFile[],
  tests: readonly SourceFile[],
  library: readonly SourceFile[],
): readonly Finding[] {
  return [
    ...chapters.flatMap((chapter) => [
      ...fileFindings(chapter, chapters),
      ...storyFindings(chapter),
      ...cellFindings(chapter),
      ...patternFindings(chapter),
      ...outputFindings(chapter),
      ...figureFindings(chapter),
      ...liveFindings(chapter, library),
    ]),
    ...tagFindings(chapters, tests),
    ...pinFindings(chapters, tests),
    ...libraryFindings(library),
  ];
}

/** What can be said of the house as a whole: every chapter in its places, every room as planned. */
export function houseFindings(
  chapters: readonly NotebookFile[],
  surroundings: Surroundings,
  library: readonly SourceFile[],
): readonly Finding[] {
  return [
    ...chapterFindings(chapters, surroundings),
    ...crowdFindings(library.map(({ path }) => path)).map((what) => ({ where: "lib", what })),
  ];
}
