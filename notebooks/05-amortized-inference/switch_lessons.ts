/** A linear encoder for the switches, taught by one estimator of the gradient or another. */
import { gumbelSoftmaxSlope, leaveOneOut } from "lib/inference";
import { fold, type Key, mean, sigmoid, uniform } from "lib/math";
import { entropySlope, exactBound, jointSlope, logJoint, meanGap } from "./switches.ts";
import { SWITCHES, type Switches } from "./switches.ts";

type Row = readonly number[];

/** An estimator of the gradient; the first four are REINFORCE with this baseline. */
export type Estimator =
  | "no baseline"
  | "constant"
  | "per datum"
  | "leave-one-out"
  | "Gumbel, τ = 1"
  | "Gumbel, τ = 0.3"
  | "exact";

export const estimators: readonly Estimator[] = [
  "no baseline",
  "constant",
  "per datum",
  "leave-one-out",
  "Gumbel, τ = 1",
  "Gumbel, τ = 0.3",
  "exact",
];

/** Draws a datum and step, Adam's step size, and how fast a baseline follows. */
export const LESSON = { draws: 2, learningRate: 0.02, follow: 0.1 } as const;

/** What baselines remember: the running mean of all rewards, and one for each datum. */
interface Memory {
  constant: number;
  readonly perDatum: number[];
}

/** REINFORCE's slope of E[log p(x, z)] in the logits, from draws by uniform numbers u `[2 · 4]`. */
function scoreSlope(
  rewards: Row,
  settings: readonly Row[],
  chances: Row,
  baselines: Row,
): number[] {
  return chances.map((p, k) =>
    mean(settings.map((z, j) => (z[k]! - p) * (rewards[j]! - baselines[j]!)))
  );
}

/** One datum's estimated slope in its logits; baselines learn from its rewards afterwards. */
export function estimate(
  world: Switches,
  { by, n, logits, u, memory }: {
    readonly by: Estimator;
    readonly n: number;
    readonly logits: Row;
    readonly u: Float64Array;
    readonly memory: Memory;
  },
): number[] {
  const x = world.data[n]!, entropy = entropySlope(logits);
  const plus = (slope: Row) => slope.map((each, k) => each + entropy[k]!);
  if (by === "exact") return exactBound(world, x, logits).slope;
  if (by === "Gumbel, τ = 1") return plus(relaxedSlope(world, x, logits, u, 1));
  if (by === "Gumbel, τ = 0.3") return plus(relaxedSlope(world, x, logits, u, 0.3));
  const chances = logits.map(sigmoid), causes = chances.length;
  const settings = Array.from(
    { length: LESSON.draws },
    (_, j) => chances.map((p, k) => u[j * causes + k]! < p ? 1 : 0),
  );
  const rewards = settings.map((z) => logJoint(world, x, z));
  const slope = scoreSlope(rewards, settings, chances, baselinesOf(by, rewards, n, memory));
  memory.constant += LESSON.follow * (mean(rewards) - memory.constant) / world.data.length;
  memory.perDatum[n]! += LESSON.follow * (mean(rewards) - memory.perDatum[n]!);
  return plus(slope);
}

function baselinesOf(by: Estimator, rewards: Row, n: number, memory: Memory): Row {
  if (by === "leave-one-out") return leaveOneOut(rewards);
  const b = by === "constant" ? memory.constant : by === "per datum" ? memory.perDatum[n]! : 0;
  return rewards.map(() => b);
}

/** The Gumbel-softmax of two categories, switch by switch: logistic noise instead of two Gumbels. */
function relaxedSlope(
  world: Switches,
  x: Row,
  logits: Row,
  u: Float64Array,
  temperature: number,
): number[] {
  const causes = logits.length;
  const each = Array.from({ length: LESSON.draws }, (_, j) => {
    const z = logits.map((l, k) => {
      const toss = Math.max(u[j * causes + k]!, 2 ** -54);
      return sigmoid((l + Math.log(toss / (1 - toss))) / temperature);
    });
    const slope = jointSlope(world, x, z);
    return z.map((zk, k) => gumbelSoftmaxSlope([zk, 1 - zk], [slope[k]!, 0], temperature)[0]!);
  });
  return logits.map((_, k) => mean(each.map((row) => row[k]!)));
}

/** Weights of a linear encoder, `[4][6 + 1]`, the last column the bias. */
type Weights = number[][];

const logitsOf = (weights: Weights) => (x: Row): number[] =>
  weights.map((row) => row.reduce((sum, w, d) => sum + w * (x[d] ?? 1), 0));

const freshMemory = (world: Switches): Memory => ({
  constant: 0,
  perDatum: world.data.map(() => 0),
});

/** Teaches the encoder from zero weights, all data in each step; its exact gap every so many steps. */
export function teachSwitches(
  key: Key,
  world: Switches,
  { by, steps, every }: {
    readonly by: Estimator;
    readonly steps: number;
    readonly every: number;
  },
): number[] {
  const { causes, readings } = SWITCHES, side = readings + 1, size = world.data.length;
  const weights: Weights = Array.from({ length: causes }, () => Array(side).fill(0));
  const first = weights.map((row) => [...row]), second = weights.map((row) => [...row]);
  const memory = freshMemory(world), gaps = [meanGap(world, logitsOf(weights))];
  for (let step = 1; step <= steps; step++) {
    const u = uniform(fold(key, step), size * causes * LESSON.draws), slopes = weightsLike(weights);
    world.data.forEach((x, n) => {
      const own = u.subarray(n * causes * LESSON.draws, (n + 1) * causes * LESSON.draws);
      const slope = estimate(world, { by, n, logits: logitsOf(weights)(x), u: own, memory });
      slope.forEach((g, k) => slopes[k]!.forEach((_, d, row) => row[d]! += g * (x[d] ?? 1) / size));
    });
    adam(weights, slopes, { first, second, step });
    if (step % every === 0) gaps.push(meanGap(world, logitsOf(weights)));
  }
  return gaps;
}

const weightsLike = (weights: Weights): Weights => weights.map((row) => row.map(() => 0));

/** One step of Adam, uphill, in place. */
function adam(
  weights: Weights,
  slopes: Weights,
  { first, second, step }: {
    readonly first: Weights;
    readonly second: Weights;
    readonly step: number;
  },
): void {
  slopes.forEach((row, k) =>
    row.forEach((g, d) => {
      const m = first[k]![d] = 0.9 * first[k]![d]! + 0.1 * g;
      const v = second[k]![d] = 0.999 * second[k]![d]! + 0.001 * g * g;
      const size = Math.sqrt(v / (1 - 0.999 ** step)) + 1e-8;
      weights[k]![d]! += LESSON.learningRate * m / (1 - 0.9 ** step) / size;
    })
  );
}
