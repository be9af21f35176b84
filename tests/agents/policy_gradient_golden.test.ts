/**
 * Policy gradients as PyTorch computes them in float64, from tools/vectors/policy_gradient_vectors.py.
 *
 * Tolerance: float32 has a relative rounding of 6e-8; three layers forward and back lose about ten of
 * them, and Adam's steps of 0.005, four in a row, carry the rounding of small gradients on.
 */
import { assert } from "@std/assert";
import {
  policyGradientAgent,
  policyLoss,
  type Rollout,
  softAdvantages,
  type Spaces,
  stateValueLoss,
} from "lib/agents";
import { key } from "lib/math";
import { mlp, type MlpParameters, startBackend, treeEntries, valueAndGradients } from "lib/nn";
import * as tf from "lib/nn/tf";
import { assertClose } from "../support/mod.ts";
import { networkOf, numbersOf, place, placesOf, type Texts } from "./golden.ts";
import golden from "./golden/policy_gradient.json" with { type: "json" };

await startBackend();
const { worlds, settings } = golden;
const close = { rtol: 1e-5, atol: 1e-5 };

type Case = (typeof golden.cases)[number];
const floats = (text: string) => Float32Array.from(numbersOf(text));
const isBox = ({ kind }: Case) => kind === "box";
const spacesOf = (each: Case): Spaces =>
  isBox(each)
    ? { kind: "box", observations: 3, low: [-1, -1], high: [1, 1] }
    : { kind: "discrete", observations: 3, actions: 3 };

/** What the policy knows its actions by: a 1 at the number; or u, and the change of variables. */
function marksOf(each: Case): Float32Array {
  const taken = numbersOf(each.rollout.taken);
  if (!isBox(each)) {
    return Float32Array.from(taken.flatMap((a) => [0, 1, 2].map((b) => +(a === b))));
  }
  return Float32Array.from(
    Array.from({ length: taken.length / 2 }, (_, i) => taken.slice(2 * i, 2 * i + 2)).flatMap(
      (u) => {
        const slope = u.map((x) => Math.log(1 - Math.tanh(x) ** 2) + 0.5 * Math.log(2 * Math.PI));
        return [...u, slope[0]! + slope[1]!];
      },
    ),
  );
}

function rolloutOf(each: Case): Rollout {
  const { observations, observationsNext, rewards, masks, cuts } = each.rollout;
  const exact = (text: string) => Float64Array.from(numbersOf(text));
  return {
    worlds,
    observations: floats(observations),
    observationsNext: floats(observationsNext),
    marks: marksOf(each),
    rewards: exact(rewards),
    masks: exact(masks),
    cuts: exact(cuts),
    returns: [],
  };
}

/** log π from a network's outputs, written anew. */
function logDensities(each: Case, outputs: tf.Tensor): tf.Tensor {
  const taken = floats(each.rollout.taken), rows = outputs.shape[0]!;
  if (!isBox(each)) {
    const mask = tf.tensor2d(marksOf(each), [rows, 3]);
    return tf.sum(tf.mul(tf.logSoftmax(outputs as tf.Tensor2D), mask), 1);
  }
  const [mean, logStd] = tf.split(outputs, 2, 1), u = tf.tensor2d(taken, [rows, 2]);
  const z = tf.mul(tf.sub(u, mean!), tf.exp(tf.neg(logStd!)));
  const slope = tf.tensor1d(
    Array.from({ length: rows }, (_, i) => marksOf(each)[3 * i + 2]!),
  );
  const kernel = tf.add(tf.mul(tf.square(z), 0.5), logStd!);
  return tf.neg(tf.add(tf.sum(kernel, 1), slope));
}

for (const each of golden.cases) {
  const { kind, clip } = each, about = `${kind}, ${clip === null ? "no clip" : `clip ${clip}`}`;
  const limit = clip === null ? {} : { clip };
  const outputs = isBox(each) ? 4 : 3;

  Deno.test(`policyLoss: PyTorch's loss and gradients away from the old policy, ${about}`, () => {
    const weights = networkOf(each.other as Texts, [3, ...settings.hidden, outputs]);
    const seen = tf.tensor2d(floats(each.rollout.observations), [8, 3]);
    const given = {
      before: tf.tensor1d(floats(each.before)),
      advantages: tf.tensor1d(floats(each.advantages)),
    };
    using at = valueAndGradients(
      (p: MlpParameters) =>
        tf.tidy(() => policyLoss(logDensities(each, mlp(p, seen)), given, clip ?? undefined)),
      weights,
    );
    assertClose(at.loss, each.loss, close);
    for (const [path, tensor] of treeEntries(at.gradients)) {
      assertClose(tensor.dataSync(), numbersOf((each.gradients as Texts)[path]!), close);
    }
    tf.dispose([seen, ...Object.values(given)]);
  });

  Deno.test(`policyGradientAgent: PyTorch's advantages and update, ${about}`, () => {
    const { hidden, epochs, discount, trace, temperature, learningRate } = settings;
    const config = { hidden, epochs, discount, trace, temperature, learningRate, ...limit };
    using agent = policyGradientAgent(key(0), spacesOf(each), config);
    place(agent, placesOf(each.start as Readonly<Record<string, Texts>>));
    const rollout = rolloutOf(each), judgement = agent.judge(rollout);
    assertClose(judgement.logDensities, numbersOf(each.before), close);
    assertClose(judgement.advantages, numbersOf(each.advantages), close);
    assertClose(judgement.targets, numbersOf(each.targets), close);
    const metrics = agent.update(key(1), rollout, 0);
    assertClose(metrics.policyLoss!, each.after.policyLoss, { atol: 2e-5 });
    assertClose(metrics.valueLoss!, each.after.valueLoss, close);
    const { actor, critic } = each.after;
    const wanted = placesOf({ actor, critic } as Readonly<Record<string, Texts>>);
    for (const [path, tensor] of treeEntries(agent.tensors)) {
      if (wanted[path] !== undefined) assertClose(tensor.dataSync(), wanted[path], { atol: 2e-6 });
    }
  });
}

Deno.test("policyLoss: some of PyTorch's clipped ratios are clipped, some are not", () => {
  const counts = golden.cases.map(({ clipped }) => clipped);
  assert(counts[1]! > 0 && counts[1]! < 8 && counts[3]! > 0 && counts[3]! < 8);
});

Deno.test("softAdvantages: an end and a time limit are two zeros", () => {
  const path = {
    worlds: 1,
    rewards: [1, 1],
    logDensities: [-1, -1],
    values: [2, 3],
    valuesNext: [3, 4],
    masks: [1, 1],
    cuts: [0, 1],
  };
  const options = { discount: 0.9, trace: 0.8, temperature: 0.5 };
  const { advantages, targets } = softAdvantages(path, options); // by hand
  assertClose(advantages, [2.2 + 0.72 * 2.1, 2.1], { atol: 1e-14 });
  assertClose(targets, [2.2 + 0.72 * 2.1 + 2, 5.1], { atol: 1e-14 });
  const ended = softAdvantages({ ...path, masks: [1, 0] }, options).advantages;
  assertClose(ended, [2.2 - 0.72 * 1.5, -1.5], { atol: 1e-14 });
});

Deno.test("stateValueLoss: half the mean square", () => {
  const loss = tf.tidy(() =>
    stateValueLoss(tf.tensor2d([[1], [3]]), tf.tensor2d([[2], [6]])).dataSync()[0]!
  );
  assertClose(loss, (0.5 + 4.5) / 2, { atol: 0 });
});
