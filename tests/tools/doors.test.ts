import { assert, assertEquals } from "@std/assert";
import { FOLDERS } from "../../tools/doors/calls/mod.ts";
import { triedFolder } from "../../tools/doors/folder.ts";
import { countsOf } from "../../tools/doors/mod.ts";
import { FAULTS } from "../../tools/doors/outcome.ts";

Deno.test("doors: the harness names each planted fault, and none where there is none", async () => {
  const table = new URL("./planted_doors.ts", import.meta.url);
  const all = await triedFolder("planted", { patience: 5000, table });
  const outcomes = (name: string) => {
    const faults = all.filter((each) => each.name.startsWith(`${name} `)).map((each) =>
      each.outcome
    );
    return FAULTS.filter((fault) => faults.includes(fault));
  };
  const of = (name: string) => all.find((each) => each.name === name)?.outcome;
  assertEquals(outcomes("sound"), []);
  assertEquals(outcomes("careful"), []);
  assert(outcomes("coerces").includes("silent"));
  assertEquals(of('coerces 0 ← "1"'), "silent");
  assertEquals(of("skips holes 0.1 ← a hole"), "silent");
  assertEquals(of("is silent 0 ← NaN"), "silent");
  assertEquals(of("is silent 0 ← 1e+308"), "fine"); // it may not matter
  assertEquals(outcomes("overflows"), ["wrong"]);
  assertEquals(of("overflows 0 ← 1e+308"), "wrong");
  assertEquals(of("speaks V8 0 ← undefined"), "unclear");
  assertEquals(of("hangs 0 ← 268435456"), "hang");
  assertEquals(outcomes("hangs"), ["hang"]);
  assertEquals(of("dies 0 ← 9007199254740992"), "hang");
  assertEquals(of("ignores options 0 ← rate misspelt"), "silent");
  assertEquals(of("ignores options 0 ← a Map"), "silent");
  assertEquals(of("ignores options 0 ← {}"), "fine");
});

Deno.test("doors: every public function of a folder has a good call", () => {
  for (const { name, exports, skipped, calls } of FOLDERS) {
    const called = calls.map((call) => /^\w+/.exec(call.name)![0]);
    const left = exports.filter((each) => !called.includes(each) && !skipped.includes(each));
    assertEquals(left, [], `${name}: to be called in tools/doors/calls, or skipped`);
  }
});

/** Faults of a folder that we know of and live with: wrong, hang, silent, unclear. Only downwards. */
const CEILINGS: Readonly<Record<string, readonly [number, number, number, number]>> = {
  "math": [0, 0, 0, 0],
  "prob": [0, 0, 0, 0],
  "prob/tensor": [0, 0, 0, 0],
  "inference/elbo": [0, 0, 0, 0],
  "inference/mixtures": [0, 0, 0, 0],
  "inference/vae": [0, 0, 0, 0],
  "inference/approximations": [0, 0, 0, 0],
  "inference/gradients": [0, 0, 0, 0],
  "sequence": [0, 0, 0, 0],
  "sequence/tensor": [0, 0, 0, 0],
  "control": [0, 0, 0, 0],
  "envs": [0, 0, 0, 0],
  "inference/tensor": [0, 0, 0, 0],
  "notebook/close": [0, 0, 0, 0],
  "notebook": [0, 0, 0, 0],
  "nn": [0, 0, 0, 0],
  "data": [0, 0, 0, 0],
  "agents": [0, 0, 0, 0],
  "viz": [0, 0, 0, 0],
  "live": [0, 0, 0, 0],
};

for (const { name } of FOLDERS) {
  Deno.test(`doors: ${name} refuses what is bad, in our words, and never gives garbage`, async () => {
    const all = await triedFolder(name);
    const ceilings = CEILINGS[name];
    assert(ceilings !== undefined, `no ceiling for ${name}`);
    const counts = countsOf(all);
    FAULTS.forEach((fault, i) => {
      const which = all.filter(({ outcome }) => outcome === fault).map((each) => each.name);
      assert(counts[fault] <= ceilings[i]!, `${counts[fault]} ${fault}:\n${which.join("\n")}`);
    });
    assert(counts.refused > counts.calls / 3, "the calls are not spoilt");
  });
}
