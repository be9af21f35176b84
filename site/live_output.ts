import type { Notebook, Output } from "../tools/notebook/format.ts";
import type { LiveFiles, LiveName } from "./live_bundle.ts";
import { type Asset, hashedAsset } from "./rendered.ts";

const liveMime = "application/vnd.elbo-to-sac.live+json";

/** What a figure's output says of an explorable: its name in the chapter, and what it is given. */
interface LiveOutput {
  readonly name: string;
  readonly given: unknown;
}

/** The explorables that a notebook names, as `02-elbo/bound`. */
export function liveNames(stem: string, { cells }: Notebook): readonly LiveName[] {
  const found = cells.flatMap((cell) => cell.outputs ?? []).map(liveOutput);
  return found.flatMap((live) => live === undefined ? [] : [`${stem}/${live.name}`]);
}

/** A figure's explorable: attributes for the page's script, and the files they lead to. */
export async function liveParts(
  output: Output,
  { stem, name }: { readonly stem: string; readonly name: string },
  bundled: ReadonlyMap<LiveName, LiveFiles>,
): Promise<{ readonly attributes: string; readonly assets: readonly Asset[] }> {
  const live = liveOutput(output);
  const files = live && bundled.get(`${stem}/${live.name}`);
  if (files === undefined) return { attributes: "", assets: [] };
  const text = JSON.stringify(live!.given ?? null);
  const given = await hashedAsset(`${name}-given`, "json", new TextEncoder().encode(text));
  const { module, worker, beside } = files;
  const own = worker === undefined ? [module, given] : [module, given, worker];
  const names = ["live", "given", "worker"];
  return {
    attributes: own.map(({ path }, i) => ` data-${names[i]}="./${path}"`).join(""),
    assets: [...own, ...beside],
  };
}

function liveOutput({ data }: Output): LiveOutput | undefined {
  const live = data?.[liveMime] as Partial<LiveOutput> | null | undefined;
  return typeof live === "object" && typeof live?.name === "string"
    ? live as LiveOutput
    : undefined;
}
