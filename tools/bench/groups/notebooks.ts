import { fileURLToPath } from "node:url";
import { executeNotebook } from "../../notebook/execute.ts";
import { chapterSlugs, ROOT } from "../../notebook/files.ts";
import { requirePython } from "../../support/environment.ts";
import type { Contestant } from "../contestant.ts";
import type { Group } from "../group.ts";

/** Each chapter from its first cell to its last, in a kernel of its own, one after the other. */
export const notebooks: Group = {
  name: "notebooks",
  work: "notebook",
  goal: { kind: "seconds", atMost: 30 },
  rounds: 1,
  slot: 0,
  slow: true,
  enter: async () => {
    const { path } = await requirePython(["nbclient", "nbformat"]);
    return { ours: (await chapterSlugs()).map((slug) => chapter(slug, path)) };
  },
};

function chapter(slug: string, python: string): Contestant {
  const path = fileURLToPath(new URL(`notebooks/${slug}.ipynb`, ROOT));
  const turn = async (calls: number) => {
    const started = performance.now();
    for (let call = 0; call < calls; call++) await executeNotebook(path, { python, timeout: 300 });
    return performance.now() - started;
  };
  return { name: slug, facts: {}, turn, leave: () => Promise.resolve() };
}
