import { build, type BuildOptions, type Plugin, stop } from "esbuild";
import { type Asset, hashedAsset } from "./rendered.ts";

/** Addresses of a bundled explorable, from a page. */
export interface LiveFiles {
  readonly module: Asset;
  /** Its worker, and what lies beside that. */
  readonly worker?: Asset;
  readonly beside: readonly Asset[];
}

/** A chapter's slug and the name of one of its explorables, `02-elbo/bound`. */
export type LiveName = string;

/**
 * Bundles explorables, each with the kit that knows of a page, into one file that a page loads when
 * the figure comes near. A name without a file is passed over: its figure stays a picture.
 *
 * @param root the project's folder
 * @param names `02-elbo/bound` is `notebooks/02-elbo/live/bound.ts`
 */
export async function bundleLive(
  root: string,
  names: Iterable<LiveName>,
): Promise<ReadonlyMap<LiveName, LiveFiles>> {
  const bundled = new Map<LiveName, LiveFiles>();
  for (const name of new Set(names)) {
    const files = await bundleOne(root, name);
    if (files !== undefined) bundled.set(name, files);
  }
  await stop();
  return bundled;
}

async function bundleOne(root: string, name: LiveName): Promise<LiveFiles | undefined> {
  const [slug, own] = name.split("/") as [string, string];
  const file = `${root}/notebooks/${slug}/live/${own}.ts`;
  if (!/^[\w-]+\/[a-z][a-z0-9-]*$/.test(name) || !await isFile(file)) return undefined;
  const contents = `import { mount } from ${JSON.stringify(`${root}/site/live/mount.ts`)};\n` +
    `import { explorable } from ${JSON.stringify(file)};\n` +
    "export const live = (home) => mount(explorable, home);\n";
  const stem = `live/${slug}-${own}`;
  const bytes = await bundle(root, { stdin: { contents, loader: "ts", resolveDir: root } });
  return { module: await hashedAsset(stem, "js", bytes), beside: [] };
}

/** One file of all that an entry imports, and uses. */
async function bundle(root: string, entry: BuildOptions): Promise<Uint8Array<ArrayBuffer>> {
  const { outputFiles } = await build({
    ...entry,
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
    legalComments: "none",
    logLevel: "warning",
    plugins: [await ownNames(root)],
  });
  return new Uint8Array(outputFiles![0]!.contents);
}

/** Names of the project's import map lead to its files, of which only what is used is kept. */
async function ownNames(root: string): Promise<Plugin> {
  const { imports } = JSON.parse(await Deno.readTextFile(`${root}/deno.json`)) as {
    imports: Readonly<Record<string, string>>;
  };
  const files = new Map(
    Object.entries(imports).filter(([, target]) => target.startsWith("./"))
      .map(([name, target]) => [name, `${root}${target.slice(1)}`]),
  );
  return {
    name: "own-names",
    setup(setup) {
      setup.onResolve({ filter: /^(?:lib\/|data$)/ }, ({ path }) => {
        const file = files.get(path);
        return file === undefined ? undefined : { path: file, sideEffects: false };
      });
      setup.onResolve({ filter: /^\.\.?\// }, async ({ path, resolveDir, kind, pluginData }) => {
        if (pluginData === resolved || !resolveDir.startsWith(`${root}/lib`)) return undefined;
        const found = await setup.resolve(path, { resolveDir, kind, pluginData: resolved });
        return { ...found, sideEffects: false };
      });
    },
  };
}

/** Marks what this plug-in asks of esbuild itself. */
const resolved = Symbol("resolved");

async function isFile(path: string): Promise<boolean> {
  return await Deno.stat(path).then((found) => found.isFile, () => false);
}
