/** Folders of lib that have an entry point, in reading order. */
const folders = [
  "math",
  "nn",
  "prob",
  "prob/tensor",
  "inference",
  "inference/tensor",
]
  .concat("sequence", "control", "envs", "agents", "viz", "notebook");

/**
 * Writes the API reference from lib's docstrings, as `deno doc --html` makes it.
 *
 * @param root the project's folder
 * @param output folder for the pages; made anew
 * @returns whether there was anything to document
 * @throws {Error} with Deno's own words when it fails
 */
export async function writeApi(root: string, output: string): Promise<boolean> {
  const entries: string[] = [];
  for (const folder of folders) {
    const path = `lib/${folder}/mod.ts`;
    if (await Deno.stat(`${root}/${path}`).then(() => true, () => false)) {
      entries.push(path);
    }
  }
  if (entries.length === 0) return false;
  const importMap = `${output}-imports.json`;
  await Deno.writeTextFile(importMap, await documentedImports(root));
  const command = new Deno.Command(Deno.execPath(), {
    args: ["doc", "--quiet", "--no-lock", "--html", "--name=ELBO to SAC"]
      .concat(`--import-map=${importMap}`, `--output=${output}`, ...entries),
    cwd: root,
    env: { NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
  });
  const { success, stderr } = await command.output();
  await Deno.remove(importMap);
  if (!success) {
    throw new Error(
      `Cannot write the API reference: ${new TextDecoder().decode(stderr)}`,
    );
  }
  await mendFolder(output);
  return true;
}

/** tfjs is handed on by lib/nn; its thousand names have documentation of their own. */
async function documentedImports(root: string): Promise<string> {
  const { imports } = JSON.parse(
    await Deno.readTextFile(`${root}/deno.json`),
  ) as {
    imports: Record<string, string>;
  };
  const stub = `data:application/typescript,${
    encodeURIComponent("export {};\n")
  }`;
  const mapped = Object.entries(imports).map(([name, target]) => {
    if (name.startsWith("@tensorflow/")) return [name, stub];
    return [
      name,
      target.startsWith("./") ? `file://${root}${target.slice(1)}` : target,
    ];
  });
  return JSON.stringify({ imports: Object.fromEntries(mapped) });
}

async function mendFolder(folder: string): Promise<void> {
  const walk = async (below: string, depth: number): Promise<void> => {
    for await (const entry of Deno.readDir(below)) {
      const path = `${below}/${entry.name}`;
      if (entry.isDirectory) await walk(path, depth + 1);
      else if (path.endsWith(".html")) {
        await Deno.writeTextFile(
          path,
          mendApiPage(await Deno.readTextFile(path), depth),
        );
      }
    }
  };
  await walk(folder, 0);
}

/**
 * Mends what `deno doc` leaves open: the page's language, a way back to the book, links within the
 * page that lead nowhere, and formulas taken for links.
 *
 * @param html a page of the reference
 * @param depth how many folders below the reference's own it stands
 */
export function mendApiPage(html: string, depth: number): string {
  const ids = new Set(
    [...html.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1]!),
  );
  return html.replace("<html>", '<html lang="en">')
    .replace(
      '<ul class="breadcrumbs">',
      `<ul class="breadcrumbs"><li><a href="${
        "../".repeat(depth + 1)
      }" class="contextLink">` +
        "The book</a></li>",
    )
    // f[k](x) in a docstring is a formula, not a link
    .replaceAll(/<a href="([\w, ]+)"[^>]*>([^<]*)<\/a>/g, "[$2]($1)")
    .replaceAll(/\shref="#([^"]+)"/g, (link, id) => ids.has(id) ? link : "");
}
