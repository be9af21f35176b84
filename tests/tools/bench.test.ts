// The bench without its clock: statistics, turns, verdicts, table, command line, lines of a worker.
import { assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { randomMdp } from "lib/control";
import { key } from "lib/math";
import { BenchError, type Contestant } from "../../tools/bench/contestant.ts";
import { readProblem, startOf, writeProblem } from "../../tools/bench/em_problem.ts";
import type { Group } from "../../tools/bench/group.ts";
import { lines } from "../../tools/bench/lines.ts";
import { startWorker } from "../../tools/bench/live_worker.ts";
import { measure } from "../../tools/bench/measure.ts";
import { benchOptions } from "../../tools/bench/options.ts";
import type { Place } from "../../tools/bench/place.ts";
import { readMdp, writeMdp } from "../../tools/bench/mdp_problem.ts";
import { takeTurns } from "../../tools/bench/rounds.ts";
import { ratios, spread } from "../../tools/bench/statistics.ts";
import { benchTable, timeText } from "../../tools/bench/table.ts";
import { disagreement, row, side } from "../../tools/bench/verdict.ts";
import { UnknownOptionError } from "../../tools/support/options.ts";
import { assertClose } from "../support/mod.ts";

const NOWHERE: Place = { folder: "", python: undefined, oneCore: [] };

/** One who needs so many milliseconds a call, and notes each turn. */
function clockwork(name: string, milliseconds: number, log: string[] = []): Contestant {
  const turn = (calls: number) => {
    log.push(`${name} ${calls}`);
    return Promise.resolve(calls * milliseconds);
  };
  const leave = () => Promise.resolve(void log.push(`${name} leaves`));
  return { name, facts: { logLikelihood: -10, iterations: 5 }, turn, leave };
}

function groupOf(group: Partial<Group>): Group {
  const enter = () => Promise.resolve({ ours: [clockwork("ours", 2)] });
  const goal = { kind: "ratio", atMost: 1 } as const;
  return { name: "em", work: "work", goal, rounds: 3, slot: 0, slow: false, enter, ...group };
}

Deno.test("statistics: median, 10 and 90 % by linear interpolation", () => {
  const values = [10, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  assertEquals(spread(values), { median: 5, low: 1, high: 9 });
});

Deno.test("statistics: ratios are taken within a round, so a slow minute cancels", () => {
  assertEquals(ratios([1, 10, 3], [2, 20, 6]), [0.5, 0.5, 0.5]);
  assertThrows(() => ratios([1], [1, 2]), RangeError, "expected 2");
});

Deno.test("turns: everyone once a round, in an order that the key decides", async () => {
  const run = async (seed: number) => {
    const log: string[] = [];
    const three = ["a", "b", "c"].map((name, i) => clockwork(name, i + 1, log));
    assertEquals(await takeTurns(key(seed), three, 8, 0), [1, 2, 3].map((t) => Array(8).fill(t)));
    const rounds = Array.from({ length: 8 }, (_, r) => log.slice(3 * r, 3 * r + 3));
    for (const round of rounds) assertEquals(round.toSorted(), ["a 1", "b 1", "c 1"]);
    return rounds.map((round) => round.join());
  };
  assertEquals(await run(1), await run(1));
  assertEquals(new Set(await run(1)).size > 1, true);
});

Deno.test("turns: calls are doubled until they fill the slot", async () => {
  const log: string[] = [];
  assertEquals(await takeTurns(key(0), [clockwork("a", 10, log)], 1, 100), [[10]]);
  assertEquals(log, ["a 1", "a 2", "a 4", "a 8", "a 10"]);
});

Deno.test("verdict: met, missed, for information", () => {
  const verdictOf = (atMost: number | undefined, ours: number) => {
    const goal = atMost === undefined
      ? { kind: "ratio" } as const
      : { kind: "ratio", atMost } as const;
    const mine = side(clockwork("ours", ours), [ours, ours]);
    return row(groupOf({ goal }), mine, side(clockwork("peer", 2), [2, 2])).verdict;
  };
  assertEquals(verdictOf(1, 2), "met");
  assertEquals(verdictOf(1, 3), "missed");
  assertEquals(verdictOf(undefined, 3), "for information");
  const seconds = groupOf({ goal: { kind: "seconds", atMost: 3 } });
  assertEquals(row(seconds, side(clockwork("ours", 1), [2999])).verdict, "met");
  assertEquals(row(seconds, side(clockwork("ours", 1), [3001])).verdict, "missed");
});

Deno.test("verdict: other work is not compared", () => {
  assertEquals(disagreement({}, {}), undefined);
  const fit = { logLikelihood: -1000, iterations: 9 };
  assertEquals(disagreement(fit, { logLikelihood: -1000.0009, iterations: 10 }), undefined);
  assertStringIncludes(disagreement(fit, { ...fit, logLikelihood: -1001 })!, "log-likelihoods");
  assertStringIncludes(disagreement(fit, { ...fit, logLikelihood: NaN })!, "log-likelihoods");
  assertStringIncludes(disagreement(fit, { ...fit, iterations: 11 })!, "9 and 11 EM steps");
  const peer = { ...side(clockwork("peer", 2), [2]), facts: { logLikelihood: -11, iterations: 5 } };
  const result = row(groupOf({}), side(clockwork("ours", 1), [1]), peer);
  assertEquals(result.verdict, "not comparable");
  assertStringIncludes(benchTable([result]), "em: not the same work: log-likelihoods -10 and -11");
});

Deno.test("verdict: values must agree to 1e-9, in as many sweeps but one", () => {
  const same = { sweeps: 435, valueDifference: 1e-9 };
  assertEquals(disagreement({ sweeps: 435 }, same), undefined);
  assertEquals(disagreement({ sweeps: 434 }, same), undefined);
  assertStringIncludes(disagreement({ sweeps: 433 }, same)!, "433 and 435 sweeps");
  for (const valueDifference of [1.1e-9, NaN]) {
    assertStringIncludes(disagreement({ sweeps: 435 }, { ...same, valueDifference })!, "values");
  }
  const ours = { ...clockwork("ours", 2), facts: { sweeps: 435 } };
  const peer = { ...clockwork("NumPy", 3), facts: { ...same, version: "numpy 2" } };
  const table = benchTable([row(groupOf({ name: "soft" }), side(ours, [1]), side(peer, [2]))]);
  assertStringIncludes(table, "soft: 435 sweeps; numpy 2: 435, to values within 1.0e-9 of ours");
});

Deno.test("verdict: trainings must agree in loss to one part in 100,000, after as many steps", () => {
  const same = { steps: 50, loss: 44 };
  assertEquals(disagreement(same, { steps: 50, loss: 44.0004 }), undefined);
  for (
    const other of [{ ...same, loss: 44.0005 }, { ...same, loss: NaN }, { ...same, steps: 51 }]
  ) {
    assertStringIncludes(disagreement(same, other)!, `losses 44 and ${other.loss} after 50 and`);
  }
  assertStringIncludes(disagreement(same, {})!, "losses 44 and undefined");
  const ours = { ...clockwork("ours", 2), facts: same };
  const peer = { ...clockwork("PyTorch", 3), facts: { ...same, version: "torch 2" } };
  const table = benchTable([row(groupOf({ name: "vae" }), side(ours, [1]), side(peer, [2]))]);
  assertStringIncludes(table, "vae: a loss of 44.00000 after 50 steps; torch 2: 44.00000");
});

Deno.test("measure: a peer that is absent is named, and ours measured all the same", async () => {
  const log: string[] = [];
  const enter = () =>
    Promise.resolve({
      ours: [clockwork("ours", 2, log)],
      peer: { name: "scikit-learn", absent: "scikit-learn" },
    });
  const rows = await measure(key(0), groupOf({ enter }), NOWHERE);
  assertEquals(rows[0]!.verdict, "peer absent");
  assertEquals(log, ["ours 1", "ours 1", "ours 1", "ours leaves"]);
  const table = benchTable(rows);
  assertStringIncludes(table, "scikit-learn absent");
  assertStringIncludes(table, "not installed: pip install -r requirements-bench.txt");
});

Deno.test("measure: contestants leave when a turn fails, too", async () => {
  const log: string[] = [];
  const turn = () => Promise.reject(new BenchError("gone"));
  const enter = () =>
    Promise.resolve({
      ours: [clockwork("ours", 2, log)],
      peer: { ...clockwork("b", 1, log), turn },
    });
  await assertRejects(() => measure(key(0), groupOf({ enter }), NOWHERE), BenchError, "gone");
  assertEquals(log.filter((word) => word.endsWith("leaves")), ["ours leaves", "b leaves"]);
});

Deno.test("table: Markdown with straight columns; times and ratios to three digits", () => {
  const peer = { ...clockwork("peer", 3), facts: { version: "peer 1.0" } };
  const ours = { ...clockwork("ours", 2), facts: {} };
  const table = benchTable([row(groupOf({}), side(ours, [1, 1]), side(peer, [3, 3]))]).split("\n");
  assertEquals(table.length, 5);
  assertEquals(new Set(table.slice(0, 3).map((line) => line.length)).size, 1);
  assertEquals(
    table[2]!.split("|").map((cell) => cell.trim()).slice(1, -1),
    ["em", "work", "1 ms", "peer 3 ms", "0.333 [0.333–0.333]", "≤ 1", "met"],
  );
  assertEquals(table[4], "em: peer 1.0");
  assertEquals([0.01234, 1.2345, 12.345, 999, 1234, 123456].map(timeText), [
    "12.3 µs",
    "1.23 ms",
    "12.3 ms",
    "999 ms",
    "1.23 s",
    "123 s",
  ]);
});

Deno.test("options: groups, rounds, file", () => {
  const read = (...args: string[]) => benchOptions(args, ["em", "normals"]);
  assertEquals(read(), { groups: [], slow: false });
  assertEquals(read("em", "--rounds", "5", "--slow", "--json", "a.json"), {
    groups: ["em"],
    slow: true,
    rounds: 5,
    json: "a.json",
  });
});

Deno.test("options: an unknown word is named, with what could stand there", () => {
  const refused = (message: string, ...args: string[]) =>
    assertThrows(() => benchOptions(args, ["em", "normals"]), UnknownOptionError, message);
  refused('"en": expected em, normals, --rounds N', "en");
  refused('"--round": expected em', "--round");
  for (const wrong of ["0", "-1", "1.5", "many", "Infinity"]) {
    refused(`"--rounds ${wrong}": expected --rounds N`, "--rounds", wrong);
  }
  refused('"--rounds": expected', "--rounds");
  refused('"--json": expected --json FILE', "--json");
  refused('"--json --slow": expected --json FILE', "--json", "--slow");
});

Deno.test("lines: of any chunks, letters cut in two included", async () => {
  const bytes = new TextEncoder().encode("α\nβγ\n\nrest");
  for (const size of [1, 3, 100]) {
    const chunks = Array.from(
      { length: Math.ceil(bytes.length / size) },
      (_, i) => bytes.slice(i * size, (i + 1) * size),
    );
    assertEquals(await Array.fromAsync(lines(ReadableStream.from(chunks))), ["α", "βγ", ""]);
  }
});

Deno.test("worker: it speaks lines, and one that stops is an error", async () => {
  const program = (code: string) => ({ name: "it", command: [Deno.execPath(), "eval", code] });
  const serve = new URL("../../tools/bench/serve.ts", import.meta.url).href;
  const alive = await startWorker(program(
    `import { serve } from "${serve}"; await serve({ iterations: 7 }, () => {});`,
  )) as Contestant;
  assertEquals(alive.facts, { iterations: 7 });
  assertEquals(await alive.turn(3) >= 0, true);
  await alive.leave();
  const absent = await startWorker(program(`console.log('{"absent":"numpy"}')`));
  assertEquals(absent, { name: "it", absent: "numpy" });
  await assertRejects(() => startWorker(program("")), BenchError, "Cannot bench it");
});

Deno.test("MDP problem: read back as it was written", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const shape = { states: 5, actions: 3, successors: 2, discount: 0.9 };
    const problem = { ...shape, tolerance: 1e-10 };
    const mdp = randomMdp(key(1), shape);
    await writeMdp(`${folder}/mdp`, mdp, problem);
    const back = await readMdp(`${folder}/mdp`);
    assertEquals(back.problem, problem);
    const { successor, probability, reward } = back.mdp.outcomes;
    assertEquals(successor, mdp.outcomes.successor);
    assertEquals(probability, mdp.outcomes.probability);
    assertClose(reward, mdp.outcomes.reward, { rtol: 1e-15 }); // an average of two equal numbers
    assertEquals(back.mdp.horizon, mdp.horizon);
    const bytes = await Deno.readFile(`${folder}/mdp/reward.f64`);
    assertEquals(new Float64Array(bytes.buffer), mdp.reward);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("EM problem: read back as it was written", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const problem = {
      points: [[0.1, 2], [3, Number.MIN_VALUE]],
      weights: [1],
      means: [[0, 1]],
      covariances: [[[1, 0], [0, 2]]],
      tolerance: Number.MIN_VALUE,
      maxIterations: 10,
    };
    await writeProblem(`${folder}/em`, problem);
    assertEquals(await readProblem(`${folder}/em`), problem);
    const covariance = { kind: "full", matrix: [[1, 0], [0, 2]] } as const;
    assertEquals(startOf(problem), { weights: [1], components: [{ mean: [0, 1], covariance }] });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
