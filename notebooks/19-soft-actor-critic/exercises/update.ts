/** Exercise 19.4: the whole update. Right is what the library's agent learns; wrong, one slip each. */
import { averageTowards, leastOfStack, readOut, type TensorTree, valueAndGradients } from "lib/nn";
import * as tf from "lib/nn/tf";
import { exercise } from "lib/notebook";
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

const [DISCOUNT, AVERAGING, TARGET_ENTROPY] = [0.99, 0.005, -1];

function updated(seed: number, slip: Slip): readonly number[] {
  const start = practice(seed), { actor, critics, adam } = start;
  for (const batch of start.batches) {
    const alpha = Math.exp(start.log.dataSync()[0]!);
    const y = targetsOf(start, batch, alpha, slip);
    const learnCritics = () => adam.critics.update(criticSlope(start, batch, y));
    if (!slip.actorFirst) learnCritics();
    const { gradients, terms } = valueAndGradients(wish(start, batch, alpha, slip), actor);
    if (slip.actorFirst) learnCritics();
    adam.actor.update(gradients);
    const loss = -alpha * (terms.meanLog! + TARGET_ENTROPY);
    adam.temperature.update({ log: tf.scalar((slip.temperature ?? 1) * loss) });
    if (!slip.frozen) averageTowards(start.targets, critics, AVERAGING);
  }
  return learned(start);
}

function targetsOf(start: Practice, batch: Batch, alpha: number, slip: Slip): tf.Tensor2D {
  const { target = rightTarget, ahead = "targets" } = slip;
  const { q, logPi } = readOut(() => {
    const { action, logDensity } = start.draw(start.actor, batch.seenNext, batch.next);
    const values = start.judge(start[ahead], batch.seenNext, action);
    return { q: leastOfStack(values), logPi: logDensity };
  });
  const y = Array.from(
    q,
    (each, i) => target(batch.rewards[i]!, batch.masks[i]!, each, -alpha * logPi[i]!, DISCOUNT),
  );
  return tf.tensor2d(y, [y.length, 1]);
}

function criticSlope(start: Practice, batch: Batch, y: tf.Tensor2D) {
  const loss = (tree: TensorTree) =>
    tf.tidy(() => {
      const values = start.judge(tree, batch.seen, batch.actions);
      return tf.mean<tf.Scalar>(tf.squaredDifference(values, y));
    });
  return valueAndGradients(loss, start.critics).gradients;
}

function wish(start: Practice, batch: Batch, alpha: number, slip: Slip) {
  const { counts = leastOfStack } = slip;
  return (tree: TensorTree) =>
    tf.tidy(() => {
      const { action, logDensity } = start.draw(tree, batch.seen, batch.now);
      const values = counts(start.judge(start.critics, batch.seen, action));
      const meanLog = tf.mean<tf.Scalar>(logDensity);
      return { loss: tf.sub<tf.Scalar>(tf.mul(meanLog, alpha), tf.mean(values)), meanLog };
    });
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
    const { temperature, ...networks } = agent.networks as Readonly<Record<string, TensorTree>>;
    return learned({ ...networks, ...temperature } as unknown as Practice);
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
