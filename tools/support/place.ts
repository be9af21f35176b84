import { WriteError } from "lib/notebook";
import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Tries whether a file can be written, before the work whose result it is to hold.
 *
 * @param path the file; its folder is made if need be, the file itself stays as it is
 * @throws {WriteError} naming the file, and why it cannot be written
 */
export async function requirePlace(path: string | URL): Promise<void> {
  const target = path instanceof URL ? fileURLToPath(path) : path, folder = dirname(target);
  try {
    await Deno.mkdir(folder, { recursive: true });
    const prefix = `.${basename(target)}.`;
    await Deno.remove(await Deno.makeTempFile({ dir: folder, prefix, suffix: ".part" }));
    if (await isFolder(target)) throw new Deno.errors.IsADirectory("it is a folder");
  } catch (error) {
    throw new WriteError(target, error);
  }
}

async function isFolder(path: string): Promise<boolean> {
  return await Deno.stat(path).then(({ isDirectory }) => isDirectory, () => false);
}

/** Long after a write has ended, however slow the disk. */
const OLD = 10 * 60 * 1000; // ms

/**
 * Removes what killed processes have left in a folder: files of that kind that nobody has touched for
 * ten minutes. A process on another machine may be at work on younger ones.
 *
 * @param now in ms since 1970
 */
export async function removeLeftovers(folder: URL, kind: RegExp, now = Date.now()): Promise<void> {
  try {
    for await (const { name, isFile } of Deno.readDir(folder)) {
      if (!isFile || !kind.test(name)) continue;
      const file = new URL(encodeURIComponent(name), folder);
      const { mtime } = await Deno.stat(file);
      if (mtime !== null && now - mtime.getTime() > OLD) await Deno.remove(file);
    }
  } catch {
    // it is a service, not the task: without the folder, or the right to write in it, it waits
  }
}

/** What `writeAtomic` and `requirePlace` leave when they are killed. */
export const PARTS = /\.part$/;
