/**
 * Builds the site: `deno run -A --config site/deno.json site/build.ts [options]`.
 *
 * @module
 */
import { basename, dirname } from "node:path";
import { build } from "vitepress";
import { chapters } from "../notebooks/catalogue.ts";
import { writeApi } from "./api.ts";
import { type Book, makeBook } from "./book.ts";
import { buildFromCopy, isPlain } from "./elsewhere.ts";
import { finishSite } from "./finish.ts";
import { bundleLive } from "./live_bundle.ts";
import { type LockedFolder, lockedFolder } from "./locked_folder.ts";
import { help, type Options, readOptions } from "./options.ts";
import { markBuilt, refuseForeignFolder, replaceFolder } from "./out_folder.ts";
import { renderers } from "./page_html.ts";
import { writePages } from "./pages_folder.ts";
import { requireFreePort, serveFolder } from "./serve.ts";

const siteFolder = import.meta.dirname!;
const root = siteFolder.replace(/[/\\]site$/, "");

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
  if (!isPlain(root)) return Deno.exit(await buildFromCopy(root, options));
  const { out } = options;
  const notebooks = await readNotebooks(options.notebooks);
  const tests = await readTests();
  const bundle = (names: readonly string[]) => bundleLive(root, names);
  const book = await makeBook(notebooks, renderers, options.solutions, tests, bundle);
  await refuseForeignFolder(out);
  // beside the folder that is wanted, so that the finished site can be moved there in one step
  const beside = await ownFolder(dirname(out), `.${basename(out)}.unfinished-`);
  try { // whatever goes wrong, no part is left behind, and an older site stands
    await buildWhole(book, beside.path, options);
    await replaceFolder(out, `${beside.path}/site`, `${beside.path}/old`);
  } finally {
    await beside.release();
  }
  say(`Built ${book.pages.length} pages into ${out}.`);
  if (options.serve) await showSite(options);
}

/** Everything, into folders that no other build uses. */
async function buildWhole(book: Book, beside: string, options: Options): Promise<void> {
  const [site, api] = [`${beside}/site`, `${beside}/api`];
  const pages = await ownFolder(`${siteFolder}/pages`, "book-");
  try {
    await writePages(book, pages.path, siteFolder, options);
    const [hasApi] = await Promise.all([
      options.api ? writeApi(root, api) : false,
      build(pages.path, { outDir: site, base: options.base }),
    ]);
    if (hasApi) await Deno.rename(api, `${site}/api`);
  } finally {
    await pages.release();
  }
  await finishSite(site, book, options.base);
  await markBuilt(site);
}

async function ownFolder(parent: string, prefix: string): Promise<LockedFolder> {
  try {
    return await lockedFolder(parent, prefix);
  } catch (error) {
    throw new Error(`Cannot build: nothing can be written in ${parent}: ${messageOf(error)}`);
  }
}

async function readNotebooks(folder: string): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  try {
    for await (const entry of Deno.readDir(folder)) {
      if (!entry.isFile || !entry.name.endsWith(".ipynb")) continue;
      files.set(entry.name, await Deno.readTextFile(`${folder}/${entry.name}`));
    }
  } catch (error) {
    throw new Error(`Cannot read the notebooks in ${folder}: ${messageOf(error)}`);
  }
  if (files.size === 0) {
    throw new RangeError(
      `Cannot build: ${folder} holds no notebook, expected NN-slug.ipynb`,
    );
  }
  return files;
}

/** The tests of the chapters' numbers: path in the project → text. */
async function readTests(): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const { slug } of chapters) {
    const path = `tests/notebooks/${slug}/numbers.test.ts`;
    try {
      files.set(path, await Deno.readTextFile(`${root}/${path}`));
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error; // a chapter to come
    }
  }
  return files;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
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
