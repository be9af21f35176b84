/** Good calls of captured steps of lib/nn. */
import * as nn from "lib/nn";
import * as tf from "lib/nn/tf";
import type { Call } from "../call.ts";

// deno-lint-ignore no-explicit-any -- a harness hands functions what their types forbid
type Any = any;

/** A step that adds one to a number, and that number. */
function counting() {
  const sum = tf.scalar(0);
  const step = () =>
    tf.tidy(() => {
      const next = tf.add(sum, 1);
      nn.onHost(() => nn.overwrite(sum, next.dataSync()));
    });
  return { sum, step };
}

/** Captured, and run so often that it is replayed. */
function captured() {
  const { sum, step } = counting(), own = nn.capture(step);
  for (let run = 0; run < 3; run++) own.run(run);
  return { sum, own };
}

export const CAPTURE_CALLS: readonly Call[] = [
  {
    name: "capture",
    args: () => {
      const { sum, step } = counting();
      return [step, { checkEvery: 2, state: { sum } }];
    },
    call: (step: Any, options: Any) => {
      using own = nn.capture(step, options);
      for (let run = 0; run < 5; run++) own.run(run);
      return own.commands().length;
    },
    options: ["1"],
    fine: [/^1 ← undefined/, /^1 ← no checkEvery/, /^1\.state ← sum misspelt/],
  },
  {
    name: "onHost",
    args: () => [() => 3, { rate: 1 }],
    call: (...args: Any[]) => (nn.onHost(...(args as [Any])), "done"),
    fine: [/^1|=>/],
  },
  {
    name: "overwrite",
    args: () => [tf.zeros([2]), [3, 4]],
    call: (tensor: Any, numbers: Any) => {
      nn.overwrite(tensor, numbers);
      return tensor.dataSync();
    },
  },
  {
    name: "hostTensor",
    args: () => [[2], () => [3, 4]],
    call: (shape: Any, numbers: Any) => tf.tidy(() => nn.hostTensor(shape, numbers).dataSync()),
  },
  {
    name: "requireSameReplay",
    args: () => {
      const { sum, own } = captured();
      return [own, 3, { sum }];
    },
    call: (own: Any, step: Any, state: Any) => {
      nn.requireSameReplay(own, step, state);
      return "the same";
    },
    fine: [/^2 ← sum misspelt/, /^0\.(?:commands|bytes)/], // any names; not needed here
  },
];
