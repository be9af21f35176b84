import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  mountainCarContinuous,
  type MountainCarOptions,
  mountainCarStart,
  rollOut,
} from "lib/envs";
import { key, split } from "lib/math";
import { assertClose } from "../support/mod.ts";
import { checkEpisode, checkSpot, type Subject } from "./golden.ts";
import golden from "./golden/mountain_car_continuous.json" with { type: "json" };
import { requireUniform } from "./uniformity.ts";

type State = ReturnType<typeof mountainCarStart>["state"];

function subject(options: MountainCarOptions = {}): Subject<State, readonly number[]> {
  return {
    environment: mountainCarContinuous(options),
    start: ([position, velocity]) => mountainCarStart(position!, velocity!),
    numbers: ({ position, velocity }) => [position, velocity],
    action: (text) => [Number(text)],
    // all is rounded to float32 at the same places: the same numbers, and rewards up to a last digit
    atol: 1e-12,
  };
}

for (const episode of golden.episodes) {
  Deno.test(`mountain car: Gymnasium's episode, ${episode.about}`, () => {
    checkEpisode(subject(), episode);
  });
}

for (const spot of golden.spots) {
  Deno.test(`mountain car: Gymnasium's step, ${spot.about}`, () => checkSpot(subject(), spot));
}

Deno.test("mountain car: the comparison rejects physics that is a little off", () => {
  for (const off of [{ power: 0.00150001 }, { gravity: 0.00250001 }, { stepLimit: 998 }]) {
    assertThrows(() => checkEpisode(subject(off), golden.episodes[1]!));
  }
});

Deno.test("mountain car: starts are uniform in [−0.6, −0.4], at rest", () => {
  const states = split(key(1), 4000).map((each) => mountainCarContinuous().reset(each).state);
  requireUniform(states.map(({ position }) => position), -0.6, -0.4);
  assert(states.every(({ velocity, step }) => velocity === 0 && step === 0));
});

const cases = fc.record({
  position: fc.double({ min: -1.2, max: 0.6, noNaN: true }),
  velocity: fc.double({ min: -0.07, max: 0.07, noNaN: true }),
  throttle: fc.double({ min: -1, max: 1, noNaN: true }),
});

Deno.test("mountain car: the state stays in bounds, and a step is a function", () => {
  const world = mountainCarContinuous();
  const float32 = Math.fround; // the bounds as float32 has them
  fc.assert(
    fc.property(cases, ({ position, velocity, throttle }) => {
      const { state } = mountainCarStart(position, velocity);
      const step = world.step(state, [throttle], key(0));
      assert(step.state.position >= float32(-1.2) && step.state.position <= float32(0.6));
      assert(Math.abs(step.state.velocity) <= float32(0.07));
      assertEquals(step, world.step({ ...state }, [throttle], key(1))); // no chance in it
      const hasArrived = step.ending.kind === "terminated";
      const force = float32(throttle);
      assertClose(step.reward, (hasArrived ? 100 : 0) - 0.1 * force * force, { atol: 1e-13 });
    }),
    { numRuns: 500 },
  );
});

Deno.test("mountain car: full throttle to the right does not climb the hill", () => {
  const world = mountainCarContinuous();
  assertEquals(rollOut(key(0), world, () => [1], 999).ending.kind, "truncated");
  // twice the power is enough: 0.003 is more than the steepest slope's 0.0025
  const strong = mountainCarContinuous({ power: 0.003 });
  assertEquals(rollOut(key(0), strong, () => [1], 999).ending.kind, "terminated");
});

Deno.test("mountain car: refuses what it cannot do", () => {
  const { state } = mountainCarStart(-0.5, 0);
  const step = (from: State, action: unknown = [0]) =>
    mountainCarContinuous().step(from, action as number[], key(0));
  const refuses = (attempt: () => unknown, words: string) =>
    assertThrows(attempt, Error, `Cannot ${words}`);
  refuses(() => step(state, [-1.5]), "step mountain car: action[0] is -1.5");
  refuses(
    () => step({ ...state, step: 999 }),
    "step mountain car: the number of steps taken is 999",
  );
  refuses(
    () => step({ position: 0.5, velocity: 0.01, step: 3 }),
    "step mountain car: state.position is 0.5, expected one that does not end the episode",
  );
  step({ position: 0.5, velocity: -0.01, step: 3 }); // rolls back: it has not ended
  refuses(() => mountainCarStart(0.7, 0), "start mountain car: position is 0.7");
  refuses(() => mountainCarStart(0, 0.1), "start mountain car: velocity is 0.1");
  refuses(
    () => mountainCarContinuous({ powers: 1 } as MountainCarOptions),
    'make mountain car: an option is "powers"',
  );
});
