/** A training run as it is stored: what was run, and what came of it. */
import { COUNT, isList, isRecord, MAKING, readSealed, type Shape, TEXT } from "./sealed_record.ts";

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
  ...MAKING,
  checksums: listOf({ step: COUNT, learned: TEXT }),
  evaluations: listOf({ step: COUNT, returns: NUMBERS }),
  metrics: listOf({ step: COUNT, metrics: METRICS }),
  episodes: listOf({ step: COUNT, return: NUMBER }),
  bias: maybe(listOf({ step: COUNT, estimates: NUMBERS, truths: NUMBERS })),
  probes: maybe(listOf({ name: TEXT, returns: NUMBERS })),
};

/**
 * Reads a stored run, strictly: a damaged file is an error, never a curve with a hole.
 *
 * @param text JSON
 * @param where what the text is called in messages, `data/results/check/0.json`
 * @throws {StoredRunError} naming the place, what it holds and what it should
 */
export function parseStoredRun(text: string, where: string): StoredRun {
  return readSealed(text, where, "a run", RUN) as StoredRun;
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
  return [agent, training, environment].every(isRecord) && isList(probes.bias, COUNT.fits) &&
    listOf({ name: TEXT, environment: OPTIONS }).fits(probes.robustness);
}
