// Runs as processes: the same bytes again, skipping, dying, and mending what is damaged.
import { assert, assertEquals, assertNotEquals, assertStringIncludes } from "@std/assert";
import { type StoredRun, storedRuns } from "data";
import { criticBias, ddpgAgent, evaluate, spacesOf, train, trainingInit } from "lib/agents";
import { mountainCarContinuous, mountainCarStart } from "lib/envs";
import { fold, key } from "lib/math";
import { kernelBuild, startBackend, withoutLeaks } from "lib/nn";
import { runHeard } from "../../tools/support/task.ts";
import { EXPERIMENTS } from "../../tools/sweep/experiments.ts";
import { readRun, serialiseRun } from "../../tools/sweep/freshness.ts";
import { resolveAsked } from "../../tools/sweep/run.ts";
import { checksumSteps, runExperiment } from "../../tools/sweep/run_experiment.ts";
import { runArguments } from "../../tools/sweep/run_options.ts";
import { isGood, verdictWords } from "../../tools/sweep/verdict.ts";
import { verifyRun } from "../../tools/sweep/verify.ts";

const ROOT = new URL("../../", import.meta.url);
const { seeds: _, ...CHECK } = EXPERIMENTS.check!;
const CHECK_PLAN = { ...CHECK, seed: 0 };

await startBackend();
const [STORED] = await storedRuns("check", [0]);
const { build, reason } = kernelBuild();
if (build !== STORED!.kernels) {
  // deno-lint-ignore no-console -- whoever runs the tests should know
  console.log(`the stored run is not compared: its kernels are ${STORED!.kernels}, here ${reason}`);
}

async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The command of the check run, with words added. */
function command(out: string, ...more: readonly string[]): readonly string[] {
  return ["run", "-A", "tools/sweep/run.ts", ...runArguments(CHECK_PLAN), "--out", out, ...more];
}

Deno.test({
  name: "run: the stored one again is the same bytes",
  ignore: build !== STORED!.kernels,
  fn: async () => {
    const bytes = await Deno.readTextFile(new URL("data/results/check/0.json", ROOT));
    // of the numbers, not of the code: a change that keeps them needs no new file
    const { code, seconds } = STORED!;
    const again = serialiseRun({ ...await runExperiment(CHECK_PLAN), code, seconds });
    const hint = "numbers have changed: say why, and `deno task sweep check` stores the new ones";
    assert(again === bytes, hint);
    const other = serialiseRun({
      ...await runExperiment({ ...CHECK_PLAN, seed: 1 }),
      code,
      seconds,
    });
    assertNotEquals(JSON.parse(other).evaluations, JSON.parse(bytes).evaluations);
  },
});

Deno.test("runExperiment: is what the parts of lib/agents do, with keys folded by name", async () => {
  const settings = { hidden: [8], learningRate: 0.01 }, root = key(5);
  const loop = { batch: 16, randomSteps: 16, evaluateEvery: 30 };
  const robustness = [{ name: "strong", environment: { power: 0.004 } }];
  const outcome = await runExperiment({
    ...{ agent: "ddpg", environment: "mountainCarContinuous", seed: 5, steps: 60 },
    config: { agent: settings, training: loop, probes: { bias: [45], robustness } },
  });

  const car = mountainCarContinuous();
  const starts = Array.from({ length: 10 }, (_, i) => {
    return mountainCarStart(-0.6 * ((9 - i) / 9) - 0.4 * (i / 9), 0);
  });
  using learner = ddpgAgent(fold(root, "agent"), spacesOf(car), settings);
  const grid = { starts, maxSteps: 999 };
  const training = trainingInit(fold(root, "training"), car, learner, grid, loop);
  await train(training, 45);
  const endless = mountainCarContinuous({ stepLimit: 1000 }), short = { starts, maxSteps: 600 };
  const bias = criticBias(fold(fold(root, "bias"), 45), endless, learner, short, 0.99);
  await train(training, 60);
  const strong = mountainCarContinuous({ power: 0.004 });
  const chance = fold(fold(root, "probes"), "strong");
  const returns = evaluate(
    chance,
    strong,
    { spaces: learner.spaces, exploit: learner.exploit },
    grid,
  );
  assertEquals(outcome.evaluations, training.record.evaluations);
  assertEquals(outcome.metrics, training.record.metrics);
  assertEquals(outcome.bias, [{ step: 45, ...bias }]);
  assertEquals(outcome.probes, [{ name: "strong", returns }]);
});

Deno.test("runExperiment: leaves no tensor behind", async () => {
  const plan = { ...CHECK_PLAN, steps: 300, config: { training: { batch: 16, randomSteps: 280 } } };
  const config = { training: { ...plan.config.training, evaluateEvery: 300 } };
  await withoutLeaks(() => runExperiment({ ...plan, config }));
});

/** A result but for how long it took, and the checksum that this is in. */
function withoutSeconds(text: string): unknown {
  const { seconds: _, checksum: __, ...rest } = JSON.parse(text);
  return rest;
}

Deno.test("run: writes, then skips; --force and a damaged file make it again", async () => {
  await withFolder(async (folder) => {
    const out = `${folder}/new/0.json`;
    const first = await runHeard(Deno.execPath(), command(out), ROOT);
    assertEquals([first.code, first.err], [0, ""]);
    const bytes = await Deno.readTextFile(out);
    const again = await runHeard(Deno.execPath(), command(out), ROOT);
    assertEquals([again.code, again.out], [0, `${out} is fresh: nothing to do\n`]);

    await Deno.writeTextFile(out, bytes.slice(0, 1000));
    const mended = await runHeard(Deno.execPath(), command(out), ROOT);
    assertStringIncludes(mended.out, `${out} is stale (damaged: it is no JSON`);
    assertEquals(withoutSeconds(await Deno.readTextFile(out)), withoutSeconds(bytes));

    const forced = await runHeard(Deno.execPath(), command(out, "--force"), ROOT);
    assertStringIncludes(forced.out, "step 400: mean return -");
    assertEquals(withoutSeconds(await Deno.readTextFile(out)), withoutSeconds(bytes));
    assertEquals([...Deno.readDirSync(`${folder}/new`)].map(({ name }) => name), ["0.json"]);
  });
});

Deno.test("run: killed, it leaves what was there and nothing else", async () => {
  await withFolder(async (folder) => {
    const out = `${folder}/0.json`;
    await Deno.writeTextFile(out, "an old result");
    const endless = command(out).with(command(out).indexOf("400"), "1000000");
    const child = new Deno.Command(Deno.execPath(), {
      args: [...endless],
      cwd: ROOT,
      stdout: "piped",
    }).spawn();
    const heard = child.stdout.pipeThrough(new TextDecoderStream());
    for await (const words of heard) {
      if (words.includes("step 200")) child.kill("SIGKILL"); // in the midst of learning
    }
    assertEquals((await child.status).success, false);
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), ["0.json"]);
    assertEquals(await Deno.readTextFile(out), "an old result");
  });
});

Deno.test("run: what cannot be run is said in words, exit code 1", async () => {
  const said = await runHeard(Deno.execPath(), ["run", "-A", "tools/sweep/run.ts", "--x"], ROOT);
  assertEquals([said.code, said.out], [1, ""]);
  assertStringIncludes(said.err, 'Cannot understand "--x": expected --agent');
  const config = ["--config", '{"agent":{"lr":1}}', "--out", "nowhere.json"];
  const named = ["--agent", "sac", "--environment", "pendulum", "--seed", "0", "--steps", "1000"];
  const words = ["run", "-A", "tools/sweep/run.ts", ...named, ...config];
  const refused = await runHeard(Deno.execPath(), words, ROOT);
  assertEquals(refused.code, 1);
  assertStringIncludes(refused.err, 'an option is "lr", expected one of hidden');
  assert(!refused.err.includes("    at "), "a trace says nothing here");
});

Deno.test({
  name: "verifyRun: the same first steps renew the hash and nothing else; other numbers are stale",
  ignore: build !== STORED!.kernels,
  fn: async () => {
    await withFolder(async (folder) => {
      const result = new URL(`file://${folder}/0.json`), code = "c".repeat(64);
      const plan = await resolveAsked(CHECK_PLAN);
      const verdict = async (stored: StoredRun | undefined, now = code) => {
        if (stored !== undefined) await Deno.writeTextFile(result, serialiseRun(stored));
        return await verifyRun(result, plan, now);
      };
      assertEquals(await verdict(undefined), { kind: "missing" });
      assertEquals(await verdict(STORED!), { kind: "renewed", far: "after 400 steps" });
      assertEquals(await readRun(result), { ...STORED!, code });
      assertEquals(await verdict(undefined), { kind: "same", far: "after 400 steps" });
      // one digit of what was learned, as if the code now computed something else
      const [first, ...rest] = STORED!.checksums;
      const other = { ...STORED!, checksums: [{ ...first!, learned: "00000000" }, ...rest] };
      assertEquals(await verdict(other), { kind: "differs", far: `at step ${first!.step}` });
      assertEquals((await readRun(result)).code, STORED!.code);
      const elsewhere = {
        ...STORED!,
        kernels: build === "fma" ? "plain" as const : "fma" as const,
      };
      assertEquals(await verdict(elsewhere), { kind: "other kernels", kernels: elsewhere.kernels });
      const config = { ...STORED!.config, agent: { ...STORED!.config.agent, discount: 0.5 } };
      const stale = await verdict({ ...STORED!, config });
      assertEquals(verdictWords(stale), "stale: config.agent.discount is 0.5, expected 0.99");
      assertEquals([isGood(stale), isGood({ kind: "differs", far: "" })], [false, false]);
    });
  },
});

Deno.test("checksumSteps: soon after learning begins, now and then, and at the end", async () => {
  const steps = async (plan: Partial<typeof CHECK_PLAN>) =>
    checksumSteps(await resolveAsked({ ...CHECK_PLAN, ...plan, config: {} }));
  assertEquals(await steps({ steps: 20_000 }), [1100, 1500, 5000, 10_000, 15_000, 20_000]);
  assertEquals(await steps({ steps: 1000 }), [1000]);
});
