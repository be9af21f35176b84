/**
 * Reading the saved notebooks, for tests that hold them to their word.
 * @module
 */
import {
  chapterSlugs,
  findChapter,
  type NotebookFile,
  readChapter,
} from "../../tools/notebook/files.ts";
import { savedResults } from "../../tools/notebook/named.ts";

export { hasTag, sourceOf, textOf } from "../../tools/notebook/format.ts";
export type { Cell, Notebook, Output } from "../../tools/notebook/format.ts";
export type { NotebookFile } from "../../tools/notebook/files.ts";
export { type SavedResult, savedResults, tagsOf } from "../../tools/notebook/named.ts";

/** Reads a chapter by its number or slug: "02" or "02-elbo". */
export async function readNotebook(chapter: string): Promise<NotebookFile> {
  return await readChapter(findChapter(chapter, await chapterSlugs()));
}

/**
 * The number that a chapter saved under a name.
 * @throws {RangeError} naming the results there are
 */
export async function savedResult(chapter: string, name: string): Promise<number> {
  const results = savedResults(await readNotebook(chapter));
  const found = results.find((result) => result.name === name);
  if (found !== undefined) return found.value;
  throw new RangeError(
    `Cannot find the result "${name}" in chapter ${chapter}: expected one of ` +
      results.map((result) => result.name).join(", "),
  );
}
