import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import {
  type Checkpoint,
  CheckpointError,
  type CheckpointFault,
  decodeCheckpoint,
  encodeCheckpoint,
  restoreTensors,
  type Run,
  startBackend,
  tensorScope,
} from "lib/nn";
import * as tf from "lib/nn/tf";

await startBackend();

const odd = [1, -0, 1e-45, 3.4e38, -1 / 3, 2 ** -126, 7]; // −0 and denormals keep their bits, too
const config = { learningRate: 1e-3, layers: [64, 64], name: "tiny — ä", nested: { beta: null } };

Deno.test("restoreTensors: the same run again, and again the same bytes", () => {
  using scope = tensorScope();
  const weight = tf.tensor(odd.slice(0, 6), [2, 3]), bias = tf.tensor(odd.slice(6));
  const tensors = scope.own({
    model: { weight, bias },
    steps: tf.scalar(3),
    none: tf.zeros([0, 4]),
  });
  const bytes = encodeCheckpoint({ config, step: 5, tensors });
  const other = scope.own({
    none: tf.zeros([0, 4]),
    steps: tf.scalar(0),
    model: { bias: tf.zeros([1]), weight: tf.zeros([2, 3]) },
  });
  restoreTensors(decodeCheckpoint(bytes), { config: { ...config }, tensors: other });
  const inOrder = {
    model: { weight: other.model.weight, bias: other.model.bias },
    steps: other.steps,
    none: other.none,
  };
  assertEquals(encodeCheckpoint({ config, step: 5, tensors: inOrder }), bytes);
});

const places: Record<string, [(tensors: tf.Tensor[]) => object, CheckpointFault | "", string]> = {
  "a missing tensor": [([w]) => ({ w, b: w }), "missing", "b is not in the checkpoint"],
  "a missing one of an odd name": [
    ([w]) => ({ w, constructor: w }),
    "missing",
    "constructor is not in the checkpoint",
  ],
  "a surplus tensor": [() => ({}), "surplus", "w is [2] in the checkpoint, expected no tensor"],
  "another shape": [
    ([, wide]) => ({ w: wide }),
    "shape",
    "w is [2] in the checkpoint, expected [2,1]",
  ],
  "another dtype": [([, , whole]) => ({ w: whole }), "dtype", "w is float32 in the checkpoint"],
  "a disposed tensor": [([, , , gone]) => ({ w: gone }), "", "w is disposed"],
};

for (const [what, [build, fault, words]] of Object.entries(places)) {
  Deno.test(`restoreTensors: ${what} is named, and nothing is written`, () => {
    using scope = tensorScope();
    const bytes = encodeCheckpoint({ config, step: 1, tensors: scope.own({ w: tf.ones([2]) }) });
    const w = scope.own(tf.zeros([2])), gone = tf.zeros([2]);
    gone.dispose();
    const others = scope.own([tf.zeros([2, 1]), tf.zeros([2], "int32")]);
    const tensors = build([w, ...others, gone]) as Run["tensors"];
    const error = assertThrows(() =>
      restoreTensors(decodeCheckpoint(bytes), { config, tensors })
    ) as
      & Error
      & Partial<CheckpointError>;
    assertEquals(error.fault ?? "", fault);
    assertStringIncludes(error.message, `Cannot restore a checkpoint: ${words}`);
    assertEquals([...w.dataSync()], [0, 0]);
  });
}

function refusal(run: () => unknown, fault: CheckpointFault, ...words: string[]): void {
  const error = assertThrows(run, CheckpointError);
  assertEquals(error.fault, fault);
  for (const word of words) assertStringIncludes(error.message, word);
}

Deno.test("restoreTensors: another config is refused by the entry that differs", () => {
  using scope = tensorScope();
  const tensors = scope.own({ w: tf.ones([2]) });
  const checkpoint: Checkpoint = decodeCheckpoint(encodeCheckpoint({ config, step: 1, tensors }));
  const against = (changed: object) => () =>
    restoreTensors(checkpoint, { config: { ...config, ...changed }, tensors });
  refusal(
    against({ learningRate: 0.1 }),
    "config",
    "config.learningRate is 0.001 in the checkpoint",
  );
  refusal(against({ layers: [64, 32] }), "config", "config.layers.1 is 64", "expected 32");
  refusal(against({ layers: [64] }), "config", "config.layers.1 is 64", "expected absent");
  refusal(against({ extra: "x" }), "config", "config.extra is absent", 'expected "x"');
  refusal(against({ nested: {} }), "config", "config.nested.beta is null", "expected absent");
  refusal(against({ layers: { 0: 64, 1: 64 } }), "config", "config.layers is [64,64]");
  const { name, ...rest } = config;
  restoreTensors(checkpoint, { config: { ...rest, name }, tensors }); // the order does not matter
});
