/** Simulators with a state inside, as environments. */
import { assertEquals, assertThrows } from "@std/assert";
import { restorableEnvironment, rollOut, type Simulator, statefulEnvironment } from "lib/envs";
import { fold, key, uniform } from "lib/math";

const words = {
  name: "drift",
  actions: { kind: "box", low: [-1], high: [1] },
  observations: { kind: "vector", size: 1 },
} as const;

/** x ← x + a + noise; it ends beyond 3. Keeps x inside. */
function drift(): Simulator<readonly number[], readonly number[]> & { x: number } {
  return {
    x: NaN,
    reset(key) {
      this.x = uniform(key, 1, -1, 1)[0]!;
      return [this.x];
    },
    step([a], key) {
      this.x += a! + uniform(key, 1, -0.1, 0.1)[0]!;
      const ending = { kind: Math.abs(this.x) > 3 ? "terminated" : "running" } as const;
      return { observation: [this.x], reward: -this.x * this.x, ending };
    },
  };
}

const restorable = () => {
  const simulator = drift();
  return restorableEnvironment(words, {
    reset: (key) => simulator.reset(key),
    step: (action: readonly number[], key) => simulator.step(action, key),
    save: () => simulator.x,
    load: (x: number) => simulator.x = x,
  });
};
const once = () => {
  const made: unknown[] = [];
  const world = statefulEnvironment(words, () => {
    const simulator = drift();
    made.push(simulator);
    return {
      reset: (key) => simulator.reset(key),
      step: (a: readonly number[], key) => simulator.step(a, key),
    };
  });
  return { world, made };
};

Deno.test("restorable and stateful: the same episodes as each other, action by action", () => {
  const policy = ([x]: readonly number[]) => [Math.max(-1, Math.min(1, 0.3 - 0.1 * x!))];
  const [a, b] = [restorable(), once().world];
  for (let i = 0; i < 3; i++) {
    const [one, two] = [
      rollOut(fold(key(4), i), a, policy, 40),
      rollOut(fold(key(4), i), b, policy, 40),
    ];
    assertEquals(one.observations, two.observations);
    assertEquals([one.ending, one.return], [two.ending, two.return]);
  }
});

Deno.test("restorableEnvironment: a state can be gone on from twice, and episodes interleaved", () => {
  const world = restorable(), { state } = world.reset(key(1));
  const first = world.step(state, [0.5], key(2));
  world.step(world.reset(key(9)).state, [-1], key(3)); // another episode in between
  assertEquals(world.step(state, [0.5], key(2)), first);
  assertEquals(world.step(first.state, [0], key(5)), world.step(first.state, [0], key(5)));
});

Deno.test("statefulEnvironment: episodes side by side each have a simulator of their own", () => {
  const { world, made } = once();
  const [one, two] = [world.reset(key(1)), world.reset(key(2))];
  const next = world.step(one.state, [1], key(3));
  const other = world.step(two.state, [1], key(3));
  assertEquals(made.length, 2);
  assertEquals(
    next.observation[0]! - one.observation[0]!,
    other.observation[0]! - two.observation[0]!,
  );
  assertEquals([next.state.step, other.state.step], [1, 1]);
});

Deno.test("statefulEnvironment: a state that was stepped, or comes from elsewhere, is refused", () => {
  const { world } = once(), { state } = world.reset(key(1));
  const next = world.step(state, [0], key(2));
  for (const old of [state, { step: 1 }, undefined as never]) {
    assertThrows(
      () => world.step(old, [0], key(2)),
      Error,
      "expected the latest of its episode: this simulator cannot go back",
    );
  }
  world.step(next.state, [0], key(2)); // the episode itself goes on
});
