/** The cart-pole in pictures, against geometry written again and the cart-pole itself. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  cartPole,
  cartPoleImage,
  cartPoleStart,
  pixelCartPole,
  pixelCartPoleStart,
} from "lib/envs";
import { key, NonFiniteError } from "lib/math";
import { assertClose } from "../support/mod.ts";

Deno.test("cartPoleImage is the soft distance to the pole and to the cart, by fine sums", () => {
  const [position, angle] = [-0.4, 0.3], picture = cartPoleImage(position, angle);
  assertEquals(picture.length, 384);
  for (let row = 0; row < 12; row++) {
    for (let column = 0; column < 32; column++) {
      const x = -2.4 + 0.15 * (column + 0.5) - position, y = 1.5 - 0.15 * (row + 0.5);
      let [pole, cart] = [Infinity, Infinity];
      for (let i = 0; i <= 2000; i++) {
        const r = i / 2000, side = -0.2 + 0.4 * r;
        pole = Math.min(pole, Math.hypot(x - r * Math.sin(angle), y - r * Math.cos(angle)));
        cart = Math.min(cart, Math.hypot(x - side, y));
      }
      const soft = (d: number) => 1 / (1 + Math.exp((d - 0.1) / 0.08));
      const exact = Math.max(255 * soft(pole), 130 * soft(cart));
      assertClose(picture[32 * row + column]!, exact, { atol: 0.51 }); // a byte's rounding
    }
  }
});

Deno.test("pixelCartPole with ±10 N moves as cartPole does, and shows before and after", () => {
  const next = pixelCartPole().step(pixelCartPoleStart(0.2, -0.1, 0.05, 0.3).state, [10], key(0));
  let { state } = cartPoleStart(0.2, -0.1, 0.05, 0.3);
  for (let i = 0; i < 5; i++) state = cartPole().step(state, 1, key(i)).state;
  for (const name of ["position", "velocity", "angle", "angularVelocity"] as const) {
    assertClose(next.state[name], state[name], { atol: 1e-15 });
  }
  assertEquals([...next.observation.slice(0, 384)], [...cartPoleImage(0.2, 0.05)]);
  assertEquals([...next.observation.slice(384)], [...cartPoleImage(state.position, state.angle)]);
  assertEquals([next.reward, next.ending.kind, next.state.step], [1, "running", 1]);
});

Deno.test("pixelCartPole ends beyond 45 degrees and by its limit, and not after", () => {
  const fallen = pixelCartPole().step(pixelCartPoleStart(0, 0, 0.75, 3).state, [0], key(0));
  assertEquals(fallen.ending.kind, "terminated");
  assert(fallen.state.angle > Math.PI / 4);
  assertThrows(() => pixelCartPole().step(fallen.state, [0], key(0)), RangeError, "it is over");
  const short = pixelCartPole({ stepLimit: 1, repeat: 1 });
  assertEquals(short.step(short.reset(key(1)).state, [0], key(0)).ending.kind, "truncated");
});

Deno.test("pixel cart-poles refuse forces, places and options in words", () => {
  assertThrows(() => cartPoleImage(NaN, 0), NonFiniteError, "position is NaN");
  assertThrows(() => pixelCartPoleStart(3, 0, 0, 0), RangeError, "position is 3");
  assertThrows(() => pixelCartPole({ repeats: 3 } as never), TypeError, "repeats");
  const world = pixelCartPole();
  assertThrows(() => world.step(world.reset(key(0)).state, [11], key(0)), RangeError, "11");
});
