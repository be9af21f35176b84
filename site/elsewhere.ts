import type { Options } from "./options.ts";

/** What a build reads, beside the notebooks. */
const sources = [
  "site",
  "lib",
  "data",
  "notebooks", // the catalogue, and the explorables in the chapters' folders
  "tools/notebook",
  "tools/std-assert",
  "tests/notebooks",
]
  .concat("deno.json", "deno.lock");

/** What is made from these, and large. */
const made = /^(?:node_modules|pages)$|^\.sweep$/;

/** Whether Vite can work in a folder: it takes these characters for the end of a file's name. */
export function isPlain(path: string): boolean {
  return !/[#?%]/.test(path);
}

/**
 * Builds from a copy of the sources in a folder with a plain name; the site goes where it was wanted.
 *
 * @returns the exit code
 */
export async function buildFromCopy(root: string, options: Options): Promise<number> {
  const folder = await Deno.makeTempDir({ prefix: "elbo-to-sac-" });
  try {
    await copySources(root, folder);
    const site = `${folder}/site`;
    Deno.addSignalListener("SIGINT", () => {}); // a terminal's Ctrl-C ends the child; then we tidy up
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--config", `${site}/deno.json`, `${site}/build.ts`, ...words(options)],
    }).spawn();
    return (await child.status).code;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Copies what a build reads, without what is made from it. */
export async function copySources(root: string, folder: string): Promise<void> {
  for (const source of sources) await copy(`${root}/${source}`, `${folder}/${source}`);
}

/** The command line that is read as these options. */
function words(options: Options): readonly string[] {
  const { notebooks, out, base, port } = options;
  return [
    ...["--notebooks", notebooks, "--out", out, "--base", base, "--port", String(port)],
    ...options.solutions === "left out" ? ["--no-solutions"] : [],
    ...options.api ? [] : ["--no-api"],
    ...options.serve ? ["--serve"] : [],
  ];
}

async function copy(from: string, to: string): Promise<void> {
  const { isDirectory } = await Deno.stat(from);
  await Deno.mkdir(isDirectory ? to : to.slice(0, to.lastIndexOf("/")), { recursive: true });
  if (!isDirectory) return await Deno.copyFile(from, to);
  for await (const { name } of Deno.readDir(from)) {
    if (!made.test(name)) await copy(`${from}/${name}`, `${to}/${name}`);
  }
}
