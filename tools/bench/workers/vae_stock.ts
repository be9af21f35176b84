// Training steps of the VAE of a folder, the MLP, with tfjs as it is shipped: its WASM backend on one
// thread, its kernels, its optimizer. `startBackend` is not called, so nothing of ours is in there.
import { wasmBytes } from "lib/nn";
import * as tf from "lib/nn/tf";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { serve } from "../serve.ts";
import { readVae } from "../vae_problem.ts";
import { type Batch, type Layer, type Layers, vaeTensors } from "../vae_tensors.ts";

const { problem, numbers } = await readVae(Deno.args[0]!);
const bytes = await wasmBytes({});
const file = URL.createObjectURL(new Blob([bytes as BlobPart], { type: "application/wasm" }));
const files = ["", "-simd", "-threaded-simd"].map((kind) => `tfjs-backend-wasm${kind}.wasm`);
setWasmPaths(Object.fromEntries(files.map((name) => [name, file])), true);
tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
await tf.setBackend("wasm");
const { layers, batches } = vaeTensors(problem, numbers);
const variables: tf.Variable[] = [];
const trained = Object.fromEntries(
  Object.entries(layers).map(([name, { weight, bias }]) => {
    const layer = { weight: tf.variable(weight), bias: tf.variable(bias) };
    variables.push(layer.weight, layer.bias);
    return [name, layer];
  }),
);
const optimizer = tf.train.adam(problem.learningRate);

const affine = ({ weight, bias }: Layer, x: tf.Tensor) => tf.add(tf.matMul(x, weight), bias);

/** Nats per image. */
function negativeElbo(layers: Layers, { images, noise }: Batch): tf.Scalar {
  const posterior = affine(layers.posterior!, tf.relu(affine(layers.encoder!, images)));
  const [mean, logStd] = tf.split(posterior, 2, 1) as [tf.Tensor, tf.Tensor];
  const std = tf.exp(logStd);
  const code = tf.add(mean, tf.mul(std, noise));
  const logits = affine(layers.pixels!, tf.relu(affine(layers.decoder!, code)));
  const distortion = tf.sum(tf.sub(tf.softplus(logits), tf.mul(images, logits)));
  const squares = tf.sub(tf.add(tf.square(mean), tf.square(std)), 1);
  const kl = tf.sum(tf.sub(tf.mul(squares, 0.5), logStd));
  return tf.div(tf.add(distortion, kl), problem.batch);
}

let count = 0;
function lossAfterStep(wanted: boolean): number {
  const batch = batches[count++ % batches.length]!;
  const value = optimizer.minimize(() => negativeElbo(trained, batch), wanted, variables);
  return value === null ? NaN : value.dataSync()[0]!;
}

let loss = NaN;
while (count < problem.steps) loss = lossAfterStep(true);
const version = `tfjs ${tf.version.tfjs} on Deno ${Deno.version.deno}`;
await serve({ version, steps: problem.steps, loss }, () => lossAfterStep(false));
