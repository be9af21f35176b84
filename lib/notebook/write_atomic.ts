import { callable, door, either, record, shapeOf, text, wrongKind } from "../math/mod.ts";

/** The few file operations that {@link writeAtomic} needs; a test hands in ones that fail. */
export interface FileOperations {
  readonly writeFile: (path: string, bytes: Uint8Array) => Promise<void>;
  /** Waits until what was written is on the disk: a file's bytes, or the names in a folder. */
  readonly sync: (path: string) => Promise<void>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly remove: (path: string) => Promise<void>;
}

const denoFiles: FileOperations = {
  writeFile: (path, bytes) => Deno.writeFile(path, bytes),
  sync: async (path) => {
    using file = await Deno.open(path, { read: true });
    await file.sync();
  },
  rename: (from, to) => Deno.rename(from, to),
  remove: (path) => Deno.remove(path),
};

/** A file could not be written; what stood there before is untouched. */
export class WriteError extends Error {
  /** The path that was to be written. */
  readonly path: string;

  constructor(path: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`Cannot write ${path}: ${reason}. Nothing was changed.`, { cause });
    this.name = "WriteError";
    this.path = path;
  }
}

const checkWrite = door("write a file", {
  path: either(text, made("a URL", URL)),
  content: either(text, made("a Uint8Array", Uint8Array)),
  files: record({
    writeFile: callable(),
    sync: callable(),
    rename: callable(),
    remove: callable(),
  }),
});

function made(wish: string, by: typeof URL | typeof Uint8Array) {
  return shapeOf(wish, (value) => value instanceof by ? undefined : wrongKind(value, wish));
}

let serial = 0;

/**
 * Writes a whole file or nothing: the bytes go to a new file beside it, which is then renamed
 * over the old one. A reader sees the old file or the new one, never a part.
 *
 * @param path where to write; the folder must exist
 * @param content bytes, or text to be written as UTF-8
 * @param files the file operations; replaced in tests only
 * @throws {WriteError} when the disk is full, the folder is missing or not writable …; no
 *   partial file is left behind
 * @throws {TypeError} when the content is neither bytes nor text
 *
 * @example
 * ```ts
 * import { writeAtomic } from "lib/notebook";
 * const folder = await Deno.makeTempDir();
 * await writeAtomic(`${folder}/greeting.txt`, "hello\n");
 * ```
 */
export async function writeAtomic(
  path: string | URL,
  content: Uint8Array | string,
  files: FileOperations = denoFiles,
): Promise<void> {
  checkWrite({ path, content, files });
  const target = path instanceof URL ? fromFileUrl(path) : path;
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const partial = `${target}.${Deno.pid}-${++serial}.part`;
  try {
    await files.writeFile(partial, bytes);
    await files.sync(partial); // else a power cut may leave the new name with no bytes behind it
    await files.rename(partial, target);
  } catch (error) {
    await files.remove(partial).catch(() => {}); // it may never have come into being
    throw new WriteError(target, error);
  }
  try {
    await files.sync(folderOf(target));
  } catch {
    // not every system syncs folders; without it, a power cut may bring the old file back, whole
  }
}

function folderOf(path: string): string {
  return path.replace(/[^/\\]*$/, "") || ".";
}

function fromFileUrl(url: URL): string {
  if (url.protocol !== "file:") {
    throw new TypeError(`Cannot write ${url}: the address is ${url.protocol}, expected file:`);
  }
  const path = decodeURIComponent(url.pathname);
  return Deno.build.os === "windows" ? path.replace(/^\//, "") : path;
}
