// Training steps of a GRU over 20 steps of time with lib/nn, captured; checks for NaN included.
import {
  adamOptimizer,
  capture,
  denseLayer,
  gru,
  kernelBuild,
  onHost,
  overwrite,
  startBackend,
  valueAndGradients,
} from "lib/nn";
import * as tf from "lib/nn/tf";
import { gruNumbers, gruProblem, type GruTensors, gruTensors } from "../gru_problem.ts";
import { serve } from "../serve.ts";

await startBackend();
const { time, batch, inputs, hidden, batches, learningRate, steps } = gruProblem;
const numbers = gruNumbers(gruProblem), parameters = gruTensors(gruProblem, numbers);
const optimizer = adamOptimizer(parameters, { learningRate });
const seen = tf.zeros<tf.Rank.R3>([time, batch, inputs]),
  start = tf.zeros<tf.Rank.R2>([batch, hidden]);
const wanted = tf.zeros([batch, 1]);
let loss = NaN, count = 0;

function missed({ cell, head }: GruTensors): tf.Scalar {
  const last = tf.slice(gru(cell, seen, start), [time - 1, 0, 0]);
  return tf.mean(tf.squaredDifference(denseLayer(head, tf.reshape(last, [batch, hidden])), wanted));
}

const captured = capture(() => {
  using at = valueAndGradients((each) => tf.tidy(() => missed(each)), parameters);
  optimizer.update(at.gradients);
  onHost(() => loss = at.loss);
});
const run = Deno.args[0] === "written" ? captured.runAsWritten : captured.run;

function step(): void {
  const which = count % batches;
  overwrite(seen, numbers.seen.subarray(which * seen.size, (which + 1) * seen.size));
  overwrite(wanted, numbers.wanted.subarray(which * batch, (which + 1) * batch));
  run(count++);
}

while (count < steps) step();
const version = `Deno ${Deno.version.deno}, kernels ${kernelBuild().build}`;
await serve({ version, steps, loss }, step);
