/** Runs that are killed, and what is left of them. */
import { assertEquals, assertRejects } from "@std/assert";
import { fileURLToPath } from "node:url";
import {
  CheckpointError,
  decodeCheckpoint,
  encodeCheckpoint,
  kernelBuild,
  NonFiniteTensorError,
  startBackend,
} from "lib/nn";
import * as tf from "lib/nn/tf";
import { writeAtomic, WriteError } from "lib/notebook";

const PROGRAM = fileURLToPath(new URL("../resumable_run.ts", import.meta.url));
const ROOT = new URL("../../../", import.meta.url);

async function inFolder(run: (path: string, folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await run(`${folder}/run.checkpoint`, folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Starts the program, kills it after a line when one is named, and returns its lines. */
async function runUntil(args: readonly string[], last?: string) {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", PROGRAM, ...args],
    cwd: ROOT,
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const lines: string[] = [];
  let rest = "";
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    const parts = (rest + text).split("\n");
    rest = parts.pop()!;
    lines.push(...parts);
    if (last !== undefined && parts.includes(last)) child.kill("SIGKILL");
  }
  const { signal, code } = await child.status;
  return { lines, signal, code };
}

const files = async (folder: string) => {
  const found: string[] = [];
  for await (const { name } of Deno.readDir(folder)) found.push(name);
  return found.sort();
};

/** What parameters, optimizer and averages come to after 200 steps, on every machine. */
const ENDS = { fma: "end 481ee50e", plain: "end 0eea68d1" } as const;

Deno.test("200 steps from fixed keys end in the bits that are written here, under both builds", () =>
  inFolder(async (_path, folder) => {
    await startBackend();
    for (const build of ["fma", "plain"] as const) {
      if (build === "fma" && kernelBuild().build !== build) continue; // this engine does not fuse
      const { lines } = await runUntil([`${folder}/${build}`, "200", build]);
      assertEquals([lines[0], lines.at(-1)], [`kernels ${build}`, ENDS[build]]);
    }
  }));

Deno.test("resume: a run killed twice ends with the very bytes of one that never stopped", () =>
  inFolder(async (path, folder) => {
    const whole = await runUntil([`${folder}/other`, "200", "best"]);
    assertEquals([whole.code, whole.lines[1]], [0, "from 0"]);
    const first = await runUntil([path, "200", "best", "wait-at", "37"], "step 37");
    assertEquals([first.signal, first.lines[1], first.lines.at(-1)], [
      "SIGKILL",
      "from 0",
      "step 37",
    ]);
    const second = await runUntil([path, "200", "best", "wait-at", "93"], "step 93");
    assertEquals([second.signal, second.lines[1]], ["SIGKILL", "from 30"]); // what came after is lost
    const third = await runUntil([path, "200", "best"]);
    assertEquals([third.code, third.lines[1]], [0, "from 90"]);
    assertEquals(third.lines.at(-1), whole.lines.at(-1));
    assertEquals(await Deno.readFile(path), await Deno.readFile(`${folder}/other`));
  }));

Deno.test("resume: killed while it saves, the checkpoint before is whole, and the run goes on", () =>
  inFolder(async (path, folder) => {
    const whole = await runUntil([`${folder}/other`, "200", "best"]);
    const killed = await runUntil([path, "200", "best", "die-while-saving", "60"]);
    assertEquals([killed.signal, killed.lines.at(-1)], ["SIGKILL", "step 60"]);
    assertEquals(decodeCheckpoint(await Deno.readFile(path)).step, 50);
    const part = (await files(folder)).find((name) => name.endsWith(".part"));
    const half = await Deno.readFile(`${folder}/${part}`); // it lies beside, and is none
    const fault = await assertRejects(() => decode(half), CheckpointError);
    assertEquals(fault.fault, "truncated");
    const resumed = await runUntil([path, "200", "best"]);
    assertEquals([resumed.lines[1], resumed.lines.at(-1)], ["from 50", whole.lines.at(-1)]);
  }));

const decode = async (bytes: Uint8Array) => await Promise.resolve(decodeCheckpoint(bytes));

Deno.test("resume: on a full disk, the checkpoint before is whole", () =>
  inFolder(async (path, folder) => {
    await startBackend();
    const w = tf.ones([1000]);
    const bytesAt = (step: number) => encodeCheckpoint({ config: {}, step, tensors: { w } });
    await writeAtomic(path, bytesAt(1));
    const full = {
      writeFile: async (to: string, bytes: Uint8Array) => {
        await Deno.writeFile(to, bytes.subarray(0, 100));
        throw Object.assign(new Error("No space left on device"), { code: "ENOSPC" });
      },
      sync: () => Promise.resolve(),
      rename: (from: string, to: string) => Deno.rename(from, to),
      remove: (name: string) => Deno.remove(name),
    };
    await assertRejects(() => writeAtomic(path, bytesAt(2), full), WriteError, "No space left");
    assertEquals(decodeCheckpoint(await Deno.readFile(path)).step, 1);
    assertEquals(await files(folder), ["run.checkpoint"]); // no part lies beside
    w.dispose();
  }));

Deno.test("resume: after a NaN, nothing is saved over the last good checkpoint", () =>
  inFolder(async (path) => {
    await startBackend();
    const good = tf.ones([2]), bad = tf.tensor1d([1, NaN]);
    const save = async (step: number, w: tf.Tensor) =>
      await writeAtomic(path, encodeCheckpoint({ config: {}, step, tensors: { w } }));
    await save(1, good);
    await assertRejects(() => save(2, bad), NonFiniteTensorError, "tensors/w[1] is NaN at step 2");
    assertEquals(decodeCheckpoint(await Deno.readFile(path)).step, 1);
    tf.dispose([good, bad]);
  }));
