/** The parts of deno.lock that say which bytes a package is. */
export interface Lock {
  /** `npm:vega@5.33.1` → `5.33.1`, or with what it was resolved beside. */
  readonly specifiers: Readonly<Record<string, string>>;
  readonly npm: Readonly<Record<string, LockedPackage>>;
}

/** One package of a lock. */
export interface LockedPackage {
  readonly integrity: string;
  readonly dependencies?: readonly string[];
}

/** The lock does not know a package that the code needs. */
export class LockError extends RangeError {
  override readonly name = "LockError";

  constructor(specifier: string) {
    super(
      `Cannot hash the code: ${specifier} is not in deno.lock, expected an entry; deno install`,
    );
  }
}

/**
 * Packages and all that they need, each with its checksum: `name@version sha512-…`, sorted.
 *
 * @param specifiers as in the import map, `npm:vega@5.33.1`
 * @throws {LockError} naming a package that is not there
 */
export function lockEntries(lock: Lock, specifiers: readonly string[]): readonly string[] {
  const found = new Map<string, string>();
  const add = (name: string) => {
    if (found.has(name)) return;
    const { integrity, dependencies = [] } = lock.npm[name]!;
    found.set(name, integrity);
    for (const dependency of dependencies) add(keyOf(lock, dependency));
  };
  for (const specifier of specifiers) {
    const version = lock.specifiers[specifier];
    if (version === undefined) throw new LockError(specifier);
    const name = specifier.replace(/^npm:/, "").replace(/(?<=.)@[^@/]*$/, "");
    add(keyOf(lock, `${name}@${version}`));
  }
  return [...found].map(([name, integrity]) => `${name} ${integrity}`).toSorted();
}

/** A dependency carries its version only where the lock holds several of them. */
function keyOf({ npm }: Lock, dependency: string): string {
  if (Object.hasOwn(npm, dependency)) return dependency;
  const versions = Object.keys(npm).filter((name) => name.startsWith(`${dependency}@`));
  if (versions.length !== 1) throw new LockError(dependency);
  return versions[0]!;
}
