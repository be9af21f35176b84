import { parseStoredRun, runChecksum, type StoredRun, StoredRunError } from "data";
import type { ResolvedPlan } from "./plan.ts";

/** Whether a stored result may stand, and if not, why. */
export type Freshness =
  | { readonly kind: "fresh"; readonly seconds: number }
  | { readonly kind: "missing" }
  | {
    readonly kind: "stale";
    readonly reason: string;
    /** Only the code has changed, or something else. */
    readonly fault: "code" | "plan" | "damage";
    readonly seconds?: number;
  };

/** How results of one kind are read, and what decides them. */
export interface Kind<Run, Plan> {
  /** @throws {StoredRunError} when it is damaged */
  readonly parse: (text: string, where: string) => Run;
  /** What must be equal in a result and in its plan. */
  readonly decides: (each: Plan) => unknown;
}

/** Training runs: stale when they are of another plan. */
const TRAINING: Kind<StoredRun, ResolvedPlan> = {
  parse: parseStoredRun,
  decides: ({ agent, environment, seed, steps, config }) => {
    return { agent, environment, seed, steps, config };
  },
};

/**
 * Judges a stored result: fresh when it is whole, of the same plan and of the same code. The build of
 * the kernels does not count: a result stands, wherever it was made.
 *
 * @param path where the result is
 * @param code what `codeHash` says now
 */
export const freshness = (path: string | URL, plan: ResolvedPlan, code: string) =>
  judged(TRAINING, path, plan, code);

/** As {@link freshness}, for results of any kind. */
export async function judged<Run extends Plan & { code: string; seconds: number }, Plan>(
  { parse, decides }: Kind<Run, Plan>,
  path: string | URL,
  plan: Plan,
  code: string,
): Promise<Freshness> {
  try {
    const stored = parse(await Deno.readTextFile(path), "it"), { seconds } = stored;
    const [got, expected] = [stored, plan].map((each) => JSON.parse(JSON.stringify(decides(each))));
    const reason = difference(got, expected);
    if (reason !== undefined) return { kind: "stale", reason, fault: "plan", seconds };
    if (stored.code === code) return { kind: "fresh", seconds };
    return { kind: "stale", reason: "the code has changed", fault: "code", seconds };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return { kind: "missing" };
    if (!(error instanceof StoredRunError)) throw error;
    const reason = error.message.replace("Cannot read it: ", "damaged: ");
    return { kind: "stale", reason, fault: "damage" };
  }
}

/**
 * A stored result.
 * @throws {StoredRunError} when it is damaged
 */
export async function readRun(path: string | URL): Promise<StoredRun> {
  return parseStoredRun(await Deno.readTextFile(path), String(path));
}

/** A result as it is stored: plain JSON under a checksum, the same bytes for the same result. */
export function serialiseRun(run: StoredRun): string {
  const { agent, environment, seed, steps, config, kernels, code, seconds, ...found } = run;
  const { checksums, evaluations, metrics, episodes, bias, probes } = found;
  const ordered = { agent, environment, seed, steps, config, kernels, code, seconds, checksums };
  const all = { ...ordered, evaluations, metrics, episodes, bias, probes };
  return `${JSON.stringify({ ...all, checksum: runChecksum(all) }, undefined, 2)}\n`;
}

/** Where two JSON values differ first: `config.agent.learningRate is 0.001, expected 0.0003`. */
function difference(got: unknown, expected: unknown, path = ""): string | undefined {
  if (isTree(got) && isTree(expected) && Array.isArray(got) === Array.isArray(expected)) {
    for (const name of new Set([...Object.keys(got), ...Object.keys(expected)])) {
      const where = path === "" ? name : `${path}.${name}`;
      const found = difference(got[name], expected[name], where);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (got === expected) return undefined;
  return `${path} is ${shown(got)}, expected ${shown(expected)}`;
}

function isTree(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === "object";
}

function shown(value: unknown): string {
  return value === undefined ? "missing" : JSON.stringify(value);
}
