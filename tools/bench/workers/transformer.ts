// Training steps of a transformer encoder with lib/nn, captured; checks for NaN included.
import {
  adamOptimizer,
  capture,
  denseLayer,
  encoderBlock,
  kernelBuild,
  onHost,
  overwrite,
  startBackend,
  valueAndGradients,
} from "lib/nn";
import * as tf from "lib/nn/tf";
import {
  transformerNumbers,
  transformerProblem,
  type TransformerTensors,
  transformerTensors,
} from "../transformer_problem.ts";
import { serve } from "../serve.ts";

await startBackend();
const { length, batch, width, heads, batches, learningRate, steps } = transformerProblem;
const numbers = transformerNumbers(transformerProblem);
const parameters = transformerTensors(transformerProblem, numbers);
const optimizer = adamOptimizer(parameters, { learningRate });
const seen = tf.zeros<tf.Rank.R3>([batch, length, width]), wanted = tf.zeros([batch, 1]);
let loss = NaN, count = 0;

function missed({ block1, block2, head }: TransformerTensors): tf.Scalar {
  const read = encoderBlock(block2, encoderBlock(block1, seen, heads), heads);
  return tf.mean(tf.squaredDifference(denseLayer(head, tf.mean(read, 1)), wanted));
}

const captured = capture(() => {
  using at = valueAndGradients((each) => tf.tidy(() => missed(each)), parameters);
  optimizer.update(at.gradients);
  onHost(() => loss = at.loss);
});
const run = Deno.args[0] === "written" ? captured.runAsWritten : captured.run;

function step(): void {
  const which = count % batches;
  overwrite(seen, numbers.seen!.subarray(which * seen.size, (which + 1) * seen.size));
  overwrite(wanted, numbers.wanted!.subarray(which * batch, (which + 1) * batch));
  run(count++);
}

while (count < steps) step();
const version = `Deno ${Deno.version.deno}, kernels ${kernelBuild().build}`;
await serve({ version, steps, loss }, step);
