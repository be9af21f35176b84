/**
 * Builds the site: `deno run -A --config site/deno.json site/build.ts [options]`.
 *
 * @module
 */
import { parseArgs } from "node:util";
import { build } from "vitepress";
import { writeApi } from "./api.ts";
import { type Book, makeBook } from "./book.ts";
import { type DeadLink, deadLinks } from "./check_links.ts";
import { serveFolder } from "./serve.ts";

const help = `Builds the site of the course from the notebooks as executed.
  --notebooks DIR   where the notebooks are (default: notebooks)
  --out DIR         where the site goes (default: _site)
  --base /sub/      the address the site will have on its host (default: /)
  --no-solutions    leaves the solutions out
  --no-api          leaves the API reference out
  --serve           shows the site on this machine when it is built
  --port N          the port of --serve (default: 8000)
  --work NAME       folder of the pages below site/pages (default: book)`;

const siteFolder = import.meta.dirname!;
const root = siteFolder.replace(/[/\\]site$/, "");

interface Options {
  readonly notebooks: string;
  readonly out: string;
  readonly base: string;
  readonly work: string;
  readonly solutions: "shown" | "left out";
  readonly api: boolean;
  readonly serve: boolean;
  readonly port: number;
}

if (import.meta.main) await main(Deno.args);

async function main(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  const book = await makeBook(await readNotebooks(options.notebooks), options.solutions);
  const pages = `${siteFolder}/pages/${options.work}`;
  const unfinished = `${options.out}.unfinished`;
  await refuseForeignFolder(options.out);
  await Deno.remove(unfinished, { recursive: true }).catch(() => {});
  await writePages(book, pages, options);
  const api = options.api ? writeApi(root, `${pages}/api`) : Promise.resolve(false);
  await build(pages, { outDir: unfinished, base: options.base });
  if (await api) await Deno.rename(`${pages}/api`, `${unfinished}/api`);
  await stopOnDeadLinks(unfinished, options.base);
  await Deno.writeTextFile(`${unfinished}/${marker}`, "Built by site/build.ts; made anew each time.\n");
  await Deno.remove(options.out, { recursive: true }).catch(() => {});
  await Deno.rename(unfinished, options.out);
  say(`Built ${book.pages.length} pages into ${options.out}.`);
  if (options.serve) await showSite(options);
}

/** Tells a folder that this program made, and may replace, from any other. */
const marker = ".elbo-to-sac-site";

function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      notebooks: { type: "string", default: `${root}/notebooks` },
      out: { type: "string", default: `${root}/_site` },
      base: { type: "string", default: "/" },
      work: { type: "string", default: "book" },
      port: { type: "string", default: "8000" },
      "no-solutions": { type: "boolean", default: false },
      "no-api": { type: "boolean", default: false },
      serve: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    say(help);
    Deno.exit(0);
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new RangeError(`Cannot serve: --port is ${values.port}, expected 0 to 65535`);
  }
  if (!/^[\w-]+$/.test(values.work)) {
    throw new RangeError(`Cannot build: --work is ${values.work}, expected a plain name`);
  }
  return {
    notebooks: absolute(values.notebooks),
    out: absolute(values.out),
    base: checkedBase(values.base),
    work: values.work,
    solutions: values["no-solutions"] ? "left out" : "shown",
    api: !values["no-api"],
    serve: values.serve,
    port,
  };
}

function absolute(path: string): string {
  const isAbsolute = /^(?:[/\\]|[A-Za-z]:[/\\])/.test(path);
  return (isAbsolute ? path : `${Deno.cwd()}/${path}`).replace(/(?<=.)[/\\]+$/, "");
}

function checkedBase(base: string): string {
  if (!/^\/(?:[\w.~-]+\/)*$/.test(base)) {
    throw new RangeError(
      `Cannot build: --base is "${base}", expected a path like / or /course/, with both slashes`,
    );
  }
  return base;
}

async function readNotebooks(folder: string): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  try {
    for await (const entry of Deno.readDir(folder)) {
      if (!entry.isFile || !entry.name.endsWith(".ipynb")) continue;
      files.set(entry.name, await Deno.readTextFile(`${folder}/${entry.name}`));
    }
  } catch (error) {
    throw new Error(`Cannot read the notebooks in ${folder}: ${(error as Error).message}`);
  }
  if (files.size === 0) {
    throw new RangeError(`Cannot build: ${folder} holds no notebook, expected NN-slug.ipynb`);
  }
  return files;
}

/** Never removes a folder that holds something else. */
async function refuseForeignFolder(out: string): Promise<void> {
  const names: string[] = [];
  try {
    for await (const entry of Deno.readDir(out)) names.push(entry.name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw new Error(`Cannot write to ${out}: ${(error as Error).message}`);
  }
  if (names.length > 0 && !names.includes(marker)) {
    throw new RangeError(
      `Cannot write to ${out}: it holds other files (${names[0]}, …), ` +
        "expected a new or empty folder, or a site built before",
    );
  }
}

/** VitePress' root: the pages, what they show, and two lines that lead to config and theme. */
async function writePages(book: Book, pages: string, options: Options): Promise<void> {
  await Deno.remove(pages, { recursive: true }).catch(() => {});
  const write = async (path: string, content: string | Uint8Array<ArrayBuffer>) => {
    const full = `${pages}/${path}`;
    await Deno.mkdir(full.slice(0, full.lastIndexOf("/")), { recursive: true });
    if (typeof content === "string") await Deno.writeTextFile(full, content);
    else await Deno.writeFile(full, content);
  };
  for (const page of book.pages) await write(`${page.name}.md`, page.markdown);
  for (const { path, bytes } of book.assets) await write(`public/${path}`, bytes);
  await write("public/mark.svg", await Deno.readTextFile(`${siteFolder}/theme/mark.svg`));
  const facts = { stems: book.stems, base: options.base, hasApi: options.api };
  await write("book.json", JSON.stringify(facts));
  await write(
    ".vitepress/config.ts",
    'import { bookConfig } from "../../../config.ts";\nimport facts from "../book.json";\n' +
      "export default bookConfig(facts);\n",
  );
  await write(
    ".vitepress/theme/index.ts",
    'export { default } from "../../../../theme/index.ts";\n',
  );
}

async function stopOnDeadLinks(folder: string, base: string): Promise<void> {
  const files = new Set<string>();
  const pages = new Map<string, string>();
  const walk = async (below: string) => {
    for await (const entry of Deno.readDir(`${folder}/${below}`)) {
      const path = `${below}${entry.name}`;
      if (entry.isDirectory) await walk(`${path}/`);
      else files.add(path);
      if (path.endsWith(".html")) pages.set(path, await Deno.readTextFile(`${folder}/${path}`));
    }
  };
  await walk("");
  const dead = deadLinks(pages, files, base);
  if (dead.length > 0) throw new Error(deadLinkMessage(dead));
}

function deadLinkMessage(dead: readonly DeadLink[]): string {
  const lines = dead.slice(0, 20).map(({ page, target, reason }) =>
    `  ${page}: ${target} (${reason})`
  );
  return `Cannot finish the site: ${dead.length} dead links\n${lines.join("\n")}`;
}

async function showSite(options: Options): Promise<void> {
  const { out: folder, base, port } = options;
  const server = serveFolder({ folder, base, port });
  say(`The site is at ${server.url} (Ctrl+C ends it).`);
  await server.finished;
}

function say(words: string): void {
  // deno-lint-ignore no-console -- a command speaks on the console
  console.log(words);
}
