// Studies: what is stored of them, when it may stand, and that their beginnings are repeated.
import { assert, assertEquals, assertMatch, assertRejects, assertThrows } from "@std/assert";
import { parseStoredStudy, runChecksum, StoredRunError, storedStudy } from "data";
import { pathToFileURL } from "node:url";
import { UnknownOptionError } from "../../tools/support/options.ts";
import { runHeard } from "../../tools/support/task.ts";
import { EXPERIMENTS } from "../../tools/sweep/experiments.ts";
import { RunOptionError } from "../../tools/sweep/run_options.ts";
import { studyOptions } from "../../tools/sweep/run_study.ts";
import { judgeRuns, runsTable } from "../../tools/sweep/runs.ts";
import { commandOf } from "../../tools/sweep/snakemake.ts";
import { STUDIES } from "../../tools/sweep/studies.ts";
import { serialiseStudy } from "../../tools/sweep/study_file.ts";
import { runStudy, studyOf, studyRuns } from "../../tools/sweep/study_runs.ts";
import { verdictWords } from "../../tools/sweep/verdict.ts";

const ROOT = new URL("../../", import.meta.url);
const NAME = "check-study", CHECK = { [NAME]: STUDIES[NAME]! };
const [STORED] = await storedStudy(NAME, [0]);

/** A folder for results, and the first run of the smallest study in it. */
async function withResult(
  work: (run: Awaited<ReturnType<typeof studyRuns>>[number]) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  await Deno.mkdir(`${folder}/${NAME}`);
  try {
    await work((await studyRuns(CHECK, undefined, pathToFileURL(`${folder}/`)))[0]!);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("studies: names that make files and are no experiment's, modules that are studies", async () => {
  for (const [name, module] of Object.entries(STUDIES)) {
    assert(/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name) && !Object.hasOwn(EXPERIMENTS, name), name);
    const { seeds } = await studyOf(name, module);
    assert(seeds.includes(0), `${name}: CI replays seed 0`);
    assertEquals(new Set(seeds).size, seeds.length, name);
  }
  await assertRejects(
    () => studyOf("mine", "data/mod.ts"),
    RunOptionError,
    "study of data/mod.ts is not { seeds (0 among them)",
  );
});

Deno.test("runStudy: the same numbers as are stored", async () => {
  const found = await runStudy(NAME, await studyOf(NAME, STUDIES[NAME]!), 0, STORED!.code);
  assertEquals(found.values, STORED!.values);
  assertEquals(found.beginning, STORED!.beginning);
});

Deno.test("runStudy: what is no finite number is named, and not stored", async () => {
  const study = { seeds: [0], settings: {}, beginning: () => [1] };
  for (
    const [values, message] of [
      [{ a: [1, [2, NaN]] }, "a[1][1]: NaN"],
      [{ a: [1, , 3] }, "a[1]: missing"],
      [{ a: "1" }, 'a: "1"'],
      [{}, "an object"],
    ] as const
  ) {
    const run = () => values as never;
    await assertRejects(() => runStudy("mine", { ...study, run }, 0, ""), RangeError, message);
  }
});

Deno.test("study runs: fresh, stale by plan, code or damage, missing", async () => {
  await withResult(async (run) => {
    const judged = async (text: string) => {
      await Deno.writeTextFile(run.result, text);
      return runsTable(await judgeRuns([run]));
    };
    assertEquals(runsTable(await judgeRuns([run])), "check-study seed 0  missing");
    const made = { ...STORED!, code: "c".repeat(64) };
    assertMatch(await judged(serialiseStudy(made)), /the code has changed$/);
    assertEquals((await run.verify()).kind, "renewed");
    assertEquals((await run.judge()).kind, "fresh");
    assertEquals((await run.verify()).kind, "same");
    const other = { ...made, settings: { draws: 3 } };
    assertMatch(await judged(serialiseStudy(other)), /settings.draws is 3, expected 4000$/);
    assertMatch(await judged(serialiseStudy(made).replace("4000", "4001")), /damaged: checksum is/);
    assertMatch(await judged(serialiseStudy(made).slice(0, 99)), /damaged: it is no JSON/);
    const [first, ...rest] = made.beginning; // as if the code now computed something else
    await judged(serialiseStudy({ ...made, beginning: [first! + 1e-15, ...rest] }));
    assertEquals(
      verdictWords(await run.verify()),
      "stale: what is found differs at its beginning",
    );
  });
});

Deno.test("study runs: the command of a run is whole", async () => {
  const [run] = await studyRuns(CHECK, [7], new URL("file:///results/"));
  const command = commandOf(run!, true), at = command.findIndex((word) => /_study\.ts$/.test(word));
  const out = "/results/check-study/7.json";
  assertEquals(studyOptions(command.slice(at + 1)), { name: NAME, seed: 7, out, force: true });
});

Deno.test("run_study: bad words are refused by name", async () => {
  const good = ["--study", NAME, "--seed", "1", "--out", "x.json"];
  const bad = [
    [["--study", "chek", ...good.slice(2)], '--study is "chek", expected one of check-study'],
    [good.slice(2), "--study is missing"],
    [[...good, "--seed", "1.5"], '--seed is "1.5", expected a whole number'],
    [good.slice(0, 4), "--out is missing, expected a file"],
  ] as const;
  for (const [words, message] of bad) {
    assertThrows(() => studyOptions(words), RunOptionError, message);
  }
  assertThrows(() => studyOptions(["--sed", "1"]), UnknownOptionError, "--sed");
  const words = ["run", "-A", "tools/sweep/run_study.ts", "--study", "x"];
  const said = await runHeard(Deno.execPath(), words, ROOT);
  assertEquals(said.code, 1);
  assert(!said.err.includes("    at "), "a trace says nothing here");
});

Deno.test("storedStudy: missing, of another seed, of a wrong shape: named, with the remedy", async () => {
  await assertRejects(
    () => storedStudy(NAME, [0, 77]),
    StoredRunError,
    "Cannot load data/results/check-study/77.json: it is missing, expected a study's run; " +
      "`deno task sweep check-study --seeds 77` makes it",
  );
  await assertRejects(() => storedStudy("../x", [0]), TypeError, "load a stored study: study is");
  const signed = (run: object) => JSON.stringify({ ...run, checksum: runChecksum(run) });
  const bad: readonly (readonly [object, string])[] = [
    [{ ...STORED!, values: { a: [1, null] } }, "values is a[1]: null"],
    [{ ...STORED!, beginning: [] }, "beginning is a list, expected finite numbers"],
    [{ ...STORED!, seed: -1 }, "seed is -1"],
    [{ ...STORED!, code: "c" }, 'code is "c", expected 64'],
  ];
  for (const [run, message] of bad) {
    assertThrows(() => parseStoredStudy(signed(run), "here"), StoredRunError, message);
  }
  assertThrows(() => parseStoredStudy(JSON.stringify(STORED), "here"), StoredRunError, "checksum");
});
