/**
 * 10,000 computations of random shapes, forward and back: a replay on other numbers gives the bits of
 * the computation as it is written, and writes nothing but what is its own.
 */
import { assert, assertEquals } from "@std/assert";
import { capture, onHost, overwrite, startBackend, withoutLeaks } from "lib/nn";
import * as tf from "lib/nn/tf";
import { addressOf, heapMemory } from "../../../lib/nn/runtime/heap.ts";
import { drawn, otherUniforms, wholeNumber } from "../matrices.ts";
import { kinds, type Program, randomProgram } from "./random_programs.ts";

await startBackend();

const PROGRAMS = 10_000;
const CANARY = 0x7fa5a5a5; // a NaN that no kernel writes

const sizeOf = (shape: readonly number[]) => shape.reduce((product, side) => product * side, 1);
const bitsOf = (tensor: tf.Tensor) => {
  const list = tensor.dataSync() as Float32Array;
  return new Uint32Array(list.buffer, list.byteOffset, list.length);
};

/** Tensors full of canaries, of the sizes that the program uses and of others. */
function canaries(next: () => number, { shapes }: Program): readonly tf.Tensor[] {
  const sizes = [...shapes.map(sizeOf), wholeNumber(next, 1, 2000)];
  return sizes.map((size) => {
    const tensor = tf.zeros([size]);
    new Uint32Array(heapMemory().buffer, addressOf(tensor), size).fill(CANARY);
    return tensor;
  });
}

/** Σ y², and where it rises by each input. */
function step({ compute }: Program, inputs: tf.Tensor[], leave: (list: Uint32Array[]) => void) {
  tf.tidy(() => {
    const f = (...x: tf.Tensor[]) => tf.sum<tf.Scalar>(tf.square(compute(...x)));
    const { value, grads } = tf.valueAndGrads(f)(inputs);
    onHost(() => leave([value, ...grads].map(bitsOf)));
  });
}

function callProgram(next: () => number): string {
  const program = randomProgram(next), { kind, shapes } = program;
  const inputs = shapes.map((shape) => tf.zeros([...shape]));
  const refill = () => inputs.forEach((x) => overwrite(x, drawn(next, x.size)));
  const results: Uint32Array[][] = [];
  const captured = capture(() => step(program, inputs, (list) => results.push(list)));
  for (let run = 0; run < 2; run++) refill(), captured.run(run);
  const guards = canaries(next, program);
  refill();
  captured.runAsWritten(2);
  captured.run(2), captured.run(2); // the second time in memory that holds the first one's numbers
  const [, , written, ...replayed] = results;
  for (const replay of replayed) {
    replay.forEach((list, i) => {
      const at = list.findIndex((bits, j) => bits !== written![i]![j]);
      assert(at < 0, `${kind} ${JSON.stringify(shapes)}: output ${i} differs at ${at}`);
    });
  }
  for (const guard of guards) {
    assert(bitsOf(guard).every((bits) => bits === CANARY), `${kind} ${JSON.stringify(shapes)}`);
  }
  captured[Symbol.dispose]();
  tf.dispose([...inputs, ...guards]);
  return kind;
}

Deno.test(`capture: ${PROGRAMS} programs of random shapes, replayed on other numbers`, async () => {
  const next = otherUniforms(77), met = new Set<string>(), blocks = tf.backend().numDataIds();
  await withoutLeaks(() => {
    for (let call = 0; call < PROGRAMS; call++) met.add(callProgram(next));
  });
  assertEquals([...met].sort(), kinds.toSorted());
  assertEquals(tf.backend().numDataIds(), blocks);
});
