// Updates of Soft Actor-Critic with tfjs as it is shipped, as one would write it: a module for each
// network, tf.variableGrads, tf.train.adam, tf.randomNormal. Nothing of ours is in there.
import { wasmBytes } from "lib/nn";
import * as tf from "lib/nn/tf";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { sacBatch, settings, sizes } from "../sac_problem.ts";
import { serve } from "../serve.ts";

type Layer = { readonly weight: tf.Variable; readonly bias: tf.Variable };
type Network = readonly Layer[];

const bytes = await wasmBytes({});
const file = URL.createObjectURL(new Blob([bytes as BlobPart], { type: "application/wasm" }));
const files = ["", "-simd", "-threaded-simd"].map((kind) => `tfjs-backend-wasm${kind}.wasm`);
setWasmPaths(Object.fromEntries(files.map((name) => [name, file])), true);
tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
await tf.setBackend("wasm");

const hidden = Number(Deno.args[0]), { observations: seen, actions: acts, batch: rows } = sizes;
const numbers = sacBatch();
const batch = {
  observations: tf.tensor2d(numbers.observations, [rows, seen]),
  actions: tf.tensor2d(numbers.actions, [rows, acts]),
  rewards: tf.tensor2d(numbers.rewards, [rows, 1]),
  next: tf.tensor2d(numbers.observationsNext, [rows, seen]),
};

// Stock tfjs draws without a seed of ours: nothing is concluded from the numbers.
const draw = tf.randomUniform, drawNormal = tf.randomNormal;

function network(inputs: number, outputs: number): Network {
  const widths = [inputs, hidden, hidden, outputs];
  return widths.slice(1).map((width, i) => {
    const end = 1 / Math.sqrt(widths[i]!);
    const weight = tf.variable(draw([widths[i]!, width], -end, end));
    return { weight, bias: tf.variable(tf.zeros([width])) };
  });
}

function forward(layers: Network, x: tf.Tensor): tf.Tensor {
  return layers.reduce((h, { weight, bias }, i) => {
    const y = tf.add(tf.matMul(h, weight), bias);
    return i === layers.length - 1 ? y : tf.relu(y);
  }, x);
}

const variables = (...networks: readonly Network[]) =>
  networks.flatMap((layers) => layers.flatMap(({ weight, bias }) => [weight, bias]));

const actor = network(seen, 2 * acts), logTemperature = tf.variable(tf.scalar(0));
const [first, second] = [network(seen + acts, 1), network(seen + acts, 1)];
const [firstSlow, secondSlow] = [network(seen + acts, 1), network(seen + acts, 1)];
const [actorAdam, criticAdam, temperatureAdam] = [0, 0, 0].map(() =>
  tf.train.adam(settings.learningRate)
);

function sample(x: tf.Tensor): [tf.Tensor, tf.Tensor] {
  const [mean, given] = tf.split(forward(actor, x), 2, 1) as [tf.Tensor, tf.Tensor];
  const logStd = tf.clipByValue(given, -20, 2), noise = drawNormal([rows, acts]);
  const u = tf.add(mean, tf.mul(tf.exp(logStd), noise));
  const slope = tf.mul(2, tf.sub(tf.sub(Math.LN2, u), tf.softplus(tf.mul(-2, u))));
  const gauss = tf.sub(tf.mul(tf.square(noise), -0.5), tf.add(logStd, Math.log(2 * Math.PI) / 2));
  return [tf.tanh(u), tf.sum(tf.sub(gauss, slope), 1, true)];
}

const least = (one: Network, other: Network, x: tf.Tensor) =>
  tf.minimum(forward(one, x), forward(other, x));

function step(optimizer: tf.Optimizer, loss: () => tf.Tensor, of: tf.Variable[]): void {
  optimizer.minimize(() => loss() as tf.Scalar, false, of);
}

function update(): void {
  tf.tidy(() => {
    const alpha = tf.exp(logTemperature), [nextAction, nextLog] = sample(batch.next);
    const slow = least(firstSlow, secondSlow, tf.concat([batch.next, nextAction], 1));
    const target = tf.add(
      batch.rewards,
      tf.mul(settings.discount, tf.sub(slow, tf.mul(alpha, nextLog))),
    );
    step(criticAdam!, () => {
      const x = tf.concat([batch.observations, batch.actions], 1);
      const errors = [first, second].map((critic) =>
        tf.mean(tf.square(tf.sub(forward(critic, x), target)))
      );
      return tf.add(errors[0]!, errors[1]!);
    }, variables(first, second));
    let meanLog: tf.Tensor | undefined;
    step(actorAdam!, () => {
      const [action, log] = sample(batch.observations);
      meanLog = tf.keep(tf.mean(log));
      const value = least(first, second, tf.concat([batch.observations, action], 1));
      return tf.mean(tf.sub(tf.mul(alpha, log), value));
    }, variables(actor));
    step(
      temperatureAdam!,
      () => tf.neg(tf.mul(tf.exp(logTemperature), tf.add(meanLog!, -acts))),
      [logTemperature],
    );
    meanLog!.dispose();
    const fast = variables(first, second);
    variables(firstSlow, secondSlow).forEach((each, i) => {
      const { averaging: tau } = settings;
      each.assign(tf.add(tf.mul(each, 1 - tau), tf.mul(fast[i]!, tau)));
    });
  });
}

update();
await serve({ version: `tfjs ${tf.version.tfjs} on Deno ${Deno.version.deno}` }, update);
