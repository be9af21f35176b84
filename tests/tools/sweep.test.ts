// A sweep without its processes: command lines, plans, which results may stand, what snakemake is told.
import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { storedRuns } from "data";
import { UnknownOptionError } from "../../tools/support/options.ts";
import { type Experiment, EXPERIMENTS } from "../../tools/sweep/experiments.ts";
import { freshness, serialiseRun } from "../../tools/sweep/freshness.ts";
import { resolvePlan, type RunConfig, type RunPlan } from "../../tools/sweep/plan.ts";
import { resolveAsked } from "../../tools/sweep/run.ts";
import { runArguments, RunOptionError, runOptions } from "../../tools/sweep/run_options.ts";
import { judgeRuns, runsTable } from "../../tools/sweep/runs.ts";
import { commandOf, snakemakeArguments } from "../../tools/sweep/snakemake.ts";
import { trainingRuns } from "../../tools/sweep/training_runs.ts";
import { sweepOptions } from "../../tools/sweep/sweep_options.ts";
import { WORLDS } from "../../tools/sweep/worlds.ts";

const PLAN: RunPlan = {
  agent: "sac",
  environment: "pendulum",
  seed: 3,
  steps: 2000,
  config: { agent: { learningRate: 0.001 } },
};

/** The command line of PLAN with words in place of others; `undefined` leaves an option out. */
function wordsWith(option: string, word: string | undefined): readonly string[] {
  const words = [...runArguments(PLAN), "--out", "3.json"], at = words.indexOf(option);
  return words.toSpliced(at, 2, ...word === undefined ? [] : [option, word]);
}

Deno.test("runOptions: reads what runArguments writes", () => {
  const read = runOptions([...runArguments(PLAN), "--out", "a b/3.json", "--force"]);
  assertEquals(read, { plan: PLAN, out: "a b/3.json", force: true });
  assertEquals(runOptions(wordsWith("--config", undefined)).plan.config, {});
});

Deno.test("runOptions: refuses, naming option, got and expected", () => {
  const refusals: readonly (readonly [string, string | undefined, string])[] = [
    ["--seed", "x", 'Cannot run: --seed is "x", expected a whole number of at least 0'],
    ["--seed", "-1", '--seed is "-1"'],
    ["--seed", "1e3", '--seed is "1e3"'],
    ["--seed", "9007199254740993", "--seed is"], // 2⁵³ + 1 is no double
    ["--steps", "0", '--steps is "0", expected a whole number of at least 1'],
    ["--steps", undefined, "--steps is missing"],
    ["--agent", "", '--agent is "", expected a name such as sac'],
    ["--out", undefined, "--out is missing, expected a file"],
    ["--config", "{bad", '--config is "{bad", expected JSON ('],
    ["--config", "[]", "--config is [], expected a JSON object"],
    ["--config", "null", "--config is null"],
  ];
  for (const [option, word, message] of refusals) {
    assertThrows(() => runOptions(wordsWith(option, word)), RunOptionError, message);
  }
  const twice = [...wordsWith("--seed", "3"), "--seed", "4"];
  assertThrows(() => runOptions(twice), RunOptionError, "--seed is there twice, expected it once");
  assertThrows(
    () => runOptions(["--speed", "3"]),
    UnknownOptionError,
    '"--speed": expected --agent',
  );
});

Deno.test("resolvePlan: fills in every default; resolving again changes nothing", async () => {
  const resolved = await resolveAsked(PLAN);
  const { agent, training, environment, probes } = resolved.config;
  assertEquals(agent, {
    hidden: [64, 64],
    discount: 0.99,
    learningRate: 0.001,
    averaging: 0.005,
    critics: 2,
    temperature: { kind: "learned", initial: 1 },
    targetEntropy: -1,
    logStdRange: [-20, 2],
  });
  assertEquals(training.batch, 256);
  assertEquals([environment, probes], [{}, { bias: [], robustness: [] }]);
  assertEquals(resolvePlan(resolved), resolved);
});

Deno.test("resolvePlan: refuses what would fail later", async () => {
  const trial = { name: "light", environment: { mass: 0.5 } };
  const configs: readonly (readonly [RunConfig, string])[] = [
    [{ agents: {} } as never, 'an option is "agents", expected one of agent, training'],
    [{ agent: { lr: 1 } }, 'an option is "lr", expected one of hidden'],
    [{ training: { batch: 0 } }, "batch is 0, expected a whole number of at least 1"],
    [{ environment: { mas: 1 } }, 'an option is "mas", expected one of mass'],
    [{ training: { evaluateEvery: 300 } }, "steps is 2000, expected a multiple of evaluateEvery"],
    [{ probes: { bias: 3 } } as never, "probes.bias is 3, expected a list, each a whole number"],
    [{ probes: { bias: [3, 3] } }, "probes.bias[1] is 3, expected a whole number in [4, 2000]"],
    [{ probes: { bias: [2001] } }, "probes.bias[0] is 2001"],
    [{ probes: { robustness: [trial, trial] } }, 'probes.robustness[1].name is "light"'],
    [{ probes: { robustness: [{ ...trial, name: "" }] } }, 'probes.robustness[0].name is ""'],
    [{ probes: { robustness: [{ ...trial, environment: { mass: 0 } }] } }, "mass is 0"],
  ];
  for (const [config, message] of configs) {
    await assertRejects(() => resolveAsked({ ...PLAN, config }), RunOptionError, message);
  }
  const others = [
    [{ agent: "sax" }, 'agent is "sax", expected one of sac, ddpg'],
    [{ agent: "toString" }, 'agent is "toString"'],
    [{ environment: "pendulun" }, '"pendulun", expected one of pendulum, mountainCarContinuous'],
    [{ seed: 0.5 }, "seed is 0.5, expected a whole number"],
  ] as const;
  for (const [other, message] of others) {
    await assertRejects(() => resolveAsked({ ...PLAN, ...other }), RunOptionError, message);
  }
});

Deno.test("worlds: 24 pendulums, 10 cars, each start another one", () => {
  const states = (name: string) =>
    WORLDS[name]!.grid.starts.map(({ state }) => JSON.stringify(state));
  assertEquals(new Set(states("pendulum")).size, 24);
  const cars = states("mountainCarContinuous").map((state) => JSON.parse(state).position as number);
  assertEquals([cars.length, cars[0], cars[9]], [10, -0.6, -0.4]);
});

Deno.test("experiments: names that make files, plans that can be run", async () => {
  for (const [name, { seeds, ...plan }] of Object.entries(EXPERIMENTS)) {
    assert(/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name), name);
    assertEquals(new Set(seeds).size, seeds.length, name);
    for (const seed of seeds) await resolveAsked({ ...plan, seed });
  }
});

Deno.test("freshness: only a whole result of the same plan and code may stand", async () => {
  const folder = await Deno.makeTempDir(), path = `${folder}/0.json`;
  const { agent, environment, steps, config } = EXPERIMENTS.check!;
  const plan = await resolveAsked({ agent, environment, seed: 0, steps, config });
  const [stored] = await storedRuns("check", [0]), good = { ...stored!, config: plan.config };
  const judged = async (text: string, code = good.code) => {
    await Deno.writeTextFile(path, text);
    const found = await freshness(path, plan, code);
    return found.kind === "stale" ? found.reason : found.kind;
  };
  assertEquals(await freshness(path, plan, good.code), { kind: "missing" });
  assertEquals(await judged(serialiseRun(good)), "fresh");
  assertEquals(await judged(serialiseRun({ ...good, kernels: "plain" })), "fresh");
  assertEquals(await judged(serialiseRun(good), "0".repeat(64)), "the code has changed");
  assertEquals(await judged(serialiseRun({ ...good, seed: 1 })), "seed is 1, expected 0");
  const agentConfig = { ...plan.config.agent, hidden: [64, 32] };
  const other = { ...good, config: { ...plan.config, agent: agentConfig } };
  assertEquals(await judged(serialiseRun(other)), "config.agent.hidden.1 is 32, expected 64");
  assertStringIncludes(await judged(serialiseRun(good).slice(0, 3000)), "damaged: it is no JSON");
  assertEquals(await judged("{}"), "damaged: agent is missing, expected a text");
  await Deno.remove(folder, { recursive: true });
});

Deno.test("sweep: runs of experiments, judged and listed", async () => {
  const { seeds: _, ...rest } = EXPERIMENTS.check!;
  const two: Readonly<Record<string, Experiment>> = { check: { ...rest, seeds: [0, 11] } };
  const results = new URL("../../data/results/", import.meta.url);
  const runsOf = (seeds?: readonly number[]) => trainingRuns(two, seeds, results, resolveAsked, "");
  const runs = runsOf();
  assertEquals(runs.map(({ seed }) => seed), [0, 11]);
  assertEquals(runsOf([5]).map(({ seed }) => seed), [5]);
  assertEquals(runs[1]!.result.href, new URL("check/11.json", results).href);
  const [first, second] = runsTable(await judgeRuns(runs)).split("\n");
  assertEquals(first, "check seed 0   stale: the code has changed");
  assertEquals(second, "check seed 11  missing");
});

Deno.test("sweepOptions: names, options, and what is snakemake's", () => {
  const known = ["check", "pendulum-sac"];
  const none = { names: [], snakemake: [], task: "make", force: false } as const;
  assertEquals(sweepOptions(["--list"], known), { ...none, task: "list" });
  assertEquals(sweepOptions(["--verify", "check"], known), {
    ...none,
    task: "verify",
    names: ["check"],
  });
  assertEquals(sweepOptions([], known), none);
  const words = ["check", "--seeds", "0,2,2", "--force", "--results", "x", "--", "--jobs", "9"];
  const read = { seeds: [0, 2], results: "x", snakemake: ["--jobs", "9"], force: true };
  assertEquals(sweepOptions(words, known), { ...none, ...read, names: ["check"] });
  for (const bad of [["chekc"], ["--seeds", "1,x"], ["--seeds"], ["--results"], ["--cores", "2"]]) {
    assertThrows(
      () => sweepOptions(bad, known),
      UnknownOptionError,
      `Cannot understand "${bad[0]}`,
    );
  }
});

Deno.test("snakemake: all cores here, unless the user says where", () => {
  const at = new URL("file:///results/.sweep/");
  const said = (asked: readonly string[]) =>
    snakemakeArguments(new URL("runs.json", at), at, asked);
  const saysCores = (asked: readonly string[]) => said(asked).join(" ").includes("--cores all");
  assert(saysCores([]) && saysCores(["--dry-run"]));
  for (const place of ["--cores", "--jobs=9", "-j9", "--executor", "--profile"]) {
    assert(!saysCores([place]), place);
  }
  assert(said(["--executor", "slurm"]).join(" ").includes("--executor slurm"));
});

Deno.test("snakemake: the command of a run is whole", () => {
  const { seed, ...mine } = PLAN, results = new URL("file:///results/");
  const plans = { mine: { ...mine, seeds: [seed] } };
  const [run] = trainingRuns(plans, undefined, results, resolveAsked, "");
  const command = commandOf(run!, true), at = command.findIndex((word) => word.endsWith("run.ts"));
  assertEquals(runOptions(command.slice(at + 1)), {
    plan: PLAN,
    out: "/results/mine/3.json",
    force: true,
  });
});
