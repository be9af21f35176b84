import { assertThrows } from "@std/assert";
import { requireAction } from "lib/envs";
import { NonFiniteError, ShapeError } from "lib/math";

const THREE = { kind: "discrete", count: 3 } as const;
const BOX = { kind: "box", low: [-2, 0], high: [2, 1] } as const;

Deno.test("requireAction: numbered actions", () => {
  for (const action of [0, 1, 2]) requireAction("step", THREE, action);
  const refuses = (action: unknown, message: string) =>
    assertThrows(() => requireAction("step cart", THREE, action), Error, message);
  refuses(3, "Cannot step cart: action is 3, expected a whole number in [0, 2]");
  refuses(-1, "action is -1");
  refuses(1.5, "action is 1.5");
  refuses(NaN, "action is NaN");
  refuses([1], "action is [1]");
});

Deno.test("requireAction: vectors in a box, its faces included, arrays and typed arrays", () => {
  for (const action of [[-2, 0], [2, 1], [0, 0.5], Float64Array.of(1, 1), Float32Array.of(2, 0)]) {
    requireAction("step", BOX, action);
  }
  const refuses = (action: unknown, type: ErrorConstructor, message: string) =>
    assertThrows(() => requireAction("step cart", BOX, action), type, message);
  refuses([2.1, 0], RangeError, "Cannot step cart: action[0] is 2.1, expected a number in [-2, 2]");
  refuses([0, -1e-9], RangeError, "action[1] is -1e-9, expected a number in [0, 1]");
  refuses(1, TypeError, "action is 1");
  assertThrows(() => requireAction("step", BOX, [1]), ShapeError, "action is [1], expected [2]");
  assertThrows(() => requireAction("step", BOX, [1, NaN]), NonFiniteError, "action[1] is NaN");
});
