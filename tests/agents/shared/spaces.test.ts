/** Actions between the agent's box and the world's. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { ddpgAgent, sacAgent, type Spaces, spacesOf, toBox } from "lib/agents";
import { cartPole, multigoal, pendulum } from "lib/envs";
import { key, NonFiniteError, ShapeError } from "lib/math";
import { startBackend } from "lib/nn";
import * as tf from "lib/nn/tf";
import { squashedGaussian } from "lib/prob/tensor";
import { assertClose, integral } from "../../support/mod.ts";

await startBackend();

const uneven = {
  kind: "box" as const,
  observations: 1,
  low: [-2, 0, -1e-3],
  high: [2, 5, 3e-3],
} satisfies Spaces;

Deno.test("toBox: corners to corners, exactly, and the middle to the middle", () => {
  assertEquals(toBox(uneven, [-1, -1, -1]), [...uneven.low]);
  assertEquals(toBox(uneven, [1, 1, 1]), [...uneven.high]);
  assertEquals(toBox(uneven, [0, 0, 0]), [0, 2.5, 1e-3]);
  // −0.01 + (0.12 + 0.01) is 0.12000000000000001
  assertEquals(toBox({ kind: "box", observations: 1, low: [-0.01], high: [0.12] }, [1]), [0.12]);
});

Deno.test("toBox: straight, rising, and never out of the box", () => {
  const end = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  const unit = fc.double({ min: -1, max: 1, noNaN: true });
  fc.assert(fc.property(end, end, unit, unit, (a, b, x, y) => {
    fc.pre(a !== b);
    const [low, high] = a < b ? [a, b] : [b, a];
    const at = (u: number) =>
      toBox({ kind: "box", observations: 1, low: [low], high: [high] }, [u])[0]!;
    assert(at(x) >= low && at(x) <= high);
    assert(x > y ? at(x) >= at(y) : at(x) <= at(y));
    const size = Math.max(Math.abs(low), Math.abs(high)); // four roundings of numbers up to 2 size
    assertClose(at(x) - at(y), (high - low) / 2 * (x - y), { atol: 8 * size * 2 ** -52 + 1e-300 });
  }));
});

Deno.test("toBox: refuses what is no action, by name", () => {
  assertThrows(() => toBox(uneven, [0, 0]), ShapeError, "Cannot act: action is [2], expected [3]");
  assertThrows(() => toBox(uneven, [0, NaN, 0]), NonFiniteError, "action[1] is NaN");
  for (const outside of [1.0000001, -1.0000001, 7]) {
    assertThrows(
      () => toBox(uneven, [0, 0, outside]),
      RangeError,
      `Cannot act: action[2] is ${outside}, expected a number in [-1, 1]`,
    );
  }
});

Deno.test("toBox: in the world's units a log-density is Σ log ½(high − low) less", () => {
  const spaces = { kind: "box", observations: 1, low: [-2], high: [6] } as const,
    [mean, logStd] = [0.4, -0.3];
  const unitDensity = (a: number) =>
    tf.tidy(() => {
      const noise = (Math.atanh(a) - mean) / Math.exp(logStd);
      const { logDensity } = squashedGaussian(
        tf.tensor2d([[mean, logStd]]),
        tf.tensor2d([[noise]]),
      );
      return Math.exp(logDensity.dataSync()[0]!);
    });
  // the chance of a stretch is the same in either unit: by quadrature there, with the constant
  const [from, to] = [-0.5, 0.7], [boxFrom] = toBox(spaces, [from]), [boxTo] = toBox(spaces, [to]);
  const chance = integral(unitDensity, from, to, 400);
  const constant = Math.log((6 - -2) / 2);
  const boxDensity = (b: number) => Math.exp(Math.log(unitDensity((b - 2) / 4)) - constant);
  assertClose(integral(boxDensity, boxFrom!, boxTo!, 400), chance, { rtol: 1e-5 }); // 400 midpoints, float32
  assertClose([boxFrom!, boxTo!], [0, 4.8], { atol: 1e-14 });
});

Deno.test("spacesOf: sizes of a world with a box or with numbers; endless boxes are refused, by name", () => {
  const box = { kind: "box", observations: 2, low: [-1, -1], high: [1, 1] } as const;
  assertEquals(spacesOf(multigoal()), box);
  assertEquals(spacesOf(pendulum()).observations, 3);
  assertEquals(spacesOf(cartPole()), { kind: "discrete", observations: 4, actions: 2 });
  const world = (low: number[], high: number[]) => () =>
    spacesOf({ ...pendulum(), name: "arm", actions: { kind: "box", low, high } });
  assertThrows(
    world([-Infinity], [1]),
    RangeError,
    "Cannot make an agent for arm: actions.low[0] is -Infinity, expected a finite number; bound",
  );
  assertThrows(world([0], [NaN]), RangeError, "actions.high[0] is NaN");
  assertThrows(world([1], [1]), RangeError, "actions.low[0] is 1, expected a number below 1");
  assertThrows(world([0], [1, 2]), ShapeError, "actions.high is [2], expected [1]");
  const tabular = { ...pendulum(), observations: { kind: "discrete", count: 3 } } as const;
  assertThrows(
    () => spacesOf(tabular),
    TypeError,
    'observations.kind is "discrete", expected one of "vector"',
  );
});

Deno.test("sacAgent, ddpgAgent: numbered actions are refused", () => {
  for (const make of [sacAgent, ddpgAgent]) {
    const made = () => make(key(0), spacesOf(cartPole()));
    assertThrows(made, TypeError, 'spaces.kind is "discrete", expected a box of actions');
  }
});
