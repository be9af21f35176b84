/** Memories of typed columns: rows, and stretches of rows that followed upon each other. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { addRow, replayInit, replaySize, sampleRows, sampleSequences } from "lib/agents";
import { fold, key, NonFiniteError, ShapeError } from "lib/math";

const columns = {
  image: { width: 3, type: "uint8" },
  number: { width: 1, type: "int32" },
  last: { width: 1, type: "uint8" },
  reward: { width: 1, type: "float32" },
} as const;

/** Row n, which every column tells from others; an episode ends with every `every`-th row. */
function filled(count: number, capacity: number, every = 1000) {
  const replay = replayInit(columns, { capacity });
  for (let n = 0; n < count; n++) {
    const last = n % every === every - 1 ? 1 : 0;
    addRow(replay, { image: [n % 256, 255, 0], number: n, last, reward: n / 2 });
  }
  return replay;
}

Deno.test("replayInit: each column an array of its type; what a row holds comes out together", () => {
  const replay = filled(9, 5);
  const { image, number, reward } = replay.rows;
  assert(image instanceof Uint8Array && number instanceof Int32Array);
  assert(reward instanceof Float32Array);
  assertEquals([image.length, replaySize(replay), replay.added], [15, 5, 9]);
  const batch = sampleRows(key(0), replay, 5);
  batch.number.forEach((n, i) => {
    assert(n >= 4 && n < 9); // the oldest are overwritten
    assertEquals([...batch.image.subarray(3 * i, 3 * i + 3)], [n, 255, 0]);
    assertEquals(batch.reward[i], n / 2);
  });
});

Deno.test("addRow: refuses what a column cannot hold, by name; nothing is added", () => {
  const replay = filled(2, 5), before = structuredClone(replay);
  const row = { image: [0, 1, 2], number: 7, last: 0, reward: 1 };
  const faults: [object, new (...parts: never[]) => Error, string][] = [
    [{ image: [0, 1] }, ShapeError, "image is [2], expected [3]"],
    [{ image: [0, 256, 0] }, RangeError, "image[1] is 256, expected a whole number in [0, 255]"],
    [{ image: [0, 0.5, 0] }, RangeError, "image[1] is 0.5"],
    [{ number: 2 ** 31 }, RangeError, "number is 2147483648"],
    [{ number: "7" }, TypeError, "number is"],
    [{ reward: NaN }, NonFiniteError, "reward is NaN"],
    [{ reward: 1e39 }, RangeError, "reward is 1e+39, expected a number that float32 can hold"],
    [{ reward: undefined }, TypeError, "Cannot remember row 2: reward is undefined"],
    [{ colour: 1 }, RangeError, 'a column is "colour", expected one of image, number'],
  ];
  for (const [fault, kind, message] of faults) {
    const error = assertThrows(() => addRow(replay, { ...row, ...fault }), Error, message);
    assert(error instanceof kind, message);
    assertEquals(replay, before);
  }
});

Deno.test("replayInit: refuses sizes and types that are none, by name", () => {
  const made = (width: unknown, type: unknown) => () =>
    replayInit({ x: { width, type } } as never, { capacity: 3 });
  assertThrows(made(0, "uint8"), RangeError, "columns.x.width is 0");
  assertThrows(made(1, "float64"), RangeError, 'columns.x.type is "float64", expected one of');
});

Deno.test("sampleSequences: rows in order, of one episode, never across the place of overwriting", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 2, max: 13 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 5 }),
      (count, capacity, every, length) => {
        const replay = filled(count, capacity, every), oldest = Math.max(0, count - capacity);
        // all starts there are, counted by their definition
        const starts = Array.from({ length: count }, (_, n) => n).filter((n) =>
          n >= oldest && n + length <= count &&
          Array.from({ length: length - 1 }, (_, t) => (n + t) % every).every((r) => r < every - 1)
        );
        const options = { length, ends: "last" } as const;
        if (starts.length === 0) {
          const none = () => sampleSequences(key(1), replay, 1, options);
          return void assertThrows(none, RangeError, "expected one in a row within an episode");
        }
        const size = 40 * starts.length, drawn = sampleSequences(key(1), replay, size, options);
        assertEquals([drawn.size, drawn.length], [size, length]);
        const seen = new Set<number>();
        for (let i = 0; i < size; i++) {
          const numbers = [...drawn.number.subarray(i * length, (i + 1) * length)];
          assertEquals(numbers, numbers.map((_, t) => numbers[0]! + t));
          assert(starts.includes(numbers[0]!));
          seen.add(numbers[0]!);
        }
        // forty draws for each start: to miss one has a chance of e⁻⁴⁰ each
        assertEquals([...seen].toSorted((a, b) => a - b), starts);
      },
    ),
    { numRuns: 60 },
  );
});

Deno.test("sampleSequences: uniform over all stretches; without ends across episodes, too", () => {
  const replay = filled(8, 10, 4), counts = new Map<number, number>();
  for (let i = 0; i < 300; i++) {
    const { number } = sampleSequences(fold(key(3), i), replay, 10, { length: 3 });
    for (let j = 0; j < number.length; j += 3) {
      counts.set(number[j]!, (counts.get(number[j]!) ?? 0) + 1);
    }
  }
  assertEquals([...counts.keys()].toSorted(), [0, 1, 2, 3, 4, 5]);
  for (const count of counts.values()) assert(Math.abs(count - 500) < 5 * Math.sqrt(500 * 5 / 6));
});

Deno.test("sampleSequences: refuses a column of ends that is none", () => {
  const asked = (ends: string) => () =>
    sampleSequences(key(0), filled(5, 5), 1, { length: 2, ends: ends as "last" });
  assertThrows(asked("image"), ShapeError, "column image is [3], expected [1]");
  assertThrows(asked("end"), ShapeError, "column end is [0], expected [1]");
});
