/** A folder that nobody else uses; gone when it is released. */
export interface LockedFolder {
  readonly path: string;
  readonly release: () => Promise<void>;
}

/** Held by the system for as long as the process lives: a killed one leaves no lock behind. */
const lockName = ".in-use";

/**
 * Makes a folder of its own for one build, and removes those that killed builds left.
 *
 * @param parent where; made if need be
 * @param prefix what its name begins with
 */
export async function lockedFolder(parent: string, prefix: string): Promise<LockedFolder> {
  await Deno.mkdir(parent, { recursive: true });
  await removeLeftovers(parent, prefix);
  const path = await Deno.makeTempDir({ dir: parent, prefix });
  await Deno.chmod(path, 0o755).catch(() => {}); // what is made here is to be read by others
  const lock = await Deno.open(`${path}/${lockName}`, { createNew: true, write: true });
  await lock.lock(true);
  const release = async () => {
    lock.close();
    await Deno.remove(path, { recursive: true });
  };
  return { path, release };
}

async function removeLeftovers(parent: string, prefix: string): Promise<void> {
  for await (const entry of Deno.readDir(parent)) {
    if (!entry.isDirectory || !entry.name.startsWith(prefix)) continue;
    const path = `${parent}/${entry.name}`;
    if (await isLeft(path)) await Deno.remove(path, { recursive: true });
  }
}

/** Whether it is a folder of ours whose process is gone. */
async function isLeft(path: string): Promise<boolean> {
  try {
    using lock = await Deno.open(`${path}/${lockName}`, { write: true });
    return await lock.tryLock(true);
  } catch {
    return false; // another's, or being made or removed at this moment
  }
}
