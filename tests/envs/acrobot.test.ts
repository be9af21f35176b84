import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { acrobot, acrobotStart } from "lib/envs";
import { key, split } from "lib/math";
import { checkEpisode, checkSpot, type GoldenEpisode, type Subject } from "./golden.ts";
import golden from "./golden/acrobot.json" with { type: "json" };
import { requireUniform } from "./uniformity.ts";

type State = ReturnType<typeof acrobotStart>["state"];

const numbers = (s: State) => [
  s.shoulderAngle,
  s.elbowAngle,
  s.shoulderVelocity,
  s.elbowVelocity,
];
const subject: Subject<State, number> = {
  environment: acrobot(),
  start: ([inner, outer, omega1, omega2]) => acrobotStart(inner!, outer!, omega1!, omega2!),
  numbers,
  action: Number,
  // the same operations in the same order; squares and cosines may differ in the last digit, and
  // two runs of Gymnasium itself, with and without fused arithmetic, grow apart to 1e-11
  atol: 1e-9,
};

for (const episode of golden.episodes) {
  Deno.test(`acrobot: Gymnasium's episode, ${episode.about}`, () => {
    checkEpisode(subject, episode);
  });
}

for (const spot of golden.spots) {
  Deno.test(`acrobot: Gymnasium's step, ${spot.about}`, () => checkSpot(subject, spot));
}

Deno.test("acrobot: the comparison rejects other actions and another end", () => {
  const [random, up] = golden.episodes as unknown as readonly [GoldenEpisode, GoldenEpisode];
  const flipped = random.actions.replace("1", "2");
  assertThrows(() => checkEpisode(subject, { ...random, actions: flipped }));
  assertThrows(() => checkEpisode(subject, { ...up, terminated: false, truncated: true }));
});

Deno.test("acrobot: all four numbers start uniform in [−0.1, 0.1], as float32", () => {
  const starts = split(key(1), 4000).map((each) => numbers(acrobot().reset(each).state));
  const end = Math.fround(0.1); // a little above 0.1
  for (let i = 0; i < 4; i++) requireUniform(starts.map((each) => each[i]!), -end, end);
  assert(starts.flat().every((each) => each === Math.fround(each)));
});

/** Kinetic and potential energy of two rods of 1 m, 1 kg and 1 kg m² about their middles, J. */
function energy(s: State): number {
  const [a, b] = [s.shoulderAngle, s.shoulderAngle + s.elbowAngle];
  const [da, db] = [s.shoulderVelocity, s.shoulderVelocity + s.elbowVelocity];
  // middles: ½ (sin a, −cos a) and (sin a, −cos a) + ½ (sin b, −cos b)
  const speed2 = da * da + 0.25 * db * db + da * db * Math.cos(a - b);
  const kinetic = 0.5 * (0.25 * da * da + speed2 + da * da + db * db);
  return kinetic - 9.8 * (0.5 * Math.cos(a) + Math.cos(a) + 0.5 * Math.cos(b));
}

const coordinate = (most: number) => fc.double({ min: -most, max: most, noNaN: true });
const cases = fc.record({
  start: fc.tuple(coordinate(1), coordinate(3), coordinate(0.5), coordinate(0.5)),
  action: fc.constantFrom(0, 1, 2),
});

Deno.test("acrobot: without a torque the energy stays", () => {
  fc.assert(
    fc.property(cases, ({ start }) => {
      const { state } = subject.start(start);
      const after = acrobot().step(state, 1, key(0)).state;
      // one Runge–Kutta step of 0.2 s at a frequency of about 4 rad/s: (0.8)⁵/120 = 0.003 of the
      // energy in play, some 10 J
      assert(Math.abs(energy(after) - energy(state)) < 0.03, `${energy(after) - energy(state)}`);
    }),
    { numRuns: 300 },
  );
});

Deno.test("acrobot: the torque's work is what the energy gains", () => {
  fc.assert(
    fc.property(cases, ({ start, action }) => {
      const { state } = subject.start(start);
      const after = acrobot().step(state, action, key(0)).state;
      const turn = after.elbowAngle - state.elbowAngle;
      if (Math.abs(turn) > 3) return; // it wrapped
      assert(Math.abs(energy(after) - energy(state) - (action - 1) * turn) < 0.03);
    }),
    { numRuns: 300 },
  );
});

Deno.test("acrobot: angles and velocities stay in bounds, and a step is a function", () => {
  const wild = fc.tuple(coordinate(3), coordinate(3), coordinate(12), coordinate(28));
  fc.assert(
    fc.property(wild, fc.constantFrom(0, 1, 2), (start, action) => {
      const step = acrobot().step(subject.start(start).state, action, key(0));
      const most = [Math.PI, Math.PI, 4 * Math.PI, 9 * Math.PI];
      numbers(step.state).forEach((each, i) => assert(Math.abs(each) <= most[i]!));
      assertEquals(step, acrobot().step(subject.start(start).state, action, key(1)));
      assertEquals(step.reward, step.ending.kind === "terminated" ? 0 : -1);
    }),
    { numRuns: 500 },
  );
});

Deno.test("acrobot: refuses what it cannot do", () => {
  const { state } = acrobotStart(0, 0, 0, 0);
  const step = (from: State, action: unknown = 0) => acrobot().step(from, action as number, key(0));
  const refuses = (attempt: () => unknown, words: string) =>
    assertThrows(attempt, Error, `Cannot ${words}`);
  refuses(() => step(state, 3), "step acrobot: action is 3");
  refuses(() => step({ ...state, step: 500 }), "step acrobot: the number of steps taken is 500");
  refuses(
    () => step({ ...state, shoulderAngle: Math.PI, step: 9 }),
    "step acrobot: the tip's height is 2",
  );
  refuses(() => step({ ...state, elbowAngle: NaN }), "step acrobot: state.elbowAngle is NaN");
  refuses(() => acrobot({ limit: 3 } as never), 'make acrobot: an option is "limit"');
  assert(acrobot({ stepLimit: 1 }).step(state, 0, key(0)).ending.kind === "truncated");
});
