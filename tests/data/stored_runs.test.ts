import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { parseStoredRun, runChecksum, StoredRunError, storedRuns } from "data";

const OUR_FOLDER = new URL("../../data/results/", import.meta.url);
const CHECK = await Deno.readTextFile(new URL("check/0.json", OUR_FOLDER));

Deno.test("storedRuns: reads what is there", async () => {
  const [run] = await storedRuns("check", [0]);
  const { checksum: _, ...whole } = JSON.parse(CHECK);
  assertEquals(run, whole);
  assertEquals(run!.evaluations.map(({ returns }) => returns.length), [24, 24, 24]);
});

Deno.test("storedRuns: a missing run is named, with the command that makes it", async () => {
  await assertRejects(
    () => storedRuns("check", [0, 77]),
    StoredRunError,
    "Cannot load data/results/check/77.json: it is missing, expected a run; " +
      "`deno task sweep check --seeds 77` makes it",
  );
});

Deno.test("storedRuns: a damaged run, or one of another seed, is refused", async () => {
  const temporary = await Deno.makeTempDir(), folder = new URL(`file://${temporary}/`);
  await Deno.mkdir(new URL("check", folder));
  const loaded = async (text: string) => {
    await Deno.writeTextFile(new URL("check/1.json", folder), text);
    return await storedRuns("check", [1], { folder });
  };
  const again = "`deno task sweep check --seeds 1` makes it again";
  const another = "Cannot read data/results/check/1.json: seed is 0, expected 1";
  await assertRejects(() => loaded(CHECK), StoredRunError, `${another}; ${again}`);
  await assertRejects(() => loaded(CHECK.slice(0, 2000)), StoredRunError, "it is no JSON");
  const { checksum: _, ...whole } = JSON.parse(CHECK), other = { ...whole, seed: 1 };
  const signed = { ...other, checksum: runChecksum(other) };
  assertEquals((await loaded(JSON.stringify(signed)))[0]!.seed, 1);
  // a digit, a list cut short, a part emptied: what the shape of a run cannot tell
  const damages = [
    { ...signed, metrics: [] },
    { ...signed, evaluations: whole.evaluations.slice(1) },
    { ...signed, probes: undefined },
    { ...signed, steps: 401 },
    { ...signed, checksum: undefined },
  ];
  for (const damaged of damages) {
    await assertRejects(() => loaded(JSON.stringify(damaged)), StoredRunError, "checksum is");
  }
  await Deno.remove(temporary, { recursive: true });
});

Deno.test("storedRuns: bad names, seeds and options are refused", async () => {
  for (const name of ["../check", "", "Check", "check/0"]) {
    await assertRejects(() => storedRuns(name, [0]), TypeError, "experiment is");
  }
  for (const seeds of [[], [0.5], [-1], 3, ["0"]]) {
    await assertRejects(() => storedRuns("check", seeds as never), Error, "stored runs: seeds");
  }
  const options = { place: OUR_FOLDER } as never;
  await assertRejects(() => storedRuns("check", [0], options), TypeError, 'is "place"');
});

Deno.test("parseStoredRun: what is no run is refused, naming the place", () => {
  const good = JSON.parse(CHECK) as Record<string, unknown>;
  const point = { step: 0, returns: [1] };
  const wrong: readonly (readonly [string, unknown, string])[] = [
    ["agent", undefined, "agent is missing, expected a text"],
    ["seed", -1, "seed is -1, expected a whole number of at least 0"],
    ["steps", "400", 'steps is "400"'],
    ["config", { agent: {} }, "config is an object, expected agent, training, environment"],
    ["kernels", "gpu", 'kernels is "gpu", expected fma or plain'],
    ["code", "abc", 'code is "abc", expected 64 hexadecimal digits'],
    ["seconds", -1, "seconds is -1, expected a number of at least 0"],
    ["checksums", [{ step: 1 }], "checksums is a list"],
    ["evaluations", [point, { ...point, returns: [null] }], "evaluations is a list, expected a"],
    ["metrics", [{ step: 1, metrics: { loss: null } }], "metrics is a list"],
    ["episodes", [{ step: 1 }], "episodes is a list"],
    ["bias", {}, "bias is an object"],
    ["probes", [{ name: 3, returns: [1] }], "probes is a list"],
  ];
  for (const [name, value, message] of wrong) {
    const text = JSON.stringify({ ...good, [name]: value });
    assertThrows(
      () => parseStoredRun(text, "x.json"),
      StoredRunError,
      `Cannot read x.json: ${message}`,
    );
  }
  assertThrows(
    () => parseStoredRun("[]", "x.json"),
    StoredRunError,
    "it is a list, expected a run",
  );
});
