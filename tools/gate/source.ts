/** A source file as text, its path seen from the project's folder. */
export type SourceFile = { readonly path: string; readonly text: string };

/** Reads all files of the folders whose names end so. */
export async function readSources(
  root: URL,
  folders: readonly string[],
  ending = ".ts",
): Promise<SourceFile[]> {
  const paths = (await Promise.all(folders.map((folder) => pathsUnder(root, folder)))).flat();
  const wanted = paths.filter((path) => path.endsWith(ending)).toSorted();
  return await Promise.all(wanted.map(async (path) => ({
    path,
    text: await Deno.readTextFile(new URL(path, root)),
  })));
}

/** The text without lines that are comments only: what stands there counts for nothing. */
export function withoutComments(text: string): string {
  return text.replaceAll(/^\s*\/\*[\s\S]*?\*\//gm, "").replaceAll(/^\s*\/\/.*$/gm, "");
}

async function pathsUnder(root: URL, folder: string): Promise<string[]> {
  const paths: string[] = [];
  try {
    for await (const entry of Deno.readDir(new URL(`${folder}/`, root))) {
      if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
      const path = `${folder}/${entry.name}`;
      paths.push(...entry.isDirectory ? await pathsUnder(root, path) : [path]);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return paths;
}
