/** Exercise 19.4: the whole update. Right is what the library's agent learns; wrong, one slip each. */
import {
  adamOptimizer,
  averageTowards,
  leastOfStack,
  readOut,
  type TensorTree,
  valueAndGradients,
} from "lib/nn";
import * as tf from "lib/nn/tf";
import { exercise } from "lib/notebook";
import { squashedGaussian } from "lib/prob/tensor";
import { freshAgent, learned, plainBatches, practice } from "./practice.ts";

type Practice = ReturnType<typeof practice>;
type Batch = Practice["batches"][number];

/** What an update may do otherwise. */
interface Slip {
  /** The target of one transition. */
  readonly target?: (r: number, m: number, q: number, bonus: number, gamma: number) => number;
  /** Which critics say what comes next. */
  readonly ahead?: "targets" | "critics";
  /** Over the critics, for the actor. */
  readonly counts?: (values: tf.Tensor) => tf.Tensor;
  /** +1 descends, −1 climbs. */
  readonly temperature?: 1 | -1;
  /** Whether the actor learns before the critics do. */
  readonly actorFirst?: true;
  /** Whether the slow copies move. */
  readonly frozen?: true;
}

const rightTarget = (r: number, m: number, q: number, bonus: number, gamma: number) =>
  r + gamma * m * (q + bonus);

function updated(seed: number, slip: Slip): readonly number[] {
  const start = practice(seed), { actor, critics, temperature, settings } = start;
  const adam = (tree: TensorTree) => adamOptimizer(tree, { learningRate: settings.learningRate });
  const [moveActor, moveCritics, movePrice] = [adam(actor), adam(critics), adam(temperature)];
  for (const batch of start.batches) {
    const logAlpha = temperature.log.dataSync()[0]!;
    const y = targetsOf(start, batch, Math.exp(logAlpha), slip);
    const learnCritics = () => moveCritics.update(criticSlope(start, batch, y));
    if (!slip.actorFirst) learnCritics();
    const { gradients, meanLog } = actorSlope(start, batch, Math.exp(logAlpha), slip);
    if (slip.actorFirst) learnCritics();
    moveActor.update(gradients);
    const loss = -Math.exp(logAlpha) * (meanLog + settings.targetEntropy);
    movePrice.update({ log: tf.scalar((slip.temperature ?? 1) * loss) });
    if (!slip.frozen) averageTowards(start.targets, critics, settings.averaging);
  }
  return learned(start);
}

function judge({ network }: Practice, tree: TensorTree, seen: tf.Tensor2D, action: tf.Tensor2D) {
  return network.apply(tree, tf.concat([seen, action], 1));
}

function targetsOf(start: Practice, batch: Batch, alpha: number, slip: Slip): tf.Tensor2D {
  const { target = rightTarget, ahead = "targets" } = slip;
  const { q, logPi } = readOut(() => {
    const policy = start.network.apply(start.actor, batch.observationsNext) as tf.Tensor2D;
    const { action, logDensity } = squashedGaussian(policy, batch.next);
    const values = judge(start, start[ahead], batch.observationsNext, action);
    return { q: leastOfStack(values), logPi: logDensity };
  });
  const [r, m] = [batch.rewards.dataSync(), batch.masks.dataSync()];
  const y = Array.from(
    q,
    (each, i) => target(r[i]!, m[i]!, each, -alpha * logPi[i]!, start.settings.discount),
  );
  return tf.tensor2d(y, [y.length, 1]);
}

function criticSlope(start: Practice, batch: Batch, y: tf.Tensor2D) {
  const loss = (tree: TensorTree) =>
    tf.tidy(() => {
      const values = judge(start, tree, batch.observations, batch.actions);
      return tf.mean<tf.Scalar>(tf.squaredDifference(values, y));
    });
  return valueAndGradients(loss, start.critics).gradients;
}

function actorSlope(start: Practice, batch: Batch, alpha: number, slip: Slip) {
  const { counts = leastOfStack } = slip;
  const at = valueAndGradients(
    (tree) =>
      tf.tidy(() => {
        const policy = start.network.apply(tree, batch.observations) as tf.Tensor2D;
        const { action, logDensity } = squashedGaussian(policy, batch.now);
        const values = counts(judge(start, start.critics, batch.observations, action));
        const meanLog = tf.mean<tf.Scalar>(logDensity);
        const loss = tf.sub<tf.Scalar>(tf.mul(meanLog, alpha), tf.mean(values));
        return { loss, meanLog };
      }),
    start.actor,
  );
  return { gradients: at.gradients, meanLog: at.terms.meanLog! };
}

/** 19.4: three whole updates, to the last bit. */
export const exercise19_4 = exercise<[number]>({
  id: "19.4",
  cases: [[1], [2]],
  answer: (seed) => {
    const agent = freshAgent(seed);
    plainBatches(seed).forEach(({ noise, ...batch }, step) => {
      agent.updateWith(noise, batch, step);
    });
    return learned(agent.networks as unknown as Practice);
  },
  tolerance: 0, // the same kernels in the same order on the same numbers
  mistakes: [
    {
      answer: (seed) =>
        updated(seed, { target: (r, m, q, bonus, gamma) => r + gamma * m * q + bonus }),
      says: "The entropy stands outside of γ: it belongs to the next step, (SAC-3).",
    },
    {
      answer: (seed) =>
        updated(seed, { target: (r, _, q, bonus, gamma) => rightTarget(r, 1, q, bonus, gamma) }),
      says: "The mask is missing: where the world ended, nothing follows.",
    },
    {
      answer: (seed) =>
        updated(seed, { target: (r, m, q, bonus, gamma) => rightTarget(r, m, q, -bonus, gamma) }),
      says: "The sign of the entropy in the target: −α log π is added to Q.",
    },
    {
      answer: (seed) => updated(seed, { ahead: "critics" }),
      says: "The target asks the critics themselves: it should ask their slow copies.",
    },
    {
      answer: (seed) => updated(seed, { counts: (values) => tf.mean(values, 0) }),
      says:
        "The actor listens to the mean of the critics (as softlearning does); here to the lesser.",
    },
    {
      answer: (seed) => updated(seed, { temperature: -1 }),
      says: "log α walks uphill: too much entropy must make the price fall.",
    },
    {
      answer: (seed) => updated(seed, { actorFirst: true }),
      says: "The actor learned from the critics before their step; take them as they are now.",
    },
    {
      answer: (seed) => updated(seed, { frozen: true }),
      says: "The slow copies do not move: step 5 is missing.",
    },
  ],
  hints: [
    "Go down the box, one step of it at a time. What must not have a gradient? Which α counts?",
    "Read the targets out with nn.readOut; then three valueAndGradients or slopes, three Adams, " +
    "and averageTowards. α is read once, at the beginning.",
  ],
  solved: "To the last bit: that is all there is to SAC.",
});
