import type { Plugin } from "esbuild";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/** What Node has and a browser has not; libraries ask for it behind a test of where they run. */
const nodeOnly =
  /^(?:node:)?(?:buffer|crypto|fs|http|https|module|os|path|perf_hooks|punycode|stream|string_decoder|url|util|worker_threads|zlib)(?:\/.*)?$/;

/**
 * Finds npm packages as a browser's bundler does, in Deno's own cache or in `node_modules`; what only
 * Node has is nothing.
 */
export function npmForBrowsers(): Plugin {
  return {
    name: "npm-for-browsers",
    setup(setup) {
      setup.onResolve({ filter: nodeOnly }, ({ path }) => ({ path, namespace: "nothing" }));
      setup.onLoad(
        { filter: /.*/, namespace: "nothing" },
        () => ({ contents: "module.exports = {}" }),
      );
      setup.onResolve({ filter: /^[^./]/ }, ({ path, importer, kind }) => {
        if (kind === "entry-point") return undefined;
        return { path: browserEntry(path, importer) };
      });
    },
  };
}

/** The file that a browser's bundler takes of a package: `browser`, else `module`, else `main`. */
function browserEntry(specifier: string, importer: string): string {
  const [, name = "", below = ""] = /^((?:@[^/]+\/)?[^/]+)(.*)$/.exec(specifier) ?? [];
  // Deno knows the packages of the import map, and each package knows its own
  const resolve = /\/(?:npm|node_modules)\//.test(importer.replaceAll("\\", "/"))
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
