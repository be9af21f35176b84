/**
 * A training that saves itself every few steps and goes on from what it finds: the program that
 * resume.test.ts starts, kills and starts again.
 *
 *   deno run -A tests/nn/resumable_run.ts <checkpoint> <steps> <kernels: best | fma | plain> [wait-at | die-while-saving <step>]
 */
import { crc32, fold, type Key, key, normal, permutation } from "lib/math";
import {
  type AdamOptimizer,
  adamOptimizer,
  averageTowards,
  copyTree,
  decodeCheckpoint,
  denseLayer,
  type DenseParameters,
  denseParameters,
  encodeCheckpoint,
  kernelBuild,
  restoreTensors,
  startBackend,
  tensorScope,
  valueAndGradients,
} from "lib/nn";
import * as tf from "lib/nn/tf";
import { type FileOperations, writeAtomic } from "../../lib/notebook/write_atomic.ts";

const SAVE_EVERY = 10;
const config = { hidden: 16, batch: 8, learningRate: 3e-3, maxNorm: 1, tau: 0.05 };

type Model = { readonly hidden: DenseParameters; readonly output: DenseParameters };

interface Training {
  readonly model: Model;
  readonly target: Model;
  readonly optimizer: AdamOptimizer<Model>;
  step: number;
  seen: number;
  average: number;
}

const root: Key = key(2024);
const examples = Array.from(normal(fold(root, "examples"), 40 * 3));

function batchAt(step: number): tf.Tensor2D {
  const chosen = permutation(fold(fold(root, "batch"), step), 40).subarray(0, config.batch);
  const rows = Array.from(chosen, (row) => examples.slice(3 * row, 3 * row + 3));
  const noise = normal(fold(fold(root, "noise"), step), config.batch * 3);
  return tf.tensor2d(rows.map((row, i) => row.map((x, j) => x + 0.1 * noise[3 * i + j]!)));
}

/** One step of a regression on its own slow copy, so that every part of the state matters. */
function take(training: Training): void {
  using scope = tensorScope();
  const { model, target, optimizer, step } = training;
  const x = scope.own(batchAt(step));
  const predict = (p: Model) => denseLayer(p.output, denseLayer(p.hidden, x, "tanh"));
  const wish = scope.own(tf.tidy(() => tf.add(tf.sum(x, 1, true), tf.mul(predict(target), 0.5))));
  using at = valueAndGradients(
    (p) => tf.mean(tf.squaredDifference(predict(p), wish)) as tf.Scalar,
    model,
    { step, batch: { x, wish } },
  );
  optimizer.update(at.gradients, step);
  averageTowards(target, model, config.tau);
  training.average = 0.99 * training.average + 0.01 * at.loss;
  training.seen += config.batch;
  training.step += 1;
}

const tensorsOf = ({ model, target, optimizer: { memory } }: Training) => ({
  model,
  target,
  memory,
});

function encode(training: Training): Uint8Array {
  return encodeCheckpoint({
    config,
    step: training.step,
    keys: { root },
    counters: { seen: training.seen },
    arrays: { average: Float64Array.of(training.average) },
    tensors: tensorsOf(training),
  });
}

async function resume(training: Training, path: string): Promise<void> {
  const bytes = await Deno.readFile(path).catch(() => undefined);
  if (bytes === undefined) return;
  const checkpoint = decodeCheckpoint(bytes);
  restoreTensors(checkpoint, { config, tensors: tensorsOf(training) });
  training.step = checkpoint.step;
  training.seen = checkpoint.counters.seen!;
  training.average = checkpoint.arrays.average![0]!;
}

/** Writes half of the file, then the process is gone. */
const deadly: FileOperations = {
  writeFile: async (path, bytes) => {
    await Deno.writeFile(path, bytes.subarray(0, bytes.length / 2));
    Deno.kill(Deno.pid, "SIGKILL");
    await new Promise(() => {});
  },
  sync: () => Promise.resolve(),
  rename: (from, to) => Deno.rename(from, to),
  remove: (path) => Deno.remove(path),
};

async function main([path, steps, kernels, what, when]: readonly string[]): Promise<void> {
  const build = kernels === "fma" || kernels === "plain" ? { build: kernels } as const : {};
  await startBackend({ kernels: build });
  say(`kernels ${kernelBuild().build}`);
  const model: Model = {
    hidden: denseParameters(fold(root, "hidden"), { inputs: 3, outputs: config.hidden }),
    output: denseParameters(fold(root, "output"), { inputs: config.hidden, outputs: 1 }),
  };
  const { learningRate, maxNorm } = config;
  using optimizer = adamOptimizer(model, { learningRate, maxNorm });
  const training = { model, target: copyTree(model), optimizer, step: 0, seen: 0, average: 0 };
  await resume(training, path!);
  say(`from ${training.step}`);
  while (training.step < Number(steps)) {
    take(training);
    say(`step ${training.step}`);
    const now = training.step === Number(when);
    if (what === "wait-at" && now) setInterval(() => {}, 1000), await new Promise(() => {});
    if (training.step % SAVE_EVERY !== 0) continue;
    const dies = what === "die-while-saving" && now;
    await writeAtomic(path!, encode(training), ...(dies ? [deadly] : []));
  }
  const bytes = encode(training).subarray(0, -4); // with its own checksum, every CRC-32 is the same
  say(`end ${crc32(bytes).toString(16).padStart(8, "0")}`);
}

function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

await main(Deno.args);
