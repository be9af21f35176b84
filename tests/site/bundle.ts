import { build, type Plugin, stop } from "esbuild";
import { fileURLToPath } from "node:url";
import { npmForBrowsers } from "../../site/npm_for_browsers.ts";

const root = new URL("../../", import.meta.url);

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
    plugins: [await importMapPlugin(), npmForBrowsers()],
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
      setup.onResolve({ filter: /^[^./]/ }, ({ path }) => {
        const mapped = imports[path];
        return mapped?.startsWith("./")
          ? { path: fileURLToPath(new URL(mapped, root)) }
          : undefined;
      });
    },
  };
}
