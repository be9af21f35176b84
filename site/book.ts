import { chapters } from "../notebooks/catalogue.ts";
import { BookError, indexEquations, type WrittenChapter } from "./equations.ts";
import { errataOf } from "./errata.ts";
import { indexPage } from "./index_page.ts";
import type { LiveFiles, LiveName } from "./live_bundle.ts";
import { liveNames } from "./live_output.ts";
import { parseNotebook, withoutSolutions } from "../tools/notebook/format.ts";
import type { Asset } from "./rendered.ts";
import { chapterPage, type Page } from "./page.ts";
import { type Pin, pinsIn, pinsPage } from "./pins.ts";
import type { Renderers } from "./renderer.ts";
import { isResult, type ResultMime, resultName } from "./result_output.ts";

/** Whether the folded solutions are part of the site. */
export type Solutions = "shown" | "left out";

/** The whole site before it is built: pages and the files beside them. */
export interface Book {
  readonly pages: readonly Page[];
  readonly assets: readonly Asset[];
  /** Stems of the chapters that are written, in order. */
  readonly stems: readonly string[];
}

/**
 * Makes a site's pages of notebooks as executed.
 *
 * @param files file name → text, e.g. `"02-elbo.ipynb"` → its JSON; others than `.ipynb` are passed over
 * @param tests path → text of the tests that hold the chapters' numbers
 * @param bundle makes files of the explorables that the notebooks name
 * @throws {BookError} for a dead link, an equation tag used twice, or a notebook that is in no catalogue
 * @throws {TypeError} for a file that is no notebook
 */
export async function makeBook(
  files: ReadonlyMap<string, string>,
  renderers: Renderers,
  solutions: Solutions = "shown",
  tests: ReadonlyMap<string, string> = new Map(),
  bundle: (names: readonly LiveName[]) => Promise<ReadonlyMap<LiveName, LiveFiles>> = nothing,
): Promise<Book> {
  const written = writtenChapters(files);
  const stems = written.map(({ chapter }) => chapter.slug);
  const pins = written.map((each) => [each.chapter, pinsOf(each, tests)] as const)
    .filter(([, own]) => own.length > 0);
  const context = {
    equations: indexEquations(written),
    stems: new Set(stems),
    solutions,
    renderers,
    pins: new Map(pins.map(([{ slug }, own]) => [slug, new Set(own.map(({ name }) => name))])),
    live: await bundle(
      written.flatMap(({ chapter, notebook }) => liveNames(chapter.slug, notebook)),
    ),
    results: new Map(written.map((each) => [each.chapter.slug, resultsOf(each)])),
  };
  const pages: Page[] = [indexPage(context.stems)];
  for (const each of written) pages.push(await chapterPage(each, context));
  pages.push(...await Promise.all(pins.map(([chapter, own]) => pinsPage(chapter, own, renderers))));
  const errata = await errataOf(written, context);
  if (errata !== undefined) pages.push(errata);
  const downloads = written.map((each) => notebookFile(each, solutions));
  return {
    pages: pages.map(framed),
    assets: [...pages.flatMap((page) => page.assets), ...downloads],
    stems,
  };
}

const nothing = () => Promise.resolve(new Map<LiveName, LiveFiles>());

/** The pins of what a chapter shows, from its tests; others are no business of its page. */
function pinsOf(
  { chapter, notebook }: WrittenChapter,
  tests: ReadonlyMap<string, string>,
): readonly Pin[] {
  const shown = new Set(resultsOf({ chapter, notebook }).map(resultName));
  const own = [...tests].filter(([path]) => path.startsWith(`tests/notebooks/${chapter.slug}/`));
  return own.flatMap(([path, text]) => pinsIn(text, path)).filter(({ name }) => shown.has(name));
}

function resultsOf({ notebook }: WrittenChapter): readonly ResultMime[] {
  return notebook.cells.flatMap((cell) => cell.outputs ?? []).filter(isResult)
    .map(({ data }) => data!);
}

/**
 * A page in the one element that Vue is to find, and without the pairs of underscores and the other
 * words that VitePress and Vite put into programs, and look for there, as marks of their own.
 */
function framed(page: Page): Page {
  const quiet = (html: string) =>
    html.replaceAll(/_(?=_)/g, "&#95;").replaceAll("import.meta", "import&#46;meta");
  const html = quiet(`<div class="book-page">${page.html}</div>`);
  return { ...page, html, searched: quiet(page.searched) };
}

function writtenChapters(files: ReadonlyMap<string, string>): readonly WrittenChapter[] {
  const notebooks = new Map(
    [...files].filter(([name]) => name.endsWith(".ipynb"))
      .map(([name, text]) => [name.slice(0, -".ipynb".length), parseNotebook(text, name)]),
  );
  const known = new Set(chapters.map(({ slug }) => slug));
  for (const name of notebooks.keys()) {
    if (!known.has(name)) {
      throw new BookError(
        `Cannot place ${name}.ipynb: it is in no part of notebooks/catalogue.ts, expected NN-slug.ipynb`,
      );
    }
  }
  return chapters.flatMap((chapter) => {
    const notebook = notebooks.get(chapter.slug);
    return notebook === undefined ? [] : [{ chapter, notebook }];
  });
}

function notebookFile(
  { chapter, notebook }: WrittenChapter,
  solutions: Solutions,
): Asset {
  const kept = solutions === "shown" ? notebook : withoutSolutions(notebook);
  const text = JSON.stringify(kept, null, 1) + "\n";
  return {
    path: `notebooks/${chapter.slug}.ipynb`,
    bytes: new TextEncoder().encode(text),
  };
}
