/** A training whose data turn bad: what it says, and what it leaves. */
import { assertEquals, assertThrows } from "@std/assert";
import { key } from "lib/math";
import {
  adamOptimizer,
  denseLayer,
  denseParameters,
  NonFiniteTensorError,
  startBackend,
  tensorScope,
  valueAndGradients,
  withoutLeaks,
} from "lib/nn";
import * as tf from "lib/nn/tf";

await startBackend();

type Training = ReturnType<typeof start>;

function start() {
  const scope = tensorScope();
  const model = scope.own(denseParameters(key(1), { inputs: 3, outputs: 2 }));
  const optimizer = adamOptimizer(model, { learningRate: 0.1 });
  const dispose = () => (optimizer[Symbol.dispose](), scope.dispose());
  return { model, optimizer, [Symbol.dispose]: dispose };
}

function take({ model, optimizer }: Training, step: number, value: number): void {
  using scope = tensorScope();
  const x = scope.own(tf.tensor2d([[1, value, step]]));
  using at = valueAndGradients(
    (p) => tf.sum(tf.square(denseLayer(p, x, "tanh"))) as tf.Scalar,
    model,
    { step, batch: { x } },
  );
  optimizer.update(at.gradients, step);
}

const numbersOf = ({ model, optimizer: { memory: { first, second, steps } } }: Training) =>
  [model.weight, model.bias, first.weight, second.bias, steps].map((each) => [...each.dataSync()]);

Deno.test("a run stops at the step of a bad batch, and all is as it was after the step before", async () => {
  await withoutLeaks(() => {
    using training = start();
    for (let step = 0; step < 5; step++) take(training, step, 1);
    const before = numbersOf(training);
    const error = assertThrows(() => take(training, 5, NaN), NonFiniteTensorError);
    assertEquals(
      error.message,
      "Cannot go on: batch/x[1] is NaN at step 5, expected a finite number",
    );
    assertEquals(numbersOf(training), before);
    take(training, 5, 1); // and it can go on, as if nothing had been
    using other = start();
    for (let step = 0; step < 6; step++) take(other, step, 1);
    assertEquals(numbersOf(training), numbersOf(other));
  });
});
