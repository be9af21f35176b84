/** What a chapter names: its numbers and its equations. */
import { resultMime } from "lib/notebook";
import type { NotebookFile } from "./files.ts";
import { sourceOf } from "./format.ts";

/** A number that a chapter shows under a name. */
export type SavedResult = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly words?: string;
  readonly where: string;
};

/** A numbered equation and the cell it stands in. */
export type Tag = { readonly name: string; readonly chapter: string; readonly where: string };

/** The results that a chapter's saved outputs hold. */
export function savedResults(chapter: NotebookFile): readonly SavedResult[] {
  return chapter.notebook.cells.flatMap((cell, index) =>
    (cell.outputs ?? []).flatMap((output) => {
      const stored = output.data?.[resultMime] as Omit<SavedResult, "where"> | undefined;
      return stored === undefined ? [] : [{ ...stored, where: `${chapter.path} cell ${index}` }];
    })
  );
}

/** The numbered equations of a chapter. */
export function tagsOf(chapter: NotebookFile): readonly Tag[] {
  return chapter.notebook.cells.flatMap((cell, index) =>
    cell.cell_type !== "markdown"
      ? []
      : [...sourceOf(cell).matchAll(/\\tag\{([^}]*)\}/g)].map((match) => ({
        name: match[1] ?? "",
        chapter: chapter.slug,
        where: `${chapter.path} cell ${index}`,
      }))
  );
}
