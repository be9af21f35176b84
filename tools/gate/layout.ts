import type { NotebookFile } from "../notebook/files.ts";
import { isRun, type Notebook, sourceOf } from "../notebook/format.ts";
import { runHeard } from "../support/task.ts";
import type { Finding } from "./finding.ts";

/** Code cells are laid out as `deno fmt` does, by the options of the project. */
export async function layoutFindings(
  chapters: readonly NotebookFile[],
  config: string,
): Promise<readonly Finding[]> {
  const formatted = await formatCells(chapters.map(({ notebook }) => notebook), config);
  return chapters.flatMap((chapter, which) =>
    chapter.notebook.cells.flatMap((cell, index) => {
      const better = formatted[which]?.get(index);
      if (better === undefined || better === sourceOf(cell)) return [];
      const what = "not laid out as deno fmt does (`deno task notebooks --format` does it)";
      return [{ where: `${chapter.path} cell ${index}`, what }];
    })
  );
}

/**
 * Each code cell as `deno fmt` lays it out, by the number of the cell, for each notebook. (Deno can
 * format a whole notebook, but takes the lines of a formula for a list.)
 */
export async function formatCells(
  notebooks: readonly Notebook[],
  config: string,
): Promise<readonly ReadonlyMap<number, string>[]> {
  const folder = await Deno.makeTempDir({ prefix: "elbo-to-sac-" });
  try {
    const pieces = notebooks.flatMap(({ cells }, which) =>
      cells.flatMap((cell, index) =>
        isRun(cell) ? [{ which, index, path: `${folder}/${which}-${index}.ts`, cell }] : []
      )
    );
    await Promise.all(pieces.map(({ path, cell }) => Deno.writeTextFile(path, sourceOf(cell))));
    const paths = pieces.map(({ path }) => path);
    await runHeard(Deno.execPath(), ["fmt", "--quiet", "--config", config, ...paths]);
    const formatted = notebooks.map(() => new Map<number, string>());
    await Promise.all(pieces.map(async ({ which, index, path }) => {
      formatted[which]?.set(index, (await Deno.readTextFile(path)).replace(/\n$/, ""));
    }));
    return formatted;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
