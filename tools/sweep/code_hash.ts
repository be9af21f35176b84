import { build, type BuildResult, type Plugin, stop } from "esbuild";
import { fileURLToPath } from "node:url";
import { ROOT } from "../notebook/files.ts";
import { type Lock, lockEntries } from "./lock_entries.ts";

/** The module whose imports a run is made of. */
const ENTRY = new URL("./run_experiment.ts", import.meta.url);

/** The code could not be followed from import to import. */
export class CodeHashError extends Error {
  override readonly name = "CodeHashError";

  constructor(reason: string, cause?: unknown) {
    super(`Cannot hash the code: ${reason}`, { cause });
  }
}

/**
 * What a result depends on beside its plan, in one number: SHA-256 of
 * - the module and all it imports, bundled: without types, comments, white space, and without what
 *   is never called, so that a better sentence in a docstring makes no result stale;
 * - the checksums of the npm packages it reaches, and of theirs, from deno.lock;
 * - the kernels, lib/nn/runtime/kernels.*.wasm.
 *
 * @param entry the module; its names are looked up in the import map of `root`
 * @returns 64 hexadecimal digits, the same on any machine
 * @throws {CodeHashError|LockError} for an import that leads nowhere
 */
export async function codeHash(entry: URL = ENTRY, root: URL = ROOT): Promise<string> {
  const { imports } = JSON.parse(await Deno.readTextFile(new URL("deno.json", root))) as {
    imports: Readonly<Record<string, string>>;
  };
  const { code, packages } = await bundled(entry, root, imports);
  const lock = JSON.parse(await Deno.readTextFile(new URL("deno.lock", root))) as Lock;
  const parts = [code, ...lockEntries(lock, packages), ...await kernelHashes(root)];
  return await sha256(new TextEncoder().encode(parts.join("\0")));
}

async function bundled(entry: URL, root: URL, imports: Readonly<Record<string, string>>) {
  const result = await bundle(entry, root, imports);
  const [output] = Object.values(result.metafile!.outputs);
  const packages = output!.imports.filter(({ external }) => external).map(({ path }) => path);
  return { code: result.outputFiles![0]!.text, packages: [...new Set(packages)] };
}

async function bundle(
  entry: URL,
  root: URL,
  imports: Readonly<Record<string, string>>,
): Promise<BuildResult> {
  try {
    return await build({
      entryPoints: [fileURLToPath(entry)],
      absWorkingDir: fileURLToPath(root),
      plugins: [importMap(root, imports)],
      ...{ bundle: true, write: false, metafile: true, format: "esm", target: "esnext" },
      ...{ minifyWhitespace: true, legalComments: "none", tsconfigRaw: "{}" },
      logLevel: "silent",
    });
  } catch (error) {
    throw new CodeHashError(error instanceof Error ? error.message : String(error), error);
  } finally {
    await stop();
  }
}

/** Bare names by the import map; a package stays outside and is dropped where nothing uses it. */
function importMap(root: URL, imports: Readonly<Record<string, string>>): Plugin {
  return {
    name: "import-map",
    setup(setup) {
      setup.onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
        if (kind === "entry-point") return undefined; // C:\… on Windows
        const target = mapped(path, imports);
        if (target.startsWith("./")) return { path: fileURLToPath(new URL(target, root)) };
        if (target.startsWith("npm:")) return { path: target, external: true, sideEffects: false };
        return { errors: [{ text: `"${path}" is not in the import map of deno.json` }] };
      });
    },
  };
}

/** Where a bare name leads: by its own entry, or by that of its folder, `chapters/`. */
function mapped(path: string, imports: Readonly<Record<string, string>>): string {
  if (Object.hasOwn(imports, path)) return imports[path]!;
  const folder = Object.keys(imports).find((name) => name.endsWith("/") && path.startsWith(name));
  return folder === undefined ? path : imports[folder]! + path.slice(folder.length);
}

async function kernelHashes(root: URL): Promise<readonly string[]> {
  const folder = new URL("lib/nn/runtime/", root), names: string[] = [];
  for await (const { name } of Deno.readDir(folder)) {
    if (/^kernels\..*\.wasm$/.test(name)) names.push(name);
  }
  return await Promise.all(
    names.toSorted().map(async (name) => {
      return `${name} ${await sha256(await Deno.readFile(new URL(name, folder)))}`;
    }),
  );
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return digest.toHex();
}
