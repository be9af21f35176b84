import { type Notebook, parseNotebook } from "./format.ts";

/** The project's folder. */
export const ROOT = new URL("../../", import.meta.url);

/** A notebook and where it lies. */
export type NotebookFile = {
  /** `02-elbo` */
  readonly slug: string;
  readonly path: string;
  readonly text: string;
  readonly notebook: Notebook;
};

/** No chapter, or more than one, answers to the name. */
export class UnknownChapterError extends RangeError {
  override readonly name = "UnknownChapterError";
}

/** The slugs of all chapters written so far, in order. */
export async function chapterSlugs(folder: URL = new URL("notebooks/", ROOT)): Promise<string[]> {
  const slugs: string[] = [];
  for await (const entry of Deno.readDir(folder)) {
    if (entry.isFile && /^\d\d-.*\.ipynb$/.test(entry.name)) slugs.push(entry.name.slice(0, -6));
  }
  return slugs.toSorted();
}

/**
 * Finds a chapter by its number, its slug or its file: `2`, `02`, `02-elbo`, `02-elbo.ipynb`.
 * @throws {UnknownChapterError} naming the chapters there are
 */
export function findChapter(name: string, slugs: readonly string[]): string {
  const plain = name.replace(/^.*[\\/]/, "").replace(/\.ipynb$/, "");
  const number = /^\d{1,2}$/.test(plain) ? plain.padStart(2, "0") : undefined;
  const found = slugs.filter((slug) => slug === plain || slug.slice(0, 2) === number);
  const [only] = found;
  if (found.length === 1 && only !== undefined) return only;
  throw new UnknownChapterError(
    `Cannot find the chapter "${name}": expected one of ${slugs.join(", ") || "none so far"}`,
  );
}

/** Reads a chapter's notebook. */
export async function readChapter(slug: string, root: URL = ROOT): Promise<NotebookFile> {
  const path = `notebooks/${slug}.ipynb`;
  const text = await Deno.readTextFile(new URL(path, root));
  return { slug, path, text, notebook: parseNotebook(text, path) };
}

/** Reads all chapters written so far. */
export async function readChapters(root: URL = ROOT): Promise<NotebookFile[]> {
  const slugs = await chapterSlugs(new URL("notebooks/", root));
  return await Promise.all(slugs.map((slug) => readChapter(slug, root)));
}
