/** Chapter 19: its explorable learns what the stored run of its seed learned. */
import { assert, assertEquals, assertGreater, assertThrows } from "@std/assert";
import { explorable } from "chapters/19-soft-actor-critic/live/learning.ts";
import { labour } from "chapters/19-soft-actor-critic/live/learning.worker.ts";
import type { Report } from "chapters/19-soft-actor-critic/live/learning_values.ts";
import { kernelBuild } from "lib/nn";
import { requireWhole, testExplorable, widths } from "../../support/mod.ts";
import { learningGiven as given } from "./live_given.ts";

testExplorable("19", explorable, given, []);

const facts = explorable.read(given);
const { order, hear, isDone } = explorable.labour!;
const beside = (file: string) =>
  new URL(`dist/${file}`, import.meta.resolve("@tensorflow/tfjs-backend-wasm/package.json"));

Deno.test("live 19: the worker's first 2,000 steps are the stored run's, to the last bit", async () => {
  let values = explorable.compute(facts, {});
  const reports: Report[] = [];
  for await (const report of labour({ ...order(facts) as object, steps: 2000 }, beside)) {
    reports.push(report);
    values = hear(values, report, facts);
    const scene = { values, choices: {}, shown: true, seconds: 1234.5 };
    for (const width of widths) requireWhole(explorable.draw({ ...scene, width }, facts));
  }
  assertEquals(values.step, 2000);
  assertEquals(kernelBuild().build, "fma", "the stored runs are of this build");
  assertEquals(values.returns, given.stored[0]!.slice(0, 3));
  assertEquals(values.angles.length, 201);
  assertGreater(reports.filter(({ angles }) => angles !== undefined).length, 1);
  assertEquals(values.temperatures.length, reports.length);
  assertGreater(reports.length, 5);
  assert(!isDone(values, facts));
  assert(/2,000 steps, 1 min 40 s of practice/.test(explorable.words(values, {}, facts)));
});

Deno.test("live 19: at the end it says how near the stored run it came", () => {
  const last = { step: 8000, rate: 400, temperature: 0.2, returns: given.stored[0]! };
  const values = hear(explorable.compute(facts, {}), last, facts);
  assert(isDone(values, facts));
  assert(explorable.words(values, {}, facts).endsWith("to the last bit."));
  const near = { ...last, returns: last.returns.map((each) => each * (1 + 3e-12)) };
  const words = explorable.words(hear(values, near, facts), {}, facts);
  assert(words.endsWith("to one part in 100,000,000,000."), words);
});

Deno.test("live 19: what a stranger gives is looked at", () => {
  const bad: readonly [object, string][] = [
    [{ stored: [[1, 2]] }, "stored[0] is [2]"],
    [{ stored: ["<b>"] }, "stored[0]"],
    [{ plan: NaN }, "plan is NaN"],
    [{ steps: [] }, "steps"],
    [{ learningRate: 0 }, "learningRate is 0"],
    [{ seed: -1 }, "seed is -1"],
  ];
  for (const [change, words] of bad) {
    assertThrows(() => explorable.read({ ...given, ...change }), Error, words);
  }
});
