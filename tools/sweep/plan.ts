import {
  ddpgAgent,
  type ReplayLearner,
  resolveTraining,
  sacAgent,
  type Spaces,
  spacesOf,
} from "lib/agents";
import {
  anyList,
  type Key,
  key,
  optional,
  plain,
  refusal,
  required,
  requireInteger,
  setting,
  settings,
  textWith,
  whole,
} from "lib/math";
import type { StoredConfig, StoredOptions, StoredTrial } from "data";
import { type World, WORLDS } from "./worlds.ts";

/** What differs from the defaults, by part. */
export interface RunConfig {
  readonly agent?: StoredOptions;
  readonly training?: StoredOptions;
  readonly environment?: StoredOptions;
  readonly probes?: {
    /** After which steps to compare the critics with what comes; default none. */
    readonly bias?: readonly number[];
    /** Altered worlds to try the finished policy in; default none. */
    readonly robustness?: readonly StoredTrial[];
  };
}

/** What a run is of: with the code, it decides every byte of the result. */
export interface RunPlan {
  readonly agent: string;
  readonly environment: string;
  readonly seed: number;
  readonly steps: number;
  readonly config: RunConfig;
}

/** A plan without gaps. */
export interface ResolvedPlan extends RunPlan {
  readonly config: StoredConfig;
}

type MakeAgent = (key: Key, spaces: Spaces, config: StoredOptions) => ReplayLearner;

/** The agents there are. */
export const AGENTS: Readonly<Record<string, MakeAgent>> = { sac: sacAgent, ddpg: ddpgAgent };

const ACTION = "run";

/**
 * Fills in all defaults, and refuses here what would fail later. Call `startBackend` before.
 *
 * @throws {TypeError|RangeError} naming argument, got and expected
 */
export function resolvePlan(plan: RunPlan): ResolvedPlan {
  const { agent, environment, seed, steps, config } = plan;
  const makeAgent = agentNamed(agent), world = worldNamed(environment);
  requireInteger(ACTION, "seed", seed, 0);
  requireInteger(ACTION, "steps", steps, 1);
  CONFIG.read(ACTION, config, "config");
  const options = config.environment ?? {}, made = world.make(options);
  using learner = makeAgent(key(0), spacesOf(made), config.agent ?? {});
  const training = resolveTraining(config.training ?? {});
  if (steps % training.evaluateEvery !== 0) {
    const wish =
      `a multiple of evaluateEvery, ${training.evaluateEvery}: the end is evaluated, too`;
    throw new RangeError(refusal(ACTION, "steps", steps, wish));
  }
  const probes = resolveProbes(config.probes ?? {}, steps);
  for (const trial of probes.robustness) world.make({ ...options, ...trial.environment });
  const resolved = { agent: { ...learner.config }, training: { ...training } };
  return { agent, environment, seed, steps, config: { ...resolved, environment: options, probes } };
}

/** @throws {RangeError} naming those there are */
export function agentNamed(name: string): MakeAgent {
  return named(AGENTS, "agent", name);
}

/** @throws {RangeError} naming those there are */
export function worldNamed(name: string): World {
  return named(WORLDS, "environment", name);
}

function named<Value>(all: Readonly<Record<string, Value>>, what: string, name: string): Value {
  const found = Object.hasOwn(all, name) ? all[name] : undefined;
  if (found !== undefined) return found;
  throw new RangeError(refusal(ACTION, what, name, `one of ${Object.keys(all).join(", ")}`));
}

const word = textWith("a text", (name) => name !== "");
const TRIAL = settings({ name: required(word), environment: required(plain) });
const PROBES = settings({
  bias: setting(anyList(whole(0)), []),
  robustness: setting(anyList(TRIAL), []),
});
const CONFIG = settings({
  agent: optional(plain),
  training: optional(plain),
  environment: optional(plain),
  probes: optional(PROBES),
});

function resolveProbes(
  probes: NonNullable<RunConfig["probes"]>,
  steps: number,
): StoredConfig["probes"] {
  const { bias = [], robustness = [] } = probes;
  bias.forEach((step, i) => {
    const least = i === 0 ? 0 : bias[i - 1]! + 1; // in order, none twice
    requireInteger(ACTION, `probes.bias[${i}]`, step, least, steps);
  });
  robustness.forEach(({ name }, i) => {
    if (robustness.findIndex((other) => other.name === name) === i) return;
    const where = `probes.robustness[${i}].name`;
    throw new RangeError(refusal(ACTION, where, name, "a name of its own"));
  });
  return { bias, robustness };
}
