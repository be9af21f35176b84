/** The ring of transitions: what is in it, what comes out, and how often. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  addTransition,
  type DiscreteSpaces,
  replaySize,
  sampleBatch,
  type Transition,
  transitionReplay,
} from "lib/agents";
import { fold, key, NonFiniteError, ShapeError } from "lib/math";
import { assertClose, sum } from "../../support/mod.ts";

const spaces = { kind: "box", observations: 2, low: [-1], high: [1] } as const;

/** Transition n, which every column tells from all others; all numbers are exact in float32. */
function transition(n: number): Transition {
  const kinds = ["running", "terminated", "truncated"] as const;
  return {
    observation: [n, n + 0.25],
    action: [(n % 64) / 64],
    reward: -n,
    observationNext: [n + 0.5, n + 0.75],
    ending: { kind: kinds[n % 3]! },
  };
}

function filled(count: number, capacity = 7) {
  const replay = transitionReplay(spaces, { capacity });
  for (let n = 0; n < count; n++) addTransition(replay, transition(n));
  return replay;
}

Deno.test("replay: holds the last transitions, the oldest are overwritten", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 12 }),
      (count, capacity) => {
        const replay = filled(count, capacity), kept = Math.min(count, capacity);
        assertEquals([replaySize(replay), replay.added], [kept, count]);
        const batch = sampleBatch(key(count), replay, kept);
        const oldest = count - kept;
        assert(batch.rewards.every((reward) => -reward >= oldest && -reward < count));
        const held = Array.from(replay.rows.rewards.subarray(0, kept), (reward) => -reward);
        assertEquals(
          held.toSorted((a, b) => a - b),
          Array.from({ length: kept }, (_, i) => oldest + i),
        );
      },
    ),
  );
});

Deno.test("sampleBatch: a row is one transition in all its columns", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 30 }), fc.integer(), (count, seed) => {
    const replay = filled(count), size = replaySize(replay);
    const batch = sampleBatch(key(Math.abs(seed)), replay, size);
    assertEquals(batch.size, size);
    for (let row = 0; row < size; row++) {
      const n = -batch.rewards[row]!, expected = transition(n);
      assertEquals([...batch.observations.subarray(2 * row, 2 * row + 2)], expected.observation);
      assertEquals(
        [...batch.observationsNext.subarray(2 * row, 2 * row + 2)],
        expected.observationNext,
      );
      assertEquals([batch.actions[row]!], expected.action);
      assertEquals(batch.masks[row], n % 3 === 1 ? 0 : 1); // truncated is no end
    }
  }));
});

Deno.test("sampleBatch: every transition equally often, with replacement, and independent of its neighbours", () => {
  const [cells, batches, size] = [7, 1000, 7], replay = filled(7);
  const counts = new Array(cells).fill(0), pairs = new Array(cells * cells).fill(0);
  for (let i = 0; i < batches; i++) {
    const drawn = sampleBatch(fold(key(9), i), replay, size).rewards;
    drawn.forEach((reward) => counts[-reward]++);
    for (let j = 1; j < size; j++) pairs[cells * -drawn[j - 1]! - drawn[j]!]++;
  }
  // χ² exceeds its mean, the degrees of freedom, by five standard deviations once in a million
  for (const table of [counts, pairs]) {
    const expected = sum(table) / table.length, free = table.length - 1;
    const chi = sum(table.map((count) => (count - expected) ** 2 / expected));
    assert(chi < free + 5 * Math.sqrt(2 * free), `χ² is ${chi} of ${free}`);
    assert(chi > free - 5 * Math.sqrt(2 * free), "too even to be chance"); // as a permutation is
  }
});

Deno.test("sampleBatch: the same key, the same batch; its numbers are its own", () => {
  const replay = filled(7), batch = sampleBatch(key(1), replay, 3);
  assertEquals(sampleBatch(key(1), replay, 3), batch);
  const before = [...replay.rows.rewards];
  batch.rewards.fill(99);
  assertEquals([...replay.rows.rewards], before);
});

Deno.test("sampleBatch: refuses to draw more than there is, and says what to do", () => {
  const wish = "Cannot sample a batch: the number of rows is 2, expected at least 3, the batch; " +
    "act longer before you learn";
  assertThrows(() => sampleBatch(key(0), filled(2), 3), RangeError, wish);
  assertThrows(() => sampleBatch(key(0), filled(0), 1), RangeError, "rows is 0");
  assertThrows(() => sampleBatch(key(0), filled(3), 0), RangeError, "size is 0");
  assertThrows(() => sampleBatch(key(0), filled(3), 1.5), RangeError, "size is 1.5");
});

Deno.test("transitionReplay: refuses a capacity that is none, by name", () => {
  for (const capacity of [0, 1.5]) {
    const made = () => transitionReplay(spaces, { capacity });
    assertThrows(made, RangeError, `Cannot make a replay: capacity is ${capacity}`);
  }
});

Deno.test("addTransition: numbered actions are kept as numbers, and refused when there is none such", () => {
  const three: DiscreteSpaces = { kind: "discrete", observations: 2, actions: 3 };
  const replay = transitionReplay(three, { capacity: 4 });
  for (const action of [2, 0, 1]) addTransition(replay, { ...transition(1), action });
  assertEquals([...replay.rows.actions], [2, 0, 1, 0]);
  for (const action of [3, -1, 0.5, NaN, [1]]) {
    const added = () => addTransition(replay, { ...transition(1), action });
    assertThrows(added, Error, "Cannot remember transition 3: action is");
  }
  assertEquals(replay.added, 3);
  assertThrows(
    () => addTransition(filled(1), { ...transition(1), action: 0 }),
    TypeError,
    "action",
  );
});

Deno.test("addTransition: refuses what would poison the memory, by name and number; nothing is added", () => {
  const faults: [Partial<Transition>, new (...parts: never[]) => Error, string][] = [
    [{ observation: [1] }, ShapeError, "observation is [1], expected [2]"],
    [{ observationNext: [1, 2, 3] }, ShapeError, "observationNext is [3], expected [2]"],
    [{ action: [0, 0] }, ShapeError, "action is [2], expected [1]"],
    [{ action: [1.01] }, RangeError, "action[0] is 1.01, expected a number in [-1, 1]"],
    [{ action: [-1.01] }, RangeError, "action[0] is -1.01"],
    [{ observation: [0, NaN] }, NonFiniteError, "observation[1] is NaN"],
    [{ observationNext: [Infinity, 0] }, NonFiniteError, "observationNext[0] is Infinity"],
    [{ action: [NaN] }, NonFiniteError, "action[0] is NaN"],
    [{ reward: NaN }, NonFiniteError, "Cannot remember transition 4: reward is NaN"],
    [{ reward: -Infinity }, NonFiniteError, "reward is -Infinity"],
    [{ reward: 1e39 }, RangeError, "reward is 1e+39, expected a number that float32 can hold"],
    [{ observationNext: [0, -1e300] }, RangeError, "observationNext[1] is -1e+300, expected"],
    [{ observation: [4e38, 0] }, RangeError, "observation[0] is 4e+38, expected"],
  ];
  const replay = filled(4), before = structuredClone(replay);
  for (const [fault, kind, message] of faults) {
    const refused = () => addTransition(replay, { ...transition(4), ...fault });
    assert(assertThrows(refused, Error, message) instanceof kind);
    assertEquals(replay, before);
  }
  addTransition(replay, { ...transition(4), action: [-1], reward: 3e38 });
  assertClose(replay.rows.rewards[4]!, 3e38, { rtol: 1e-7 });
});
