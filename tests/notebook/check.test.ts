/** A proof stops when it fails, naming the claim, and says in one line what it found. */
import { assertEquals, assertRejects } from "@std/assert";
import {
  agree,
  allResults,
  checkMime,
  exercise,
  holds,
  NotCloseError,
  notYet,
  result,
  significantText,
} from "lib/notebook";
import { replaceKernel } from "../../lib/notebook/display.ts";

type Data = Readonly<Record<string, unknown>>;

/** What is sent to a notebook while this runs. */
async function sent(run: () => Promise<void>): Promise<readonly Data[]> {
  const seen: Data[] = [];
  const broadcast = (_type: string, content: Record<string, unknown>) => {
    seen.push(content.data as Data);
    return Promise.resolve();
  };
  replaceKernel({ broadcast });
  try {
    await run();
  } finally {
    replaceKernel(undefined);
  }
  return seen;
}

Deno.test("agree: one line with the claim and the largest difference, and both as data", async () => {
  const [message] = await sent(() =>
    agree("both sides are one", [1, 1 + 3e-13], [1, 1], { atol: 1e-12 })
  );
  assertEquals(message!["text/plain"], "✓ both sides are one, to 3·10⁻¹³");
  assertEquals(Object.keys(message![checkMime] as object), ["claim", "difference", "of"]);
});

Deno.test("agree: equal to the last bit is said so, a relative tolerance tells a share", async () => {
  const messages = await sent(async () => {
    await agree("a sum is itself", 0.1 + 0.2, 0.1 + 0.2);
    await agree("a hundred is a hundred", [100.5, -Infinity], [100, -Infinity], { rtol: 0.01 });
  });
  assertEquals(messages.map((each) => each["text/plain"]), [
    "✓ a sum is itself, exactly",
    "✓ a hundred is a hundred, to 0.005 of its size",
  ]);
});

Deno.test("agree: refuses what is further apart, NaN, other lengths and an empty claim", async () => {
  const message = (await assertRejects(
    () => agree("two is three", 2, 3, { atol: 0.1 }),
    NotCloseError,
    "It does not hold that two is three. Not close: actual is 2, expected 3",
  )).message;
  assertEquals(message.includes("allowed 0.1"), true);
  await assertRejects(() => agree("a hole is one", NaN, 1, { atol: 1 }), NotCloseError);
  await assertRejects(() => agree("two is one", [1, 1], [1]), RangeError);
  await assertRejects(() => agree(" ", 1, 1), RangeError, "claim");
});

Deno.test("holds: says the claim, refuses what is false or no fact", async () => {
  const [message] = await sent(() => holds("one is one", true));
  assertEquals(message!["text/plain"], "✓ one is one");
  await assertRejects(() => holds("one is two", false), RangeError, "not hold that one is two");
  await assertRejects(
    () => holds("one is two", 1 as unknown as boolean),
    TypeError,
    "fact is 1, expected true or false",
  );
});

Deno.test("significantText: digits that mean something, a true minus, powers as by hand", () => {
  const texts: readonly [number, number, string][] = [
    [-1.5818227454, 4, "−1.582"],
    [-2049.376844774732, 6, "−2049.38"],
    [0.99999, 4, "1.000"],
    [0.02, 4, "0.02"],
    [0.1 + 0.2, 4, "0.3"],
    [-2.00001, 3, "−2.00"],
    [12345.678, 4, "12\u202f350"],
    [0, 4, "0"],
    [272, 4, "272"],
    [1e-9, 1, "1·10⁻⁹"],
    [-6.02e23, 3, "−6.02·10²³"],
    [0.0001234567, 4, "0.0001235"],
  ];
  for (const [value, digits, expected] of texts) {
    assertEquals(significantText(value, digits), expected);
  }
});

Deno.test("allResults: every number shown so far, in its words, in order", async () => {
  const messages = await sent(async () => {
    await result("table-b", 2, "1", "the second letter's place");
    await result("table-a", 0.12345678, "nats", "a small thing", { digits: 2 });
    await allResults();
  });
  const lines = String(messages.at(-1)!["text/plain"]).split("\n").slice(-2);
  assertEquals(lines.map((line) => line.trimEnd()), [
    "the second letter's place  2",
    "a small thing              0.12 nats",
  ]);
});

Deno.test("hints come on demand, one a call; the stub gives nothing away", async () => {
  const double = exercise({
    id: "00.1",
    cases: [[3]],
    answer: (x: number) => 2 * x,
    tolerance: 1e-12,
    mistakes: [],
    solved: "",
    hints: ["What is twice three?", "Add x to itself."],
  });
  const said = (await sent(async () => {
    await double.check((x) => notYet({ x }));
    for (const _ of [1, 2, 3]) await double.hint();
  })).map((each) => String(each["text/plain"]));
  assertEquals(said[0]!.includes("twice"), false);
  assertEquals(said[0]!.includes("await exercise00_1.hint()"), true);
  assertEquals(said.slice(1).map((text) => text.replace(/ \(.*$/, "")), [
    "Hint 1 of 2 to exercise 00.1: What is twice three?",
    "Hint 2 of 2 to exercise 00.1: Add x to itself.",
    "Hint 2 of 2 to exercise 00.1: Add x to itself.",
  ]);
});
