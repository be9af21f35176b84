/** A training run as it is stored: what was run, and what came of it. */
import { crc32 } from "lib/math";

/** Options by name, as JSON has them. */
export type StoredOptions = Readonly<Record<string, unknown>>;

/** A world that the finished policy was tried in, too. */
export interface StoredTrial {
  /** For people: `"mass 0.6"`. */
  readonly name: string;
  /** What differs from the world of the training. */
  readonly environment: StoredOptions;
}

/** All settings of a run; those of the environment as asked for, the others with their defaults. */
export interface StoredConfig {
  readonly agent: StoredOptions;
  readonly training: StoredOptions;
  readonly environment: StoredOptions;
  readonly probes: {
    /** After which steps the critics were compared with what came. */
    readonly bias: readonly number[];
    readonly robustness: readonly StoredTrial[];
  };
}

/** One run: the same every time, but for the seconds, on the same build of the kernels. */
export interface StoredRun {
  /** `"sac"`, `"ddpg"`. */
  readonly agent: string;
  /** `"pendulum"`, `"mountainCarContinuous"`. */
  readonly environment: string;
  readonly seed: number;
  /** Steps of the world, each with as many updates as `config.training` says. */
  readonly steps: number;
  readonly config: StoredConfig;
  readonly kernels: "fma" | "plain";
  /** SHA-256 of the code that ran, or that was shown to do the same, of its packages and its kernels. */
  readonly code: string;
  /** How long it took, on the machine that made it. */
  readonly seconds: number;
  /** Of all that had been learned after some steps, the memory of the optimizers included. */
  readonly checksums: readonly { readonly step: number; readonly learned: string }[];
  /** The return from each start of the grid, not discounted. */
  readonly evaluations: readonly { readonly step: number; readonly returns: readonly number[] }[];
  /** Means since the last evaluation. */
  readonly metrics: readonly {
    readonly step: number;
    readonly metrics: Readonly<Record<string, number>>;
  }[];
  /** Of each finished episode of learning: its last step, and its return. */
  readonly episodes: readonly { readonly step: number; readonly return: number }[];
  /** What the critics said of each start, and what then came; returns, discounted. Of agents with
   * critics of actions. */
  readonly bias?: readonly {
    readonly step: number;
    readonly estimates: readonly number[];
    readonly truths: readonly number[];
  }[];
  /** Returns of the finished policy in altered worlds, from the same starts. */
  readonly probes?: readonly { readonly name: string; readonly returns: readonly number[] }[];
}

/** A text is no stored run; says where and why. */
export class StoredRunError extends RangeError {
  override readonly name = "StoredRunError";
}

/** Whether a value is what it should be; for what a record must hold. */
interface Shape {
  readonly wish: string;
  readonly fits: (value: unknown) => boolean;
}

const TEXT: Shape = { wish: "a text", fits: (value) => typeof value === "string" };
const COUNT: Shape = { wish: "a whole number of at least 0", fits: isCount };
const NUMBERS: Shape = { wish: "finite numbers", fits: (value) => isList(value, Number.isFinite) };
const OPTIONS: Shape = { wish: "an object", fits: isRecord };
const NUMBER: Shape = { wish: "a finite number", fits: Number.isFinite };
const METRICS: Shape = {
  wish: "finite numbers by name",
  fits: (value) => isRecord(value) && Object.values(value).every(Number.isFinite),
};
const CONFIG: Shape = { wish: "agent, training, environment and probes", fits: isConfig };

const RUN: Readonly<Record<string, Shape>> = {
  agent: TEXT,
  environment: TEXT,
  seed: COUNT,
  steps: COUNT,
  config: CONFIG,
  kernels: { wish: "fma or plain", fits: (value) => value === "fma" || value === "plain" },
  code: {
    wish: "64 hexadecimal digits",
    fits: (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value),
  },
  seconds: {
    wish: "a number of at least 0",
    fits: (value) => Number.isFinite(value) && value as number >= 0,
  },
  checksums: listOf({ step: COUNT, learned: TEXT }),
  evaluations: listOf({ step: COUNT, returns: NUMBERS }),
  metrics: listOf({ step: COUNT, metrics: METRICS }),
  episodes: listOf({ step: COUNT, return: NUMBER }),
  bias: maybe(listOf({ step: COUNT, estimates: NUMBERS, truths: NUMBERS })),
  probes: maybe(listOf({ name: TEXT, returns: NUMBERS })),
};

/** What the checksum of a stored run is of: all of it but the checksum, as JSON without spaces. */
export function runChecksum(run: object): string {
  const { checksum: _, ...rest } = run as Readonly<Record<string, unknown>>;
  const bytes = new TextEncoder().encode(JSON.stringify(rest));
  return crc32(bytes).toString(16).padStart(8, "0");
}

/**
 * Reads a stored run, strictly: a damaged file is an error, never a curve with a hole.
 *
 * @param text JSON
 * @param where what the text is called in messages, `data/results/check/0.json`
 * @throws {StoredRunError} naming the place, what it holds and what it should
 */
export function parseStoredRun(text: string, where: string): StoredRun {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoredRunError(`Cannot read ${where}: it is no JSON (${reason}), expected a run`);
  }
  if (!isRecord(value)) {
    throw new StoredRunError(`Cannot read ${where}: it is ${kindOf(value)}, expected a run`);
  }
  for (const [name, { wish, fits }] of Object.entries(RUN)) {
    if (fits(value[name])) continue;
    const got = value[name] === undefined ? "missing" : kindOf(value[name]);
    throw new StoredRunError(`Cannot read ${where}: ${name} is ${got}, expected ${wish}`);
  }
  const [kept, found] = [value.checksum, runChecksum(value)];
  if (kept !== found) {
    const got = kept === undefined ? "missing" : `${JSON.stringify(kept)}`;
    throw new StoredRunError(`Cannot read ${where}: checksum is ${got}, expected "${found}"`);
  }
  const { checksum: _, ...run } = value;
  return run as unknown as StoredRun;
}

function maybe({ wish, fits }: Shape): Shape {
  return { wish: `nothing, or ${wish}`, fits: (value) => value === undefined || fits(value) };
}

function listOf(entry: Readonly<Record<string, Shape>>): Shape {
  const entries = Object.entries(entry);
  return {
    wish: `a list of { ${entries.map(([name, { wish }]) => `${name}: ${wish}`).join(", ")} }`,
    fits: (value) =>
      isList(
        value,
        (each) => isRecord(each) && entries.every(([name, { fits }]) => fits(each[name])),
      ),
  };
}

function isConfig(value: unknown): boolean {
  if (!isRecord(value) || !isRecord(value.probes)) return false;
  const { agent, training, environment, probes } = value;
  return [agent, training, environment].every(isRecord) && isList(probes.bias, isCount) &&
    listOf({ name: TEXT, environment: OPTIONS }).fits(probes.robustness);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function isList(value: unknown, fits: (each: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(fits);
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  return value !== null && typeof value === "object" ? "an object" : JSON.stringify(value);
}
