import { roomComplaint } from "./rooms.ts";

/** A folder of the library: how high it stands, and whether it may touch tensors. */
type Unit = { readonly name: string; readonly rank: number; readonly exact: boolean };

/** The floors of the house: an import only ever points down. */
const FLOORS = ["math", "nn", "prob", "inference", "sequence", "control", "agents"] as const;

/** Folders whose own files never load tensors; their tensor code lives in `tensor/`. */
const EXACT: readonly string[] = ["math", "envs", "prob", "inference", "sequence", "control"];

/** Folders beside the house: what each may import. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  viz: ["math"],
  notebook: ["math", "viz"],
  live: ["math", "viz"],
  envs: ["math"],
  data: ["math"],
};

/**
 * Whether `from` may import `specifier`; says what is wrong, or nothing.
 * @param from a file of the project, e.g. `lib/prob/gaussian.ts`
 * @param specifier as written in the import
 */
export function importComplaint(from: string, specifier: string): string | undefined {
  const chapter = /^notebooks\/(\d\d-[\w-]+)\//.exec(from)?.[1];
  if (chapter !== undefined) return chapterComplaint(from, chapter, specifier);
  const unit = unitOf(from);
  if (unit === undefined) return undefined;
  if (specifier.startsWith("@tensorflow/") || specifier.startsWith("npm:@tensorflow/")) {
    return unit.name === "nn" ? undefined : "only lib/nn imports tfjs: take it from there";
  }
  if (/^(?:lib\/|data$)/.test(specifier)) {
    return unit.name === "data"
      ? mayImport(unit, unitOf(`${specifier}/mod.ts`), specifier)
      : "inside the library imports are relative paths, ../math/mod.ts";
  }
  if (!specifier.startsWith(".")) return undefined;
  const path = resolve(from, specifier);
  const target = unitOf(path);
  if (target?.name === unit.name) return roomComplaint(from, path);
  if (target !== undefined && !path.endsWith("/mod.ts") && path !== "lib/nn/tf.ts") {
    return `another folder is imported through its mod.ts: ${specifier}`;
  }
  return mayImport(unit, target, specifier);
}

/** A chapter's own modules use the library by its doors, and nothing of another chapter. */
function chapterComplaint(from: string, chapter: string, specifier: string): string | undefined {
  if (/^(?:npm:)?@tensorflow\//.test(specifier)) {
    return "only lib/nn imports tfjs: take it from there";
  }
  if (/^(?:node:|https?:|chapters\/)/.test(specifier)) {
    return `a chapter's module imports lib/…, data, npm packages and its own folder, not ${specifier}`;
  }
  if (!specifier.startsWith(".")) return undefined;
  return resolve(from, specifier).startsWith(`notebooks/${chapter}/`)
    ? undefined
    : `a chapter's module imports nothing from outside its folder by path: ${specifier}`;
}

function mayImport(unit: Unit, target: Unit | undefined, specifier: string): string | undefined {
  if (target === undefined) return `the library imports nothing from outside it: ${specifier}`;
  const allowed = BESIDE[unit.name];
  if (allowed !== undefined) {
    return allowed.includes(target.name)
      ? undefined
      : `${unit.name} may import ${allowed.join(", ") || "nothing of lib"}, not ${target.name}`;
  }
  if (unit.exact && !target.exact && target.name !== "envs") {
    return `${unit.name} is exact and never loads tensors: ${target.name} is for ${unit.name}/tensor`;
  }
  return target.rank < unit.rank
    ? undefined
    : `${unit.name} may import from lower floors only, and ${target.name} is not lower`;
}

/** The folder a file belongs to; `undefined` outside lib and data. */
function unitOf(path: string): Unit | undefined {
  if (/^data\/[\w-]+\.ts$|^data\/mod\.ts$/.test(path)) {
    return { name: "data", rank: 0.5, exact: true };
  }
  const match = /^lib\/([\w-]+)\/(tensor\/)?/.exec(path);
  if (match === null) return undefined;
  const [, folder = "", tensor] = match;
  const floor = FLOORS.findIndex((name) => name === folder);
  const rank = floor >= 0 ? floor : folder === "envs" ? 0.5 : Infinity;
  return tensor === undefined
    ? { name: folder, rank, exact: EXACT.includes(folder) }
    : { name: `${folder}/tensor`, rank: rank + 0.5, exact: false };
}

function resolve(from: string, specifier: string): string {
  return new URL(specifier, `file:///${from}`).pathname.slice(1);
}
