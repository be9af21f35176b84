import { build, type BuildOptions, type Plugin, stop } from "esbuild";
import { fileURLToPath } from "node:url";
import { npmForBrowsers } from "./npm_for_browsers.ts";
import { type Asset, hashedAsset } from "./rendered.ts";

/** Addresses of a bundled explorable, from a page. */
export interface LiveFiles {
  readonly module: Asset;
  /** Its worker, where there is one. */
  readonly worker?: Asset;
  /** What the worker loads from beside itself. */
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
  const file = `${root}/notebooks/${slug}/live/${own}`;
  if (!/^[\w-]+\/[a-z][a-z0-9-]*$/.test(name) || !await isFile(`${file}.ts`)) return undefined;
  const stem = `live/${slug}-${own}`;
  const module = await hashedAsset(
    stem,
    "js",
    await bundle(root, { mount: "live/mount.ts", explorable: `${file}.ts` }),
  );
  const labour = `${file}.worker.ts`;
  return {
    module,
    ...await isFile(labour) ? await workerFiles(root, stem, labour) : { beside: [] },
  };
}

/** A worker and the kernels beside it, in a folder named by the checksum of all. */
async function workerFiles(root: string, stem: string, labour: string) {
  const worker = await bundle(root, { serve: "live/worker.ts", labour });
  const wasm = await Promise.all([
    `${root}/lib/nn/runtime/kernels.fma.wasm`,
    `${root}/lib/nn/runtime/kernels.plain.wasm`,
    fileURLToPath(import.meta.resolve("@tensorflow/tfjs-backend-wasm/package.json"))
      .replace(/package\.json$/, "dist/tfjs-backend-wasm-simd.wasm"),
  ].map(async (path) => ({ name: path.split(/[\\/]/).at(-1)!, bytes: await Deno.readFile(path) })));
  const all = await new Blob([worker, ...wasm.map(({ bytes }) => bytes)]).bytes();
  const { path } = await hashedAsset(stem, "", all), folder = path.replace(/\.$/, "");
  return {
    worker: { path: `${folder}/worker.js`, bytes: worker },
    beside: wasm.map(({ name, bytes }) => ({ path: `${folder}/${name}`, bytes })),
  };
}

/** How a part of the kit and a part of a chapter come together, by what they export. */
const joints = {
  explorable: "export const live = (home) => mount(explorable, home);",
  labour: "serve(labour);",
} as const;

/** One file of all that a part of the kit and a part of a chapter import, and use. */
async function bundle(
  root: string,
  parts: Readonly<Record<string, string>>,
): Promise<Uint8Array<ArrayBuffer>> {
  const [[kit, kitFile], [own, ownFile]] = Object.entries(parts) as [
    [string, string],
    [keyof typeof joints, string],
  ];
  const contents = [
    `import { ${kit} } from ${JSON.stringify(`${root}/site/${kitFile}`)};`,
    `import { ${own} } from ${JSON.stringify(ownFile)};`,
    joints[own],
  ].join("\n");
  const options: BuildOptions = {
    stdin: { contents, loader: "ts", resolveDir: root },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
    legalComments: "none",
    logLevel: "warning",
    plugins: [await ownNames(root), npmForBrowsers()],
  };
  const { outputFiles } = await build(options);
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
  const tfjs = `${root}/site/live/tfjs_core.ts`;
  return {
    name: "own-names",
    setup(setup) {
      setup.onResolve({ filter: /^(?:lib\/|data$)/ }, ({ path }) => {
        const file = files.get(path);
        return file === undefined ? undefined : { path: file, sideEffects: false };
      });
      setup.onResolve({ filter: /^@tensorflow\/tfjs$/ }, () => ({ path: tfjs }));
      // lib runs on one thread, for the same bits on every run, and keeps its models itself
      setup.onResolve({ filter: /tfjs-backend-wasm-threaded-simd|^\.\/io\/io$/ }, ({ path }) => {
        return { path, namespace: "nothing" };
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
