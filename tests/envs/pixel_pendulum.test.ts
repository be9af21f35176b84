/** The pendulum in pictures, against geometry written again and the pendulum itself. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  pendulum,
  pendulumImage,
  pendulumStart,
  pixelPendulum,
  pixelPendulumStart,
} from "lib/envs";
import { fold, key, NonFiniteError } from "lib/math";
import { assertClose } from "../support/mod.ts";

Deno.test("pendulumImage is the soft distance to the rod, by a fine sum over the rod's points", () => {
  const angle = 0.7, image = pendulumImage(angle, { size: 12 });
  for (let row = 0; row < 12; row++) {
    for (let column = 0; column < 12; column++) {
      const x = (2 * column + 1) / 12 - 1, y = 1 - (2 * row + 1) / 12;
      let least = Infinity;
      for (let s = 0; s <= 4000; s++) {
        const r = 0.8 * s / 4000;
        least = Math.min(least, Math.hypot(x + r * Math.sin(angle), y - r * Math.cos(angle)));
      }
      const exact = 255 / (1 + Math.exp((least - 0.1) / 0.1));
      assertClose(image[12 * row + column]!, exact, { atol: 0.51 }); // a byte's rounding
    }
  }
});

Deno.test("pendulumImage is turned when the angle is: mirror, quarter turn, whole turn", () => {
  const at = (angle: number) => [...pendulumImage(angle)];
  const plain = at(0.4);
  assertEquals(at(-0.4), plain.map((_, i) => plain[16 * Math.floor(i / 16) + 15 - i % 16]!));
  const turned = at(0.4 + Math.PI / 2); // counter-clockwise: (row, column) from (column, 15 − row)
  assertClose(
    turned,
    plain.map((_, i) => plain[16 * (i % 16) + 15 - Math.floor(i / 16)]!),
    { atol: 1 }, // a byte, where a rounding is on the edge
  );
  assertClose(at(0.4 + 2 * Math.PI), plain, { atol: 1 });
});

Deno.test("pixelPendulum moves as the pendulum does, shows before and after, and adds rewards up", () => {
  const world = pixelPendulum({ repeat: 3 }), plain = pendulum();
  const start = pixelPendulumStart(2, -1);
  const next = world.step(start.state, [1.5], key(4));
  let state = pendulumStart(2, -1).state, reward = 0;
  for (let i = 0; i < 3; i++) {
    const step = plain.step(state, [1.5], fold(key(4), i));
    state = step.state;
    reward += step.reward;
  }
  assertEquals(next.state, { ...state, angleBefore: 2 });
  assertClose(next.reward, reward, { atol: 1e-12 });
  assertEquals([...next.observation.slice(0, 256)], [...pendulumImage(2)]);
  assertEquals([...next.observation.slice(256)], [...pendulumImage(state.angle)]);
});

Deno.test("pixelPendulum's first observation hides the velocity, and its limit counts the pendulum's steps", () => {
  assertEquals(pixelPendulumStart(1, 5).observation, pixelPendulumStart(1, -5).observation);
  const world = pixelPendulum({ stepLimit: 3 });
  const first = world.step(world.reset(key(0)).state, [0], key(1));
  const second = world.step(first.state, [0], key(2));
  assertEquals([first.state.step, first.ending.kind], [2, "running"]);
  assertEquals([second.state.step, second.ending.kind], [3, "truncated"]);
  assertThrows(() => world.step(second.state, [0], key(3)), RangeError, "the episode is over");
});

Deno.test("pixelPendulum shows the picture of the step before, whatever came earlier, in its own size", () => {
  const world = pixelPendulum({ size: 8 }), start = world.reset(key(5));
  assertEquals(world.observations, { kind: "vector", size: 128 });
  assertEquals(start.state, { ...pendulum().reset(key(5)).state, angleBefore: start.state.angle });
  const first = world.step(start.state, [2], key(0)), second = world.step(first.state, [2], key(1));
  const picture = (angle: number) => [...pendulumImage(angle, { size: 8 })];
  assertEquals([...start.observation], [start, start].flatMap(({ state }) => picture(state.angle)));
  assertEquals(
    [...second.observation],
    [first, second].flatMap(({ state }) => picture(state.angle)),
  );
  assertEquals(pixelPendulumStart(1, 0, { size: 5 }).observation.length, 50);
});

Deno.test("pixel pendulums refuse other sizes, torques and options in words", () => {
  assertThrows(() => pendulumImage(0, { size: 3 }), RangeError, "size is 3");
  assertThrows(() => pendulumImage(NaN), NonFiniteError, "angle is NaN");
  assertThrows(() => pixelPendulum({ repeat: 0 }), RangeError, "repeat is 0");
  assertThrows(() => pixelPendulum({ sizes: 3 } as never), TypeError, "sizes");
  assertThrows(() => pixelPendulumStart(0, 9), RangeError, "angularVelocity is 9");
  const world = pixelPendulum();
  assertThrows(
    () => world.step({ angle: 0, angularVelocity: 0, step: 0 } as never, [0], key(0)),
    TypeError,
    "angleBefore",
  );
  assertThrows(() => world.step(world.reset(key(0)).state, [3], key(0)), RangeError, "3");
  assert(world.name.startsWith("pixel pendulum"));
});
