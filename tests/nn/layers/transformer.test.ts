/** Transformer blocks against PyTorch's, values and every gradient: tools/vectors/transformer_vectors.py. */
import { assert, assertThrows } from "@std/assert";
import { key, ShapeError } from "lib/math";
import {
  attend,
  attention,
  decoderBlock,
  decoderBlockParameters,
  encoderBlock,
  encoderBlockParameters,
  positions,
  startBackend,
  type TensorTree,
  treeEntries,
  valueAndGradients,
  withoutLeaks,
} from "lib/nn";
import * as tf from "lib/nn/tf";
import { assertClose } from "../../support/mod.ts";

await startBackend();
const golden = JSON.parse(
  await Deno.readTextFile(new URL("../golden/transformer_torch.json", import.meta.url)),
);

type Numbers = { readonly [name: string]: Numbers } | number[] | number[][];

/** Records of lists as records of tensors. */
function tensors(node: Numbers): TensorTree {
  const entries = Object.entries(node as Record<string, Numbers>);
  return Object.fromEntries(
    entries.map(([name, each]) => [name, Array.isArray(each) ? tf.tensor(each) : tensors(each)]),
  );
}

function at(node: Numbers, path: string): number[] {
  const found = path.split("/").reduce(
    (each, name) => (each as Record<string, Numbers>)[name]!,
    node,
  );
  return (found as number[]).flat(2);
}

// float32 against float64: sums of ten products of size one, three times over; gradients pass twice
const close = { rtol: 5e-6, atol: 5e-6 };

for (const kind of ["encoder", "decoder"] as const) {
  Deno.test(`${kind}Block: PyTorch's layer with norm_first, value and every gradient`, () => {
    const own = tensors(golden.parameters) as Record<string, TensorTree>;
    const { crossNorm, cross, ...encoder } = own;
    const weights = kind === "encoder" ? encoder : { ...encoder, crossNorm, cross };
    const memory = tf.tensor3d(golden.memory), direction = tf.tensor3d(golden.direction);
    const all = {
      weights: weights as TensorTree,
      x: tf.tensor3d(golden.x),
      ...(kind === "decoder" ? { memory } : {}),
    } as const;
    const block = ({ weights, x }: typeof all, seen: tf.Tensor3D) =>
      kind === "encoder"
        ? encoderBlock(weights as never, x, golden.heads)
        : decoderBlock(weights as never, x, seen, golden.heads);
    assertClose(block(all, memory).dataSync(), golden[kind].y.flat(2), close);
    using found = valueAndGradients(
      (p) => tf.tidy(() => tf.sum(tf.mul(block(p, p.memory ?? memory), direction)) as tf.Scalar),
      all,
    );
    const { gradients, inputs } = golden[kind];
    for (const [path, tensor] of treeEntries(found.gradients.weights)) {
      assertClose(tensor.dataSync(), at(gradients, path), close);
    }
    assertClose(found.gradients.x.dataSync(), inputs.x.flat(2), close);
    if (kind === "decoder") {
      assertClose(found.gradients.memory!.dataSync(), inputs.memory.flat(2), close);
    }
  });
}

Deno.test("encoderBlock: knows no order: rows in another order give their outputs in that order", () => {
  tf.tidy(() => {
    const block = encoderBlockParameters(key(0), { width: 4, hidden: 8 });
    const x = tf.tensor3d([[[1, 2, 3, 4], [0, -1, 1, 2], [2, 0, 0, 1]]]);
    const turned = tf.reverse(encoderBlock(block, tf.reverse(x, 1), 2), 1);
    assertClose(turned.dataSync(), encoderBlock(block, x, 2).dataSync(), { atol: 1e-6 }); // rounding
  });
});

Deno.test("positions: PyTorch's recipe for a width of 4; other widths are refused", () => {
  assertClose(positions(3, 4)[2]!, [Math.sin(2), Math.cos(2), Math.sin(0.02), Math.cos(0.02)], {
    atol: 1e-15,
  });
  assertThrows(() => positions(3, 5), RangeError, "width is 5, expected an even number");
});

Deno.test("attention, blocks: no tensor is left; wrong shapes and heads are named", async () => {
  const block = decoderBlockParameters(key(0), { width: 4, hidden: 8 });
  const x = tf.ones<tf.Rank.R3>([2, 3, 4]), memory = tf.ones<tf.Rank.R3>([2, 5, 4]);
  await withoutLeaks(() => decoderBlock(block, x, memory, 2).dispose());
  assertThrows(() => attention(block.self, x, memory, 3), RangeError, "heads is 3");
  const other = tf.ones<tf.Rank.R3>([1, 5, 4]), empty = tf.ones<tf.Rank.R3>([2, 0, 4]);
  assertThrows(() => attend(x, other, other, 2), ShapeError, "keys is [1,5,4], expected [2,M,4]");
  assertThrows(() => attend(x, empty, empty, 2), ShapeError, "keys is [2,0,4]");
  assert(Number.isNaN(attend(tf.mul(x, NaN), memory, memory, 2).dataSync()[0]!)); // nothing is hidden
  treeEntries(block).forEach(([, tensor]) => tensor.dispose());
});
