import type { NotebookFile } from "../notebook/files.ts";
import type { Finding } from "./finding.ts";
import type { SourceFile } from "./source.ts";

const LIVE = "application/vnd.elbo-to-sac.live+json";

/** A figure that names an explorable has one: `live/NAME.ts` in its chapter's folder. */
export function liveFindings(
  { path, notebook }: NotebookFile,
  modules: readonly SourceFile[],
): readonly Finding[] {
  const folder = path.replace(/\.ipynb$/, "/live");
  const known = new Set(modules.map((module) => module.path));
  return notebook.cells.flatMap((cell, index) =>
    (cell.outputs ?? []).flatMap((output) => {
      const live = output.data?.[LIVE] as { readonly name?: unknown } | undefined;
      if (live === undefined || known.has(`${folder}/${live.name}.ts`)) return [];
      const what = `a figure names ${folder}/${live.name}.ts, which is not there`;
      return [{ where: `${path} cell ${index}`, what }];
    })
  );
}
