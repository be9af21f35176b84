/** What a recording would get wrong is refused, by name, and leaves nothing held behind. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  adamDefaults,
  adamInit,
  adamStep,
  averageTowards,
  capture,
  CaptureError,
  copyTree,
  globalNorm,
  hostTensor,
  onHost,
  overwrite,
  polyakAverage,
  readOut,
  requireFiniteTree,
  requireSameReplay,
  startBackend,
  valueAndGradients,
  withoutLeaks,
} from "lib/nn";
import { NonFiniteError } from "lib/math";
import * as tf from "lib/nn/tf";
import { addressOf, heapMemory, viewOf } from "../../../lib/nn/runtime/heap.ts";

await startBackend();

const x = tf.tensor1d([1, 2, 3]), y = tf.tensor1d([4, 5, 6]), w = tf.tensor1d([0, 0, 0]);
const adam = adamInit([w]);
let runs = 0, made: tf.Tensor | undefined;

const outside = "outside onHost, expected that inside onHost";
/** Steps that cannot be captured: at which run they say so, and what. */
const refused: Record<string, readonly [() => unknown, run: number, words: string]> = {
  "dataSync": [() => tf.tidy(() => tf.sum(x).dataSync()[0]), 1, outside],
  "dataSync of what was there before": [() => x.dataSync(), 1, outside],
  "arraySync": [() => x.arraySync(), 1, outside],
  "readOut": [() => readOut(() => ({ sum: tf.sum(x) })), 1, outside],
  "copyTree": [() => copyTree({ x }), 1, outside],
  "a loss": [
    () => {
      using at = valueAndGradients((p) => tf.tidy(() => tf.sum(tf.square(p.w))), { w });
      return at.loss;
    },
    1,
    outside,
  ],
  "a term of a loss": [
    () => {
      using at = valueAndGradients((p) => tf.tidy(() => tf.sum(tf.square(p.w))), { w });
      return at.terms;
    },
    1,
    outside,
  ],
  "overwrite": [() => overwrite(x, [1, 2, 3]), 1, outside],
  "a view of the heap": [() => viewOf(x), 1, outside],
  "the heap itself": [() => heapMemory(), 1, outside],
  "a norm": [() => globalNorm([x]), 1, outside],
  "adamStep": [() => adamStep(adam, [w], [x], adamDefaults), 1, outside],
  "a promise": [() => Promise.resolve(), 1, "it is a promise"],
  "a large tensor from numbers": [
    () => tf.tidy(() => void tf.tensor1d(Array.from({ length: 65 }, (_, i) => i))),
    1,
    "it makes a tensor [65] from numbers, which would stay as they are",
  ],
  "a tensor of strings": [() => tf.tidy(() => void tf.tensor1d(["a"])), 1, "a tensor of strings"],
  "a tensor that is left": [
    () => made = tf.add(x, y),
    1,
    "it leaves 1 tensors behind, [3], expected 0",
  ],
  "a clone that is disposed only later": [
    () => made = hostTensor([2], () => [1, 2]),
    1,
    "it leaves 1 tensors behind, [2], expected 0",
  ],
  "a captured step": [
    () => {
      using inner = capture(() => {});
      inner.run();
    },
    1,
    "another captured step is running",
  ],
  "another shape": [
    () => tf.tidy(() => void tf.slice(x, [0], [++runs])),
    2,
    'call 0 was Slice(#X[3]) {"begin":["0"],"size":["1"]}, and then Slice(#X[3])',
  ],
  "another scalar": [() => tf.tidy(() => void tf.mul(x, ++runs)), 2, "call 0 was constant [] 1,"],
  "a sign of zero": [() => tf.tidy(() => void tf.mul(x, ++runs < 2 ? 0 : -0)), 2, "constant [] -0"],
  "another tensor": [() => tf.tidy(() => void tf.neg(++runs < 2 ? x : y)), 2, "call 0 was Neg(#X"],
  "another tensor of its own": [
    () =>
      tf.tidy(() => {
        const parts = [tf.neg(x), tf.square(x)];
        tf.relu(parts[++runs % 2]!);
      }),
    2,
    "call 2 was Relu(@1[3])",
  ],
  "another τ": [() => averageTowards({ w }, { w: x }, ++runs / 10), 2, 'onHost {"tau":0.1}'],
  "one call less": [
    () => tf.tidy(() => void (++runs < 2 ? tf.neg(tf.square(x)) : tf.square(x))),
    2,
    "call 1 was Neg(@0[3]) {}, and then its end",
  ],
  "one call more": [
    () => tf.tidy(() => void (++runs < 2 ? tf.square(x) : tf.neg(tf.square(x)))),
    2,
    "call 1 was its end, and then Neg",
  ],
  "a tensor that onHost made": [
    () => {
      onHost(() => made = tf.scalar(2));
      tf.tidy(() => void tf.square(made!));
    },
    1,
    "Square reads a tensor that was made inside onHost, expected one that hostTensor makes",
  ],
  "a tensor of the step that onHost disposes": [
    () =>
      tf.tidy(() => {
        const sum = tf.sum(x);
        onHost(() => sum.dispose());
      }),
    1,
    "Cannot dispose a tensor []: it belongs to the captured step, expected that onHost only reads",
  ],
};

for (const [name, [step, run, words]] of Object.entries(refused)) {
  Deno.test(`capture: refuses ${name}`, async () => {
    runs = 0;
    await withoutLeaks(() => {
      const blocks = tf.backend().numDataIds();
      using captured = capture(step as () => void);
      for (let i = 1; i < run; i++) captured.run(i);
      const error = assertThrows(() => captured.run(run), CaptureError);
      const text = error.message.replaceAll(/#\d+/g, "#X"); // a number of tfjs' own
      assert(text.includes(words), text);
      assertEquals([captured.isRecorded(), captured.bytes()], [false, 0]);
      made?.dispose();
      made = undefined;
      assertEquals(tf.backend().numDataIds(), blocks);
    });
    assertEquals([x, y].map((each) => [...each.dataSync()]), [[1, 2, 3], [4, 5, 6]]);
  });
}

Deno.test("capture: a tensor that a step leaves is an ordinary one, with its numbers", () => {
  using captured = capture(() => made = tf.add(x, y));
  assertThrows(() => captured.run(), CaptureError);
  assertEquals([...made!.dataSync()], [5, 7, 9]);
  made!.dispose();
});

Deno.test("capture: what a recording reads cannot be disposed before it", () => {
  const own = tf.tensor1d([1, 2]), clone = tf.clone(own);
  {
    using captured = capture(() => tf.tidy(() => void tf.square(own)));
    own.dispose(), clone.dispose();
    assertThrows(() => captured.run(), Error); // nothing is held yet
  }
  const other = tf.tensor1d([1, 2]), before = tf.memory();
  {
    using captured = capture(() => tf.tidy(() => void tf.square(other)));
    captured.run(), captured.run();
    tf.clone(other).dispose(); // its numbers stay
    const words = "Cannot dispose a tensor [2]: a captured step reads it";
    assertThrows(() => other.dispose(), CaptureError, words);
    assertEquals([other.isDisposed, tf.memory()], [false, before]);
    assertThrows(
      () => tf.tidy(() => captured.run() as never || other.dispose()),
      CaptureError,
      words,
    );
  }
  other.dispose();
});

Deno.test("capture: a step that disposes what was there before is refused", () => {
  const own = tf.tensor1d([1, 2]);
  using captured = capture(() => {
    tf.tidy(() => void tf.square(own));
    own.dispose();
  });
  assertThrows(() => captured.run(), CaptureError, "Cannot dispose a tensor [2]: a captured step");
  own.dispose(); // it lives, and is let go
});

Deno.test("capture: no function, a step that has ended, a replay within a replay", () => {
  assertThrows(() => capture(3 as never), TypeError, "step is 3, expected a function");
  const captured = capture(() => {});
  captured[Symbol.dispose]();
  assertThrows(() => captured.run(), CaptureError, "Cannot run a captured step: it was disposed");
  let nest = false;
  using inner = capture(() => tf.tidy(() => void tf.square(x)));
  using outer = capture(() => onHost(() => nest && inner.run()));
  for (let run = 0; run < 3; run++) inner.run(), outer.run();
  nest = true;
  assertThrows(() => outer.run(), CaptureError, "another captured step is running");
  nest = false;
  outer.run(), inner.run();
});

Deno.test("overwrite, hostTensor: another number of numbers, tensors that are none, are named", () => {
  const words = "numbers is [2], expected 3 numbers, for [3]";
  assertThrows(() => overwrite(x, [1, 2]), Error, words);
  assertThrows(() => overwrite(x, undefined as never), TypeError, "numbers is undefined");
  assertThrows(() => overwrite(3 as never, [1]), TypeError, "tensor is 3, expected a tensor");
  assertThrows(() => overwrite(x, [1, NaN, 3]), NonFiniteError, "numbers[1] is NaN");
  assertThrows(() => overwrite(x, [1, 2, 1e39]), NonFiniteError, "numbers[2] is 1e+39");
  assertThrows(() => overwrite(x, [1, "2", 3] as never), TypeError, 'numbers[1] is "2"');
  assertEquals([...x.dataSync()], [1, 2, 3]);
  const whole = tf.tensor1d([1], "int32");
  assertThrows(() => overwrite(whole, [1]), TypeError, "tensor is int32, expected float32");
  whole.dispose();
  assertThrows(() => overwrite(whole, [1]), RangeError, "tensor is disposed");
  const before = tf.memory().numTensors;
  assertThrows(() => hostTensor([3], () => [1, 2]), Error, words);
  assertThrows(() => hostTensor([1.5], () => [1]), RangeError, "shape[0] is 1.5");
  assertEquals(tf.memory().numTensors, before);
});

Deno.test("requireSameReplay: names what a recording cannot see, and one that is not there yet", () => {
  const sum = tf.tensor1d([0, 0]);
  let rate = 1, choice = false;
  using step = capture(() => {
    tf.tidy(() => {
      const next = tf.add(sum, rate);
      const chosen = choice ? tf.neg(next) : next;
      onHost(() => overwrite(sum, chosen.dataSync()));
    });
  });
  const compare = (run: number) => requireSameReplay(step, run, { sum });
  step.run(0);
  assertThrows(
    () => compare(1),
    CaptureError,
    "the step is not recorded, expected two runs before",
  );
  step.run(1);
  compare(2);
  assertEquals([...sum.dataSync()], [3, 3]);
  rate = 2;
  const words =
    "Cannot trust a replay: sum[0] is 4 in the replay of step 3, expected 5, as the step";
  assertThrows(() => compare(3), CaptureError, words);
  rate = 1, choice = true;
  assertThrows(() => compare(4), CaptureError, "sum[0] is 5 in the replay of step 4, expected -5");
  sum.dispose; // held until the step ends
});

Deno.test("capture: checkEvery takes every so many replays both ways, and finds what changed", () => {
  const sum = tf.tensor1d([0]);
  let rate = 1, counted = 0;
  const step = () =>
    tf.tidy(() => {
      const next = tf.add(sum, rate);
      onHost(() => (overwrite(sum, next.dataSync()), counted++));
    });
  {
    using captured = capture(step, { checkEvery: 3, state: { sum } });
    for (let run = 0; run < 8; run++) captured.run(run);
    assertEquals([sum.dataSync()[0], counted], [8, 10]); // two of six replays were looked at
    rate = 2;
    captured.run(8), captured.run(9);
    assertThrows(() => captured.run(10), CaptureError, "sum[0] is 11 in the replay of step 10");
  }
  sum.dispose();
  assertThrows(() => capture(step, { checkEvery: 0 }), RangeError, "checkEvery");
  assertThrows(() => capture(step, { checkEvery: 3 }), TypeError, "state is undefined");
  assertThrows(() => capture(step, { chekEvery: 3 } as never), TypeError, "chekEvery");
});

Deno.test("onHost: addresses that it asks for are held, too", () => {
  const t = tf.tensor1d([1]), s = tf.tensor1d([3]);
  {
    using step = capture(() => onHost(() => polyakAverage([t], [s], 0.5)));
    for (let run = 0; run < 3; run++) step.run();
    assertThrows(() => t.dispose(), CaptureError);
    assertEquals(addressOf(t) > 0, true);
  }
  assertEquals(t.dataSync()[0], 2.75);
  t.dispose(), s.dispose();
});

Deno.test("requireFiniteTree: gives no norm in a captured step, where it would be an old one", () => {
  const norms: number[] = [];
  using step = capture(() => void norms.push(requireFiniteTree("x", { x })));
  step.run(), step.run();
  assertEquals(norms, [NaN, NaN]);
});
