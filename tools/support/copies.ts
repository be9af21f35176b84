import { writeAtomic } from "lib/notebook";
import { NotebookFormatError, parseNotebook, sourceOf } from "../notebook/format.ts";
import { exists } from "./exists.ts";
import { freshCopy } from "./fresh_copy.ts";
import { PARTS, removeLeftovers } from "./place.ts";

/** Where the learner's own notebooks are, seen from the project's folder. */
export const COPIES = "my/";

/**
 * Makes the learner's copy of every chapter that has none yet; what is there stays as it is.
 * @returns the slugs of the copies made
 */
export async function makeCopies(root: URL, slugs: readonly string[]): Promise<readonly string[]> {
  await Deno.mkdir(new URL(COPIES, root), { recursive: true });
  await removeLeftovers(new URL(COPIES, root), PARTS);
  const made: string[] = [];
  for (const slug of slugs) {
    if (await exists(copyOf(root, slug))) continue;
    await writeAtomic(copyOf(root, slug), await original(root, slug));
    made.push(slug);
  }
  return made;
}

/**
 * Gives the learner a fresh copy of a chapter and keeps the old one beside it, numbered, unless
 * there is nothing of the learner's in it.
 * @returns where the old one is now; `undefined` when there was none, or it was as fresh
 */
export async function resetCopy(root: URL, slug: string): Promise<string | undefined> {
  const fresh = await original(root, slug);
  const copy = copyOf(root, slug);
  await Deno.mkdir(new URL(COPIES, root), { recursive: true });
  const changed = await exists(copy) && !sameWork(await Deno.readTextFile(copy), fresh);
  const kept = changed ? await firstFree(root, slug) : undefined;
  // the old one is safe under its new name before the fresh one takes its place
  if (kept !== undefined) await writeAtomic(new URL(kept, root), await Deno.readFile(copy));
  await writeAtomic(copy, fresh);
  return kept;
}

async function firstFree(root: URL, slug: string): Promise<string> {
  for (let number = 1;; number++) {
    const name = `${COPIES}${slug}.kept-${number}.ipynb`;
    if (!await exists(new URL(name, root))) return name;
  }
}

function copyOf(root: URL, slug: string): URL {
  return new URL(`${COPIES}${slug}.ipynb`, root);
}

/**
 * The chapter to open first: the one the learner worked in last, or the first of all.
 * @param slugs the chapters there are, in order
 */
export async function chapterToOpen(root: URL, slugs: readonly string[]): Promise<string> {
  let [best, latest] = [slugs[0] ?? "", -Infinity];
  for (const slug of slugs) {
    const copy = copyOf(root, slug);
    if (!await exists(copy) || await Deno.readTextFile(copy) === await original(root, slug)) {
      continue;
    }
    const saved = (await Deno.stat(copy)).mtime?.getTime() ?? -Infinity;
    if (saved > latest) [best, latest] = [slug, saved];
  }
  return best;
}

/** Whether two copies hold the same words and code, whatever their cells show. */
function sameWork(copy: string, fresh: string): boolean {
  try {
    const written = (text: string) =>
      parseNotebook(text, "").cells.map((cell) => [cell.cell_type, sourceOf(cell)]);
    return JSON.stringify(written(copy)) === JSON.stringify(written(fresh));
  } catch (error) {
    if (error instanceof NotebookFormatError) return false;
    throw error;
  }
}

async function original(root: URL, slug: string): Promise<string> {
  const path = `notebooks/${slug}.ipynb`;
  return freshCopy(await Deno.readTextFile(new URL(path, root)), path);
}
