/** Worlds at the ends of what numbers can be, and kinds that no type knows. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  acrobot,
  acrobotStart,
  bootstrapMask,
  cartPole,
  cartPoleStart,
  type Ending,
  type Environment,
  mountainCarContinuous,
  multigoal,
  pendulum,
  pendulumStart,
  requireAction,
  rollOut,
  startAt,
} from "lib/envs";
import { key } from "lib/math";

const KEY = key(0);

Deno.test("acrobot: an angle of 1e17 and a velocity of 1e300 are no state", () => {
  const { state } = acrobotStart(0.1, 0.2, 0.3, 0.4);
  const step = (changed: object) => () => acrobot().step({ ...state, ...changed }, 1, KEY);
  assertThrows(step({ shoulderVelocity: 1e300 }), RangeError, "state.shoulderVelocity is 1e+300");
  assertThrows(step({ elbowVelocity: 1e300 }), RangeError, "state.elbowVelocity is 1e+300");
  assertThrows(
    step({ shoulderAngle: 1e17 }),
    RangeError,
    "state.shoulderAngle is 100000000000000000",
  );
  assertThrows(step({ elbowAngle: -1e17 }), RangeError, "state.elbowAngle is");
  assertThrows(() => acrobotStart(1e17, 0, 0, 0), RangeError, "shoulderAngle is 1");
  // the ends of the ranges are states
  const { observation } = acrobot().step(
    acrobotStart(Math.PI, -Math.PI, 4 * Math.PI, -9 * Math.PI).state,
    2,
    KEY,
  );
  assert(observation.every(Number.isFinite));
});

Deno.test("pendulum, mountain car, cart-pole, multigoal: no options and no states that step to NaN", () => {
  for (const options of [{ mass: 1e-300 }, { length: 1e-200 }, { gravity: 1e308 }]) {
    assertThrows(() => pendulum(options), RangeError, "Cannot make pendulum: 3 ");
  }
  const fast = { ...pendulumStart(0, 0).state, angularVelocity: 1e300 };
  assertThrows(
    () => pendulum().step(fast, [0], KEY),
    RangeError,
    "state.angularVelocity is 1e+300",
  );
  for (const options of [{ power: 1e39 }, { gravity: -1e39 }]) {
    assertThrows(
      () => mountainCarContinuous(options),
      RangeError,
      "a number that float32 can hold",
    );
  }
  assertThrows(() => cartPoleStart(0, 0, 0, 1e300), RangeError, "angularVelocity is 1e+300");
  assertThrows(() => multigoal({ actionCost: 1e308 }), RangeError, "actionCost is 1e+308");
});

Deno.test("bootstrapMask, requireAction, rollOut: a kind that no type knows is refused", () => {
  for (const ending of ["terminated", { kind: "terminatd" }, {}, undefined, null]) {
    assertThrows(() => bootstrapMask(ending as Ending), TypeError, "Cannot read an ending: ending");
    const strange = { ...pendulum(), step: () => ({ ...pendulumStart(0, 0), reward: 0, ending }) };
    const world = strange as unknown as ReturnType<typeof pendulum>;
    assertThrows(() => rollOut(KEY, world, () => [0], 9), TypeError, "step 0.ending");
  }
  for (const space of ["box", { kind: "sphere" }, {}, undefined]) {
    assertThrows(
      () => requireAction("act", space as never, [0]),
      TypeError,
      "Cannot act: the space",
    );
  }
});

Deno.test("rollOut, startAt: a world whose observations are not in its space is named", () => {
  const blind: Environment<number, number, readonly number[]> = {
    name: "blind",
    actions: { kind: "discrete", count: 1 },
    observations: { kind: "vector", size: 1 },
    reset: () => ({ state: 0, observation: [0] }),
    step: () => ({ state: 0, observation: [NaN], reward: 0, ending: { kind: "running" } }),
  };
  const seen = "Cannot go on in blind: step 0.observation[0] is NaN";
  assertThrows(() => rollOut(KEY, blind, () => 0, 3), RangeError, seen);
  const start = { state: 0, observation: [1, 2] };
  assertThrows(() => startAt(blind, start), RangeError, "start.observation is [2], expected [1]");
  assertThrows(
    () => rollOut(KEY, {} as never, () => 0, 3),
    TypeError,
    "environment.name is undefined",
  );
});

Deno.test("worlds: a Map, a list or null is no table of options", () => {
  for (const make of [pendulum, mountainCarContinuous, multigoal, cartPole, acrobot]) {
    for (const options of [new Map([["stepLimit", 3]]), [], null, 3]) {
      assertThrows(() => make(options as never), TypeError, "options is ");
    }
    assertEquals(make({ stepLimit: 3 }).name.includes("stepLimit"), true);
  }
});
