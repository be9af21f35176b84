import { build, type Plugin, stop } from "esbuild";
import { type Asset, hashedAsset } from "./rendered.ts";

/**
 * Bundles what draws the charts, Vega and all, into one file that pages load when they show their
 * first chart. (Through VitePress' own bundler it would be the same file, and take ten times as
 * long.)
 */
export async function bundleCharts(siteFolder: string): Promise<Asset> {
  const { outputFiles: [file] } = await build({
    entryPoints: [`${siteFolder}/theme/chart.ts`],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2020",
    legalComments: "none",
    logLevel: "warning",
    plugins: [withoutEval(siteFolder)],
  });
  await stop();
  return await hashedAsset("assets/charts", "js", new Uint8Array(file!.contents));
}

/** Vega gets d3-dsv through `theme/dsv.ts`, which compiles nothing; that gets d3-dsv itself. */
function withoutEval(siteFolder: string): Plugin {
  const replacement = `${siteFolder}/theme/dsv.ts`;
  return {
    name: "without-eval",
    setup(setup) {
      setup.onResolve({ filter: /^d3-dsv$/ }, ({ importer }) => {
        const isOurs = importer.replaceAll("\\", "/").endsWith("/theme/dsv.ts");
        return isOurs ? undefined : { path: replacement };
      });
    },
  };
}
