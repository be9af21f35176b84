// Places are tried before the work; what killed processes left goes with the next.
import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { WriteError } from "lib/notebook";
import { pathToFileURL } from "node:url";
import { PARTS, removeLeftovers, requirePlace } from "../../tools/support/place.ts";
import { runHeard } from "../../tools/support/task.ts";

const ROOT = new URL("../../", import.meta.url);

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function names(folder: string): readonly string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
}

Deno.test("requirePlace: makes the folder, touches nothing in it", () =>
  inFolder(async (folder) => {
    await requirePlace(`${folder}/new/ü #1/run.json`);
    assertEquals(names(`${folder}/new/ü #1`), []);
    await Deno.writeTextFile(`${folder}/old.json`, "old");
    await requirePlace(pathToFileURL(`${folder}/old.json`));
    assertEquals(await Deno.readTextFile(`${folder}/old.json`), "old");
    assertEquals(names(folder), ["new", "old.json"]);
  }));

Deno.test("requirePlace: a folder in its place, or a file above it, is named", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/file`, "");
    await assertRejects(() => requirePlace(folder), WriteError, `Cannot write ${folder}: it is a`);
    const below = `${folder}/file/run.json`;
    await assertRejects(() => requirePlace(below), WriteError, `Cannot write ${below}: `);
  }));

Deno.test("run: a place that cannot be written to is refused before the first step, in words", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/file`, "");
    await Deno.mkdir(`${folder}/taken.json`);
    for (const out of [`${folder}/file/run.json`, `${folder}/taken.json`]) {
      const words = [
        "--agent",
        "sac",
        "--environment",
        "pendulum",
        "--seed",
        "0",
        "--steps",
        "2000",
      ];
      const args = ["run", "-A", "tools/sweep/run.ts", ...words, "--out", out];
      const { code, out: said, err } = await runHeard(Deno.execPath(), args, ROOT);
      assertEquals(code, 1);
      assertStringIncludes(err, `Cannot write ${out}: `);
      assert(!said.includes("step 0") && !err.includes("    at "), said + err);
    }
  }));

Deno.test("removeLeftovers: old ones of the kind go; young ones, others and folders stay", () =>
  inFolder(async (folder) => {
    const now = Date.parse("2026-01-01T12:00:00Z"), old = new Date(now - 11 * 60_000);
    for (const name of ["a #1.json.7-1.part", "young.part", "result.json"]) {
      await Deno.writeTextFile(`${folder}/${name}`, "");
      await Deno.utime(`${folder}/${name}`, old, name === "young.part" ? new Date(now) : old);
    }
    await Deno.mkdir(`${folder}/folder.part`);
    await Deno.utime(`${folder}/folder.part`, old, old);
    await removeLeftovers(pathToFileURL(`${folder}/`), PARTS, now);
    assertEquals(names(folder), ["folder.part", "result.json", "young.part"]);
    await removeLeftovers(pathToFileURL(`${folder}/none/`), PARTS, now);
  }));

Deno.test("tasks: a folder that may not be written to is said in a sentence, without a trace", () =>
  inFolder(async (folder) => {
    const refusals = [
      `new Deno.errors.PermissionDenied("Permission denied (os error 13): mkdir '/there/my'")`,
      `Object.assign(new Error("Read-only file system (os error 30)"), { code: "EROFS" })`,
    ];
    for (const refusal of refusals) {
      const task = new URL("tools/support/task.ts", ROOT).href;
      const program =
        `import { runTask } from "${task}"; await runTask(() => { throw ${refusal}; });`;
      await Deno.writeTextFile(`${folder}/task.ts`, program);
      const args = ["run", "-A", "--no-lock", `${folder}/task.ts`];
      const { code, err } = await runHeard(Deno.execPath(), args);
      assertEquals([code, err.trim().split("\n").length], [1, 1], err);
      assertStringIncludes(err, "if it is not yours to write in, copy it to one that is.");
    }
  }));
