// Training steps, or planning decisions, of a recurrent state-space model; checks for NaN included.
import { crossEntropyPlan } from "lib/control";
import { fold, key } from "lib/math";
import { adamOptimizer, capture, kernelBuild, onHost, overwrite, valueAndGradients } from "lib/nn";
import * as tf from "lib/nn/tf";
import { startBackend, stateSpaceDreamer, stateSpaceLoss } from "lib/sequence/tensor";
import { rssmModel, rssmNumbers, rssmProblem } from "../rssm_problem.ts";
import { serve } from "../serve.ts";

await startBackend();
const { time, batch, pixels, actions, code, batches, steps } = rssmProblem;
const model = rssmModel(rssmProblem), numbers = rssmNumbers(rssmProblem);
const version = `Deno ${Deno.version.deno}, kernels ${kernelBuild().build}`;

/** What a decision of chapter 12 takes. */
async function plan(): Promise<void> {
  const dreamer = stateSpaceDreamer(model);
  const imagine = dreamer.imagine(dreamer.observe(new Uint8Array(pixels)));
  const search = { low: [-1], high: [1], horizon: 14, candidates: 200, elites: 20, rounds: 5 };
  let count = 0;
  await serve({ version }, () => crossEntropyPlan(fold(key(0), count++), imagine, search));
}

async function train(): Promise<void> {
  const given = {
    pictures: tf.zeros([time, batch, pixels]),
    actions: tf.zeros([time - 1, batch, actions]),
    rewards: tf.zeros([time - 1, batch]),
    noise: tf.zeros([time, batch, code]),
  };
  const { learningRate, maxNorm, pictureVariance, rewardVariance, freeNats } = rssmProblem;
  const optimizer = adamOptimizer(model, { learningRate, maxNorm });
  const config = { pictures: pictureVariance, rewards: rewardVariance, freeNats };
  let loss = NaN, count = 0;
  const captured = capture(() => {
    using at = valueAndGradients((own) => stateSpaceLoss(own, given, config), model);
    optimizer.update(at.gradients);
    onHost(() => loss = at.loss);
  });
  const step = () => {
    const which = count % batches;
    for (const [name, tensor] of Object.entries(given)) {
      const list = numbers[name as keyof typeof numbers];
      overwrite(tensor, list.subarray(which * tensor.size, (which + 1) * tensor.size));
    }
    captured.run(count++);
  };
  while (count < steps) step();
  await serve({ version, steps, loss }, step);
}

await (Deno.args[0] === "plan" ? plan() : train());
