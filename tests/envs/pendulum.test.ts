import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { pendulum, type PendulumOptions, pendulumStart, rollOut, startAt } from "lib/envs";
import { key, split, uniform } from "lib/math";
import { assertClose, spreadOf } from "../support/mod.ts";
import { checkEpisode, checkSpot, type GoldenEpisode, type Subject } from "./golden.ts";
import golden from "./golden/pendulum.json" with { type: "json" };
import { correlation, requireUniform } from "./uniformity.ts";

type Physics = { readonly m: number; readonly l: number; readonly g: number };

function subject(options: PendulumOptions): Subject<Parameters<typeof read>[0], readonly number[]> {
  return {
    environment: pendulum(options),
    start: ([angle, angularVelocity]) => pendulumStart(angle!, angularVelocity!),
    numbers: read,
    action: (text) => [Number(text)],
    // the same operations in the same order: at most last digits of sine, grown over 200 steps
    atol: 1e-9,
  };
}

function read(state: ReturnType<typeof pendulumStart>["state"]): readonly number[] {
  return [state.angle, state.angularVelocity];
}

function optionsOf(episode: object): PendulumOptions {
  const { physics } = episode as { readonly physics?: Physics };
  return physics === undefined ? {} : { mass: physics.m, length: physics.l, gravity: physics.g };
}

for (const episode of golden.episodes) {
  Deno.test(`pendulum: Gymnasium's episode, ${episode.about}`, () => {
    checkEpisode(subject(optionsOf(episode)), episode);
  });
}

for (const spot of golden.spots) {
  Deno.test(`pendulum: Gymnasium's step, ${spot.about}`, () => checkSpot(subject({}), spot));
}

Deno.test("pendulum: the comparison rejects physics that is a little off", () => {
  const [episode] = golden.episodes as unknown as readonly GoldenEpisode[];
  for (const off of [{ gravity: 10.0001 }, { mass: 1.0001 }, { length: 0.9999 }]) {
    assertThrows(() => checkEpisode(subject(off), episode!));
  }
  const generous = { ...episode!, total: episode!.total + 1e-6 };
  assertThrows(() => checkEpisode(subject({}), generous));
});

Deno.test("pendulum: published spot values", () => {
  // Pendulum-v1 from (π, 0) with torque 2; reference-numbers, computed with NumPy to 8 digits
  const { state, reward } = pendulum().step(pendulumStart(Math.PI, 0).state, [2], key(0));
  assertClose([state.angle, state.angularVelocity, reward], [3.1565927, 0.3, -9.8736044], {
    atol: 5e-8, // half of the last digit
  });
  // the worst reward there is, from Gymnasium's documentation
  const worst = pendulum().step(pendulumStart(-Math.PI, 8).state, [2], key(0)).reward;
  assertClose(worst, -16.2736044, { atol: 5e-8 });
});

Deno.test("pendulum: starts are uniform in [−π, π] × [−1, 1], or as wide as asked", () => {
  const states = (options: PendulumOptions) =>
    split(key(1), 4000).map((each) => pendulum(options).reset(each).state);
  const usual = states({});
  requireUniform(usual.map(({ angle }) => angle), -Math.PI, Math.PI);
  requireUniform(usual.map(({ angularVelocity }) => angularVelocity), -1, 1);
  const together = correlation(
    usual.map(({ angle }) => angle),
    usual.map(({ angularVelocity }) => angularVelocity),
  );
  assert(Math.abs(together) < 5 / Math.sqrt(4000)); // five standard errors
  const narrow = states({ startAngle: 0.5, startAngularVelocity: 0 });
  requireUniform(narrow.map(({ angle }) => angle), -0.5, 0.5);
  assert(narrow.every(({ angularVelocity }) => angularVelocity === 0));
});

Deno.test("pendulum: a push comes as often, and is as large, as asked", () => {
  const push = { probability: 0.3, size: 2 };
  const start = pendulumStart(0.1, 0.2).state;
  const still = pendulum().step(start, [0.5], key(0)).state.angularVelocity;
  const kicks = split(key(2), 20_000).map((each) =>
    pendulum({ push }).step(start, [0.5], each).state.angularVelocity - still
  );
  const pushed = kicks.filter((kick) => kick !== 0);
  requireUniform(pushed, -2, 2);
  const { mean, standardError } = spreadOf(kicks.map((kick) => kick === 0 ? 0 : 1));
  assert(Math.abs(mean - 0.3) < 5 * standardError);
  assert(
    split(key(3), 50).every((each) =>
      pendulum({ push: { probability: 0, size: 2 } }).step(start, [0.5], each).state
        .angularVelocity === still
    ),
  );
});

const cases = fc.record({
  angle: fc.double({ min: -100, max: 100, noNaN: true }),
  angularVelocity: fc.double({ min: -8, max: 8, noNaN: true }),
  torque: fc.double({ min: -2, max: 2, noNaN: true }),
  seed: fc.nat(),
  push: fc.constantFrom(undefined, { probability: 0.5, size: 20 }),
});

Deno.test("pendulum: speed and reward stay in bounds, and a step is a function", () => {
  fc.assert(
    fc.property(cases, ({ angle, angularVelocity, torque, seed, push }) => {
      const world = pendulum(push === undefined ? {} : { push });
      const { state } = pendulumStart(angle, angularVelocity);
      const step = world.step(state, [torque], key(seed));
      const [cos, sin, velocity] = step.observation;
      assert(Math.abs(velocity!) <= 8 && Math.abs(cos! ** 2 + sin! ** 2 - 1) < 1e-6);
      assert(step.reward <= 0 && step.reward >= -16.2736045);
      assertEquals(step, world.step({ ...state }, [torque], key(seed)));
      assertEquals(state, pendulumStart(angle, angularVelocity).state); // nothing was changed
    }),
    { numRuns: 300 },
  );
});

Deno.test("pendulum: the mirrored state and torque give the mirrored step", () => {
  fc.assert(
    fc.property(cases, ({ angle, angularVelocity, torque }) => {
      const forth = pendulum().step(pendulumStart(angle, angularVelocity).state, [torque], key(0));
      const back = pendulum().step(
        pendulumStart(-angle, -angularVelocity).state,
        [-torque],
        key(0),
      );
      assertEquals(back.state.angle + forth.state.angle, 0);
      // wrapping rounds at 100 rad: 1.4e-14, times 2 · π
      assertClose(back.reward, forth.reward, { atol: 1e-12 });
    }),
    { numRuns: 300 },
  );
});

Deno.test("startAt: every episode begins there", () => {
  const start = pendulumStart(1, -0.5);
  const world = startAt(pendulum({ stepLimit: 3 }), start);
  const policy = (_: readonly number[], key: readonly [number, number]) => [uniform(key, 1)[0]!];
  const [one, two] = [rollOut(key(1), world, policy, 9), rollOut(key(2), world, policy, 9)];
  assertEquals([one.states[0], two.states[0]], [start.state, start.state]);
  assertEquals(one.ending, { kind: "truncated" });
  assertEquals(one.actions.length, 3);
});

Deno.test("pendulum: refuses what it cannot do", () => {
  const { state } = pendulumStart(0, 0);
  const step = (from: unknown, action: unknown = [0]) =>
    pendulum().step(from as typeof state, action as number[], key(0));
  const refuses = (attempt: () => unknown, words: string) =>
    assertThrows(attempt, Error, `Cannot ${words}`);
  refuses(() => step(state, [2.0001]), "step pendulum: action[0] is 2.0001");
  refuses(() => step(state, 1), "step pendulum: action is 1");
  refuses(() => step({ ...state, step: 200 }), "step pendulum: the number of steps taken is 200");
  refuses(() => step({ ...state, step: -1 }), "step pendulum: state.step is -1");
  refuses(() => step({ ...state, angle: NaN }), "step pendulum: state.angle is NaN");
  refuses(() => step(undefined), "step pendulum: state is undefined");
  refuses(() => pendulumStart(0, 9), "start pendulum: angularVelocity is 9");
  refuses(() => pendulum({ weight: 1 } as PendulumOptions), 'make pendulum: an option is "weight"');
  refuses(() => pendulum({ mass: 0 }), "make pendulum: mass is 0");
  refuses(() => pendulum({ stepLimit: 0 }), "make pendulum: stepLimit is 0");
  refuses(() => pendulum({ startAngularVelocity: 9 }), "make pendulum: startAngularVelocity is 9");
  refuses(
    () => pendulum({ push: { probability: 1.5, size: 1 } }),
    "make pendulum: push.probability is 1.5",
  );
});
