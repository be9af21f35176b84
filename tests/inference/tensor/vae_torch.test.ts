/** The autoencoder of lib against PyTorch's: same weights, same batches, same noise. */
import { adamOptimizer, type TensorTree, treeEntries, valueAndGradients } from "lib/nn";
import * as tf from "lib/nn/tf";
import { importanceLogWeights, mlpVae, type MlpVaeParameters } from "lib/inference/tensor";
import { negativeElbo, startBackend } from "lib/inference/tensor";
import { assertClose } from "../../support/mod.ts";

await startBackend();
const golden = JSON.parse(
  await Deno.readTextFile(new URL("../golden/vae_torch.json", import.meta.url)),
);
const rows = (await Deno.readTextFile(new URL("../../../data/digits.csv", import.meta.url)))
  .split("\n").slice(1, 97)
  .map((line) => line.split(",").slice(0, 64).map((cell) => Number(cell) >= 8 ? 1 : 0));

/** The weights of PyTorch, as lib's records. */
function parameters(): MlpVaeParameters {
  const tree: Record<string, Record<string, Record<string, tf.Tensor>>> = {};
  for (const [path, values] of Object.entries(golden.weights)) {
    const [part, layer, name] = path.split("/") as [string, string, string];
    ((tree[part] ??= {})[layer] ??= {})[name] = tf.tensor(values as number[]);
  }
  return tree as unknown as MlpVaeParameters;
}

Deno.test("negativeElbo: forty steps of Adam have PyTorch's losses, explanations and prices", () => {
  const own = parameters(),
    batches = [0, 1, 2].map((i) => {
      const images = tf.tensor2d(rows.slice(32 * i, 32 * i + 32));
      return { images, noise: tf.tensor2d(golden.noise[i]) };
    });
  using optimizer = adamOptimizer(own, { learningRate: golden.learningRate });
  const seen = golden.losses.map((_: number, step: number) => {
    using at = valueAndGradients((each) => negativeElbo(mlpVae, each, batches[step % 3]!), own);
    optimizer.update(at.gradients);
    return { ...at.terms };
  }) as Record<string, number>[];
  // float32 against float64: 1e-7 a rounding, grown over forty steps
  const close = { rtol: 1e-5 };
  assertClose(seen.map(({ loss }) => loss!), golden.losses, close);
  assertClose(seen.map(({ logLikelihood }) => logLikelihood!), golden.logLikelihoods, close);
  assertClose(seen.map(({ kl }) => kl!), golden.kls, { rtol: 1e-4 }); // a small difference of large terms
});

Deno.test("importanceLogWeights: bound and gradient of five draws are PyTorch's", () => {
  const own = parameters(), images = tf.tensor2d(rows.slice(0, 32));
  const noise = tf.tensor3d(golden.manyNoise);
  const loss = (each: MlpVaeParameters) =>
    tf.tidy(() => {
      const logWeights = importanceLogWeights(mlpVae, each, images, noise);
      const most = tf.max(logWeights, 0);
      const sums = tf.log(tf.mean(tf.exp(tf.sub(logWeights, most)), 0));
      return tf.neg(tf.mean(tf.add(sums, most))) as tf.Scalar;
    });
  using at = valueAndGradients(loss, own);
  assertClose(-at.loss, golden.importanceBound, { rtol: 1e-6 }); // float32
  for (const part of ["encoder", "decoder"] as const) {
    assertClose(norm(at.gradients[part]), golden.importanceGradientNorms[part], { rtol: 1e-5 });
  }
});

function norm(tree: TensorTree): number {
  const squares = treeEntries(tree).flatMap(([, tensor]) =>
    Array.from(tensor.dataSync() as Float32Array, (each) => each * each)
  );
  return Math.sqrt(squares.reduce((sum, each) => sum + each, 0));
}
