// Sweeps under the real Snakemake: a worker that is killed, going on, a good result that stays.
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { fileURLToPath, pathToFileURL } from "node:url";
import { runHeard, type Said } from "../../tools/support/task.ts";
import { EXPERIMENTS } from "../../tools/sweep/experiments.ts";
import { resolveAsked } from "../../tools/sweep/run.ts";
import type { SweepRun } from "../../tools/sweep/runs.ts";
import { flagOf, logOf, makeRuns, workFolder } from "../../tools/sweep/snakemake.ts";
import { trainingRuns } from "../../tools/sweep/training_runs.ts";

const ROOT = new URL("../../", import.meta.url);
const SWEEP = ["run", "-A", "tools/sweep.ts"];
const installed = await isInstalled();
if (!installed) {
  // deno-lint-ignore no-console -- whoever runs the tests should know
  console.log("no snakemake (requirements-sweep.txt): its tests are skipped");
}

async function isInstalled(): Promise<boolean> {
  try {
    return (await runHeard("snakemake", ["--version"])).code === 0;
  } catch {
    return false;
  }
}

async function withFolder(work: (results: URL) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(pathToFileURL(`${folder}/`));
  } finally {
    await endWorkers(pathToFileURL(`${folder}/`));
    await Deno.remove(folder, { recursive: true });
  }
}

async function sweepInto(results: URL, ...words: readonly string[]): Promise<Said> {
  const args = [...SWEEP, ...words, "--results", fileURLToPath(results)];
  return await runHeard(Deno.execPath(), args, ROOT);
}

function runOf(results: URL, seed: number, steps: number): SweepRun {
  const training = { batch: 16, randomSteps: 16, evaluateEvery: 50 };
  const config = { agent: { hidden: [8] }, training };
  const tiny = { agent: "sac", environment: "pendulum", steps, config, seeds: [seed] };
  return trainingRuns({ tiny }, undefined, results, resolveAsked, "")[0]!;
}

/** The process that works on a run, once it has begun. */
async function workerOf(run: SweepRun, results: URL): Promise<number> {
  for (;;) {
    const log = await Deno.readTextFile(logOf(run, workFolder(results))).catch(() => "");
    const found = (await processes()).find(({ words }) =>
      words.includes("-A") && words.includes(fileURLToPath(run.result))
    );
    if (log.includes("step 0") && found !== undefined) return found.pid;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

interface Process {
  readonly pid: number;
  readonly words: readonly string[];
}

/** What runs on this machine. Linux says so itself: small systems have no `ps`. */
async function processes(): Promise<readonly Process[]> {
  if (Deno.build.os !== "linux") {
    const { out } = await runHeard("ps", ["-eo", "pid=,args="]);
    return out.split("\n").map((line) => ({
      pid: parseInt(line),
      words: line.trim().split(/\s+/),
    }));
  }
  const pids = [...Deno.readDirSync("/proc")].map(({ name }) => name).filter((name) =>
    /^\d+$/.test(name)
  );
  return await Promise.all(pids.map(async (pid) => {
    const line = await Deno.readTextFile(`/proc/${pid}/cmdline`).catch(() => "");
    return { pid: Number(pid), words: line.split("\0") };
  }));
}

/** Ends the workers of a test that failed; an endless one would run for ever. */
async function endWorkers(results: URL): Promise<void> {
  const folder = fileURLToPath(results);
  for (const { pid, words } of await processes().catch(() => [])) {
    if (pid === Deno.pid || !words.some((word) => word.startsWith(folder))) continue;
    try {
      Deno.kill(pid, "SIGKILL");
    } catch {
      // it has ended meanwhile
    }
  }
}

async function textOf(url: URL): Promise<string | undefined> {
  return await Deno.readTextFile(url).catch(() => undefined);
}

Deno.test("sweep: without snakemake it says how to get it", async () => {
  await withFolder(async (results) => {
    const args = [...SWEEP, "check", "--results", fileURLToPath(results)];
    const command = new Deno.Command(Deno.execPath(), {
      args,
      cwd: ROOT,
      env: { PATH: fileURLToPath(results), NO_COLOR: "1" },
    });
    const { code, stderr } = await command.output();
    assertEquals(code, 1);
    const words = new TextDecoder().decode(stderr);
    assertStringIncludes(words, "There is no snakemake on the PATH");
    assertStringIncludes(words, "pip install -r requirements-sweep.txt");
    assertEquals([...Deno.readDirSync(results)], []);
  });
});

Deno.test({
  name: "sweep: a killed worker stops no other; the same again goes on from there",
  ignore: !installed,
  fn: async () => {
    await withFolder(async (results) => {
      const work = workFolder(results), endless = runOf(results, 1, 10_000_000);
      const others = [0, 2, 3].map((seed) => runOf(results, seed, 100));
      const first = ["--cores", "1", "--prioritize", "done/tiny/1"]; // the others wait for it
      await Deno.mkdir(new URL("tiny/", results));
      await Deno.writeTextFile(endless.result, "an old result");
      const sweeping = makeRuns([endless, ...others], work, false, first);
      Deno.kill(await workerOf(endless, results), "SIGKILL");
      assert(await sweeping !== 0, "Snakemake says that a run failed");
      assertEquals(await textOf(endless.result), "an old result");
      assertEquals(await textOf(flagOf(endless, work)), undefined);
      const texts = await Promise.all(others.map(({ result }) => textOf(result)));
      for (const text of texts) assertEquals(JSON.parse(text!).steps, 100);

      const short = runOf(results, 1, 100);
      assertEquals(await makeRuns([short, ...others], work, false, ["--cores", "2"]), 0);
      assertEquals(JSON.parse((await textOf(short.result))!).seed, 1);
      const said = await textOf(logOf(others[0]!, work));
      assertStringIncludes(said!, "is fresh: nothing to do");
      const left = [...Deno.readDirSync(new URL("tiny/", results))].map(({ name }) => name);
      assertEquals(left.toSorted(), [0, 1, 2, 3].map((seed) => `${seed}.json`));
    });
  },
});

Deno.test({
  name: "sweep: makes what is missing, then has nothing to do",
  ignore: !installed,
  fn: async () => {
    await withFolder(async (results) => {
      const sweep = (...words: readonly string[]) => sweepInto(results, "check", ...words);
      assertEquals((await sweep("--list")).out, "check seed 0  missing\n");
      const made = await sweep();
      assertEquals(made.code, 0, made.err);
      assertStringIncludes(made.out, "1 of 1 runs to do, 0 fresh");
      const listed = (await sweep("--list")).out;
      assertMatch(listed, /^check seed 0 {2}fresh\ncheck took \d+\.\d s for 1 run, on one core\n$/);
      assertEquals(await sweep(), { code: 0, out: "0 of 1 runs to do, 1 fresh\n", err: "" });
    });
  },
});

Deno.test({
  name: "sweep: a run that dies is named at the end, with an exit code that says so",
  ignore: !installed,
  fn: async () => {
    await withFolder(async (results) => {
      const [name] = Object.entries(EXPERIMENTS).find(([, { steps }]) => steps >= 10_000)!;
      const run = { ...runOf(results, 5, 1), name };
      const long: SweepRun = { ...run, result: new URL(`${name}/5.json`, results) };
      const sweeping = sweepInto(results, name, "--seeds", "5");
      Deno.kill(await workerOf(long, results), "SIGKILL");
      const { code, out } = await sweeping;
      assertEquals(code, 1);
      assertStringIncludes(out, "Not done; the same command again goes on from here:");
      assertStringIncludes(out, `${name} seed 5: see `);
    });
  },
});
