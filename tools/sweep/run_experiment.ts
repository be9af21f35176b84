// What a run does. Its import graph is what `codeHash` takes the hash of: keep files out of it that
// change nothing of a result.
import {
  criticBias,
  evaluate,
  type Learner,
  spacesOf,
  train,
  type Training,
  trainingInit,
} from "lib/agents";
import { fold, type Key, key } from "lib/math";
import { kernelBuild, startBackend } from "lib/nn";
import type { StoredRun } from "data";
import { agentNamed, type ResolvedPlan, resolvePlan, type RunPlan, worldNamed } from "./plan.ts";
import type { World } from "./worlds.ts";

/** A result, but for the hash of the code: that is the caller's to know. */
export type Outcome = Omit<StoredRun, "code">;

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
  const world = worldNamed(environment), made = world.make(config.environment), root = key(seed);
  using learner = agentNamed(agent)(fold(root, "agent"), spacesOf(made), config.agent);
  const training = trainingInit(
    made,
    learner,
    world.grid,
    fold(root, "training"),
    config.training,
  );
  const bias = await trainWithBias(training, resolved, fold(root, "bias"), listen);
  const { evaluations, metrics, episodes } = training.record;
  return {
    ...{ agent, environment, seed, steps, config, kernels: kernelBuild().build },
    evaluations,
    metrics,
    episodes: episodes.map((episode) => ({ step: episode.step, return: episode.return })),
    bias,
    probes: robustness(world, learner, resolved, fold(root, "probes")),
  };
}

/** Trains to the end, stopping where the critics are compared. */
async function trainWithBias(
  training: Training<unknown>,
  { environment, steps, config }: ResolvedPlan,
  biasKey: Key,
  listen: (training: Training<unknown>) => void,
): Promise<StoredRun["bias"]> {
  const { learner, config: { evaluateEvery } } = training, world = worldNamed(environment);
  const endless = world.make({ ...config.environment, stepLimit: BIAS.stepLimit });
  const discount = config.agent.discount as number;
  const grid = { starts: world.grid.starts, maxSteps: BIAS.maxSteps };
  const found: StoredRun["bias"][number][] = [];
  for (const stop of stopsOf(steps, evaluateEvery, config.probes.bias)) {
    await train(training, stop);
    if (stop % evaluateEvery === 0) listen(training);
    if (!config.probes.bias.includes(stop)) continue;
    found.push({
      step: stop,
      ...criticBias(endless, learner, discount, grid, fold(biasKey, stop)),
    });
  }
  return found;
}

function stopsOf(steps: number, every: number, bias: readonly number[]): readonly number[] {
  const evaluations = Array.from({ length: steps / every + 1 }, (_, i) => i * every);
  return [...new Set([...evaluations, ...bias])].toSorted((a, b) => a - b);
}

/** A trial's chance comes from its name, so that a further trial shifts no other. */
function robustness(
  world: World,
  learner: Learner,
  { config }: ResolvedPlan,
  probesKey: Key,
): StoredRun["probes"] {
  return config.probes.robustness.map(({ name, environment }) => {
    const altered = world.make({ ...config.environment, ...environment });
    const chance = fold(probesKey, name);
    const returns = evaluate(altered, learner.spaces, learner.exploit, world.grid, chance);
    return { name, returns };
  });
}
