// Matrix products of lib/nn, or as many operations that never leave the registers.
//   gemm.ts BUILD ceiling|NN|NT|TN|TT SIZE
import { type KernelBuild, kernelBuild, startBackend } from "lib/nn";
import * as tf from "lib/nn/tf";
import { kernels } from "../../../lib/nn/runtime/kernels.ts";
import { serve } from "../serve.ts";

const [build, what, size] = [Deno.args[0] as KernelBuild, Deno.args[1]!, Number(Deno.args[2])];
await startBackend({ kernels: { build } });
const version = `Deno ${Deno.version.deno}, kernels ${kernelBuild().build}`;

if (what === "ceiling") {
  const turns = Math.round(2 * size ** 3 / 96); // twelve products and sums of four lanes a turn
  await serve({ version }, () => kernels().ceiling(turns, 0.999, 1e-6));
} else {
  const rule = (scale: number) =>
    tf.tensor2d(Float32Array.from({ length: size * size }, (_, i) => Math.sin(scale * i)), [
      size,
      size,
    ]);
  const a = rule(1), b = rule(2);
  await serve({ version }, () => tf.matMul(a, b, what[0] === "T", what[1] === "T").dispose());
}
