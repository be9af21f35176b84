// What a run does. Its import graph is what `codeHash` takes the hash of: keep files out of it that
// change nothing of a result.
import {
  type Actor,
  criticBias,
  evaluate,
  type ReplayLearner,
  spacesOf,
  train,
  type Training,
  trainingInit,
} from "lib/agents";
import { fold, type Key, key } from "lib/math";
import { kernelBuild, startBackend, treeChecksum } from "lib/nn";
import type { StoredRun } from "data";
import { agentNamed, type ResolvedPlan, resolvePlan, type RunPlan, worldNamed } from "./plan.ts";
import type { World } from "./worlds.ts";

/** A result, but for what only the caller knows: the hash of the code, and how long it took. */
export type Outcome = Omit<StoredRun, "code" | "seconds">;

/** A training of a plan, before its first step; whoever made it disposes of the learner. */
export interface Begun {
  readonly learner: ReplayLearner;
  readonly training: Training<unknown>;
}

/** The critics' comparison goes on until γᵗ is small, so the world must not end by a limit before. */
const BIAS = { stepLimit: 1000, maxSteps: 600 } as const;

/**
 * Trains an agent and measures it. Pure: the same plan gives the same outcome on the same build of
 * the kernels. All chance comes from folds of `key(seed)`: "agent", "training", "bias", "probes".
 *
 * @param listen hears of the training at each evaluation
 * @throws {TypeError|RangeError} for a plan that cannot be run, before anything is
 * @throws {NonFiniteTensorError} when the learning meets a NaN
 */
export async function runExperiment(
  plan: RunPlan,
  listen: (training: Training<unknown>) => void = () => {},
): Promise<Outcome> {
  await startBackend();
  const resolved = resolvePlan(plan), { agent, environment, seed, steps, config } = resolved;
  const world = worldNamed(environment), root = key(seed);
  const { learner: owned, training } = begin(resolved, world.grid);
  using learner = owned;
  const { bias, checksums } = await trainAndLook(training, resolved, fold(root, "bias"), listen);
  const { evaluations, metrics, episodes } = training.record;
  return {
    ...{ agent, environment, seed, steps, config, kernels: kernelBuild().build },
    checksums,
    evaluations,
    metrics,
    episodes: episodes.map((episode) => ({ step: episode.step, return: episode.return })),
    ...learner.probe === undefined ? {} : { bias },
    probes: robustness(world, learner, resolved, fold(root, "probes")),
  };
}

/** The training of a plan, from folds of `key(seed)`; what it is evaluated on changes nothing of it. */
export function begin(
  { agent, environment, seed, config }: ResolvedPlan,
  grid: World["grid"],
): Begun {
  const made = worldNamed(environment).make(config.environment), root = key(seed);
  const learner = agentNamed(agent)(fold(root, "agent"), spacesOf(made), config.agent);
  const training = trainingInit(fold(root, "training"), made, learner, grid, config.training);
  return { learner, training };
}

/** After how many steps what was learned is summed up: soon after learning begins, and at the end. */
export function checksumSteps({ steps, config }: ResolvedPlan): readonly number[] {
  const { randomSteps, evaluateEvery } = config.training as Readonly<Record<string, number>>;
  const soon = [100, 500].map((more) => randomSteps! + more).filter((step) => step < steps);
  const late = evaluationsOf(steps, 5 * evaluateEvery!).filter((step) => step > randomSteps!);
  return [...new Set([...soon, ...late, steps])].toSorted((a, b) => a - b);
}

/** Trains to the end, stopping where the critics are compared, and where a checksum is taken. */
async function trainAndLook(
  training: Training<unknown>,
  plan: ResolvedPlan,
  biasKey: Key,
  listen: (training: Training<unknown>) => void,
) {
  const { learner: { tensors }, config: { evaluateEvery } } = training;
  const sums = checksumSteps(plan), { bias: compared } = plan.config.probes;
  const stops = new Set([...evaluationsOf(plan.steps, evaluateEvery), ...compared, ...sums]);
  const bias: NonNullable<StoredRun["bias"]>[number][] = [];
  const checksums: StoredRun["checksums"][number][] = [];
  for (const stop of [...stops].toSorted((a, b) => a - b)) {
    await train(training, stop);
    if (stop % evaluateEvery === 0) listen(training);
    if (compared.includes(stop)) bias.push(biasAt(training, plan, stop, fold(biasKey, stop)));
    if (sums.includes(stop)) checksums.push({ step: stop, learned: treeChecksum(tensors) });
  }
  return { bias, checksums };
}

function biasAt(
  { learner: { spaces, probe } }: Training<unknown>,
  { agent, environment, config }: ResolvedPlan,
  step: number,
  key: Key,
) {
  if (probe === undefined) {
    throw new RangeError(`Cannot compare critics: ${agent} has none, expected no probes.bias`);
  }
  const world = worldNamed(environment), { starts } = world.grid;
  const endless = world.make({ ...config.environment, stepLimit: BIAS.stepLimit });
  const grid = { starts, maxSteps: BIAS.maxSteps }, discount = config.agent.discount as number;
  return { step, ...criticBias(key, endless, { spaces, probe }, grid, discount) };
}

function evaluationsOf(steps: number, every: number): readonly number[] {
  return Array.from({ length: Math.floor(steps / every) + 1 }, (_, i) => i * every);
}

/** A trial's chance comes from its name, so that a further trial shifts no other. */
function robustness(
  world: World,
  actor: Actor,
  { config }: ResolvedPlan,
  probesKey: Key,
): NonNullable<StoredRun["probes"]> {
  return config.probes.robustness.map(({ name, environment }) => {
    const altered = world.make({ ...config.environment, ...environment });
    const chance = fold(probesKey, name);
    const returns = evaluate(chance, altered, actor, world.grid);
    return { name, returns };
  });
}
