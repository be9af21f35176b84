/**
 * Builds the site: `deno run -A --config site/deno.json site/build.ts [options]`.
 *
 * @module
 */
import { build } from "vitepress";
import { writeApi } from "./api.ts";
import { type Book, makeBook } from "./book.ts";
import { bundleCharts } from "./chart_bundle.ts";
import { type DeadLink, deadLinks } from "./check_links.ts";
import { help, type Options, readOptions } from "./options.ts";
import { requireFreePort, serveFolder } from "./serve.ts";

const siteFolder = import.meta.dirname!;
const root = siteFolder.replace(/[/\\]site$/, "");

/** Tells a folder that this program made, and may replace, from any other. */
const marker = ".elbo-to-sac-site";

if (import.meta.main) {
  try {
    await main(Deno.args);
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error));
    Deno.exit(1);
  }
}

async function main(args: readonly string[]): Promise<void> {
  const options = readOptions(args, root);
  if (options === undefined) return say(help);
  if (options.serve) requireFreePort(options.port);
  const book = await makeBook(
    await readNotebooks(options.notebooks),
    options.solutions,
  );
  await refuseForeignFolder(options.out);
  const parts = { site: `${options.out}.unfinished`, api: `${options.out}.api` };
  try {
    await buildWhole(book, parts, options);
    await Deno.remove(options.out, { recursive: true }).catch(() => {});
    await Deno.rename(parts.site, options.out);
  } finally { // whatever went wrong, no part is left behind, and an older site stands
    for (const part of Object.values(parts)) {
      await Deno.remove(part, { recursive: true }).catch(() => {});
    }
  }
  say(`Built ${book.pages.length} pages into ${options.out}.`);
  if (options.serve) await showSite(options);
}

/** Everything, into a folder beside the one that is wanted. */
async function buildWhole(
  book: Book,
  parts: { readonly site: string; readonly api: string },
  options: Options,
): Promise<void> {
  const pages = `${siteFolder}/pages/${options.work}`;
  await Deno.remove(parts.site, { recursive: true }).catch(() => {});
  await writePages(book, pages, options);
  const [hasApi] = await Promise.all([
    options.api ? writeApi(root, parts.api) : false,
    build(pages, { outDir: parts.site, base: options.base }),
  ]);
  if (hasApi) await Deno.rename(parts.api, `${parts.site}/api`);
  await stopOnDeadLinks(parts.site, options.base);
  await Deno.writeTextFile(
    `${parts.site}/${marker}`,
    "Built by site/build.ts; made anew each time.\n",
  );
}

async function readNotebooks(folder: string): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  try {
    for await (const entry of Deno.readDir(folder)) {
      if (!entry.isFile || !entry.name.endsWith(".ipynb")) continue;
      files.set(entry.name, await Deno.readTextFile(`${folder}/${entry.name}`));
    }
  } catch (error) {
    throw new Error(
      `Cannot read the notebooks in ${folder}: ${(error as Error).message}`,
    );
  }
  if (files.size === 0) {
    throw new RangeError(
      `Cannot build: ${folder} holds no notebook, expected NN-slug.ipynb`,
    );
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
async function writePages(
  book: Book,
  pages: string,
  options: Options,
): Promise<void> {
  await Deno.remove(pages, { recursive: true }).catch(() => {});
  const write = async (
    path: string,
    content: string | Uint8Array<ArrayBuffer>,
  ) => {
    const full = `${pages}/${path}`;
    await Deno.mkdir(full.slice(0, full.lastIndexOf("/")), { recursive: true });
    if (typeof content === "string") await Deno.writeTextFile(full, content);
    else await Deno.writeFile(full, content);
  };
  for (const page of book.pages) await write(`${page.name}.md`, page.markdown);
  for (const { path, bytes } of book.assets) {
    await write(`public/${path}`, bytes);
  }
  await write(
    "public/mark.svg",
    await Deno.readTextFile(`${siteFolder}/theme/mark.svg`),
  );
  const charts = await bundleCharts(siteFolder);
  await write(`public/${charts.path}`, charts.bytes);
  const facts = {
    stems: book.stems,
    base: options.base,
    hasApi: options.api,
    charts: `/${charts.path}`,
  };
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
      if (path.endsWith(".html")) {
        pages.set(path, await Deno.readTextFile(`${folder}/${path}`));
      }
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

function complain(words: string): void {
  // deno-lint-ignore no-console -- a command complains on the console
  console.error(words);
}
