import { writeAtomic } from "lib/notebook";
import { exists } from "./exists.ts";
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
 * Gives the learner a fresh copy of a chapter and keeps the old one beside it, numbered.
 * @returns where the old one is now; `undefined` when there was none
 */
export async function resetCopy(root: URL, slug: string): Promise<string | undefined> {
  const fresh = await original(root, slug);
  const copy = copyOf(root, slug);
  await Deno.mkdir(new URL(COPIES, root), { recursive: true });
  const kept = await exists(copy) ? await firstFree(root, slug) : undefined;
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

async function original(root: URL, slug: string): Promise<Uint8Array> {
  return await Deno.readFile(new URL(`notebooks/${slug}.ipynb`, root));
}
