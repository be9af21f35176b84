/** A time limit around any world. */
import { assertEquals, assertThrows } from "@std/assert";
import { cartPole, cartPoleStart, pendulum, startAt, withTimeLimit } from "lib/envs";
import { fold, key } from "lib/math";

Deno.test("withTimeLimit: the last step truncates; states, rewards and observations are the world's own", () => {
  const world = pendulum(), limited = withTimeLimit(world, 7);
  let [state, inner] = [limited.reset(key(1)).state, world.reset(key(1)).state];
  for (let t = 0; t < 7; t++) {
    const [here, there] = [
      limited.step(state, [1], fold(key(2), t)),
      world.step(inner, [1], fold(key(2), t)),
    ];
    assertEquals([here.observation, here.reward], [there.observation, there.reward]);
    assertEquals(here.ending.kind, t < 6 ? "running" : "truncated");
    [state, inner] = [here.state, there.state];
    assertEquals(state, { inner, step: t + 1 });
  }
  const wish = "the number of steps taken is 7, expected below 7; the episode is over, reset it";
  assertThrows(() => limited.step(state, [1], key(0)), RangeError, wish);
});

Deno.test("withTimeLimit: an end of the world is an end, also with the last step", () => {
  // 0.2 rad and falling: over with the first step
  const falling = startAt(cartPole(), cartPoleStart(0, 0, 0.2, 3));
  for (const steps of [1, 5]) {
    const limited = withTimeLimit(falling, steps);
    const { ending } = limited.step(limited.reset(key(0)).state, 1, key(0));
    assertEquals(ending, { kind: "terminated" });
  }
});

Deno.test("withTimeLimit: an earlier limit of the world itself stays; bad limits are refused", () => {
  const short = withTimeLimit(pendulum({ stepLimit: 2 }), 9);
  let { state } = short.reset(key(0));
  state = short.step(state, [0], key(0)).state;
  assertEquals(short.step(state, [0], key(0)).ending.kind, "truncated");
  for (const steps of [0, 1.5, NaN]) {
    assertThrows(() => withTimeLimit(pendulum(), steps), RangeError, "steps is");
  }
  const none = undefined as never;
  assertThrows(() => short.step(none, [0], key(0)), TypeError, "the state is undefined");
});
