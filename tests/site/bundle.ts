import { build, type Plugin, stop } from "esbuild";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const root = new URL("../../", import.meta.url);

/** What Node has and a browser has not; libraries ask for it behind a test of where they run. */
const nodeOnly =
  /^(?:node:)?(?:buffer|crypto|fs|http|https|module|os|path|perf_hooks|punycode|stream|string_decoder|url|util|worker_threads|zlib)(?:\/.*)?$/;

/**
 * Bundles a module for browsers as an engineer would who borrows lib: bare names are looked up in
 * deno.json's import map, npm packages in Deno's own cache.
 *
 * @param source TypeScript; may import `lib/…`
 * @returns one ES module
 */
export async function bundleForBrowser(source: string): Promise<string> {
  const result = await build({
    stdin: { contents: source, loader: "ts", resolveDir: fileURLToPath(root) },
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
    logLevel: "silent",
    plugins: [await importMapPlugin()],
  });
  await stop();
  return result.outputFiles[0]!.text;
}

async function importMapPlugin(): Promise<Plugin> {
  const { imports } = JSON.parse(await Deno.readTextFile(new URL("deno.json", root))) as {
    imports: Record<string, string>;
  };
  return {
    name: "import-map",
    setup(setup) {
      setup.onResolve({ filter: nodeOnly }, ({ path }) => ({ path, namespace: "nothing" }));
      setup.onLoad(
        { filter: /.*/, namespace: "nothing" },
        () => ({ contents: "module.exports = {}" }),
      );
      setup.onResolve({ filter: /^[^./]/ }, ({ path, importer }) => {
        const mapped = imports[path];
        if (mapped?.startsWith("./")) return { path: fileURLToPath(new URL(mapped, root)) };
        return { path: browserEntry(path, importer) };
      });
    },
  };
}

/** The file that a browser's bundler takes of a package: `browser`, else `module`, else `main`. */
function browserEntry(specifier: string, importer: string): string {
  const [, name = "", below = ""] = /^((?:@[^/]+\/)?[^/]+)(.*)$/.exec(specifier) ?? [];
  // Deno knows the packages of the import map, and each package in its cache knows its own
  const resolve = importer.includes("/npm/")
    ? createRequire(importer).resolve
    : (wanted: string) => fileURLToPath(import.meta.resolve(wanted));
  if (below !== "") return resolve(specifier);
  const manifestPath = resolve(`${name}/package.json`);
  const manifest = JSON.parse(Deno.readTextFileSync(manifestPath));
  const entry = typeof manifest.browser === "string"
    ? manifest.browser
    : manifest.module ?? manifest.main ?? "index.js";
  return createRequire(manifestPath).resolve(entry.startsWith(".") ? entry : `./${entry}`);
}
