import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { cartPole, cartPoleStart } from "lib/envs";
import { key, split } from "lib/math";
import { assertClose } from "../support/mod.ts";
import { checkEpisode, checkSpot, type GoldenEpisode, type Subject } from "./golden.ts";
import golden from "./golden/cart_pole.json" with { type: "json" };
import { requireUniform } from "./uniformity.ts";

type State = ReturnType<typeof cartPoleStart>["state"];

const numbers = (s: State) => [s.position, s.velocity, s.angle, s.angularVelocity];
const subject: Subject<State, number> = {
  environment: cartPole(),
  start: ([position, velocity, angle, angularVelocity]) =>
    cartPoleStart(position!, velocity!, angle!, angularVelocity!),
  numbers,
  action: Number,
  // the same operations in the same order; last digits of sine and cosine may grow
  atol: 1e-9,
};

for (const episode of golden.episodes) {
  Deno.test(`cart-pole: Gymnasium's episode, ${episode.about}`, () => {
    checkEpisode(subject, episode);
  });
}

for (const spot of golden.spots) {
  Deno.test(`cart-pole: Gymnasium's step, ${spot.about}`, () => checkSpot(subject, spot));
}

Deno.test("cart-pole: the comparison rejects other actions and another end", () => {
  const [, held] = golden.episodes as unknown as readonly GoldenEpisode[];
  const flipped = held!.actions.replace("1", "0");
  assertThrows(() => checkEpisode(subject, { ...held!, actions: flipped }));
  assertThrows(() => checkEpisode(subject, { ...held!, terminated: true }));
});

Deno.test("cart-pole: all four numbers start uniform in [−0.05, 0.05]", () => {
  const starts = split(key(1), 4000).map((each) => numbers(cartPole().reset(each).state));
  for (let i = 0; i < 4; i++) requireUniform(starts.map((each) => each[i]!), -0.05, 0.05);
});

const coordinate = (most: number) => fc.double({ min: -most, max: most, noNaN: true });
const cases = fc.record({
  start: fc.tuple(coordinate(2.4), coordinate(3), coordinate(0.2), coordinate(3)),
  action: fc.constantFrom(0, 1),
});

Deno.test("cart-pole: the accelerations solve Lagrange's equations", () => {
  // (M + m) ẍ + m l (θ̈ cos θ − θ̇² sin θ) = F and (4/3) l θ̈ + ẍ cos θ = g sin θ, l half the pole:
  // put back what one step divided by 0.02 s says about ẍ and θ̈
  fc.assert(
    fc.property(cases, ({ start, action }) => {
      const { state } = subject.start(start);
      const [, , angle, turning] = start;
      const next = cartPole().step(state, action, key(0)).state;
      const speeding = (next.velocity - state.velocity) / 0.02;
      const bending = (next.angularVelocity - turning) / 0.02;
      const force = action === 1 ? 10 : -10;
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      const pushed = 1.1 * speeding + 0.1 * 0.5 * (bending * cos - turning ** 2 * sin);
      // rounding of numbers near 30, divided by 0.02
      assertClose(pushed, force, { atol: 1e-10 });
      assertClose(4 / 3 * 0.5 * bending + speeding * cos, 9.8 * sin, { atol: 1e-10 });
      assertEquals(next.position, state.position + 0.02 * state.velocity);
    }),
    { numRuns: 300 },
  );
});

Deno.test("cart-pole: a step is a function, and mirrors", () => {
  fc.assert(
    fc.property(cases, ({ start, action }) => {
      const forth = cartPole().step(subject.start(start).state, action, key(0));
      assertEquals(forth, cartPole().step(subject.start(start).state, action, key(1)));
      const mirrored = subject.start(start.map((each) => -each)).state;
      const back = cartPole().step(mirrored, 1 - action, key(0));
      assertEquals(numbers(back.state).map((each, i) => each + numbers(forth.state)[i]!), [
        0,
        0,
        0,
        0,
      ]);
      assertEquals(back.ending, forth.ending);
    }),
    { numRuns: 300 },
  );
});

Deno.test("cart-pole: refuses what it cannot do", () => {
  const { state } = cartPoleStart(0, 0, 0, 0);
  const step = (from: State, action: unknown = 0) =>
    cartPole().step(from, action as number, key(0));
  const refuses = (attempt: () => unknown, words: string) =>
    assertThrows(attempt, Error, `Cannot ${words}`);
  refuses(() => step(state, 2), "step cart-pole: action is 2");
  refuses(() => step({ ...state, step: 500 }), "step cart-pole: the number of steps taken is 500");
  refuses(() => step({ ...state, angle: 0.3, step: 9 }), "step cart-pole: state.angle is 0.3");
  refuses(
    () => step({ ...state, position: -2.5, step: 9 }),
    "step cart-pole: state.position is -2.5",
  );
  refuses(
    () => step({ ...state, velocity: Infinity }),
    "step cart-pole: state.velocity is Infinity",
  );
  refuses(() => cartPole({ limit: 3 } as never), 'make cart-pole: an option is "limit"');
  refuses(() => cartPoleStart(0, NaN, 0, 0), "start cart-pole: velocity is NaN");
  assert(cartPole({ stepLimit: 1 }).step(state, 0, key(0)).ending.kind === "truncated");
});
