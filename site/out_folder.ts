/** Tells a folder that this program made, and may replace, from any other; it lists what was made. */
export const marker = ".elbo-to-sac-site";

const firstLine = "Built by site/build.ts; made anew each time. It holds:";

/**
 * Refuses to replace a folder with anything in it that no build has made.
 *
 * @throws {RangeError} naming what stands there
 */
export async function refuseForeignFolder(out: string): Promise<void> {
  const refuse = (name: string) => {
    throw new RangeError(
      `Cannot write to ${out}: it holds other files (${name}, …), ` +
        "expected a new or empty folder, or a site built before",
    );
  };
  const files = await filesBelow(out);
  const [first] = files;
  if (first === undefined) return;
  const made = files.includes(marker) ? await Deno.readTextFile(`${out}/${marker}`) : "";
  if (made === "") refuse(first);
  const own = new Set(made.split("\n").slice(1));
  const foreign = files.find((file) => !own.has(file) && file !== marker);
  if (own.size > 1 && foreign !== undefined) refuse(foreign);
}

/** Marks a site as built, file by file. */
export async function markBuilt(folder: string): Promise<void> {
  const lines = [firstLine, ...await filesBelow(folder)];
  await Deno.writeTextFile(`${folder}/${marker}`, `${lines.join("\n")}\n`);
}

/**
 * Puts a finished site where it is wanted; the one that stood there is set aside until then.
 *
 * @param aside a path on the same disk that is free
 */
export async function replaceFolder(out: string, fresh: string, aside: string): Promise<void> {
  await refuseForeignFolder(out); // a build takes its time
  const stood = await renamed(out, aside);
  try {
    await Deno.rename(fresh, out);
  } catch (error) {
    if (stood) await renamed(aside, out);
    throw new Error(`Cannot write to ${out}: ${(error as Error).message}`);
  }
}

async function renamed(from: string, to: string): Promise<boolean> {
  try {
    await Deno.rename(from, to);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw new Error(`Cannot write to ${to}: ${(error as Error).message}`);
  }
}

/** All files below a folder, sorted; none where there is no folder. */
export async function filesBelow(folder: string, below = ""): Promise<readonly string[]> {
  const files: string[] = [];
  try {
    for await (const entry of Deno.readDir(`${folder}/${below}`)) {
      const path = `${below}${entry.name}`;
      if (entry.isDirectory) files.push(...await filesBelow(folder, `${path}/`));
      else files.push(path);
    }
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw new Error(`Cannot write to ${folder}: ${(error as Error).message}`);
  }
  return files.toSorted();
}
