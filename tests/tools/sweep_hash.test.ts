// The hash of the code: changes with all that a result depends on, and with nothing else.
import { assert, assertEquals, assertNotEquals, assertRejects, assertThrows } from "@std/assert";
import { codeHash, CodeHashError } from "../../tools/sweep/code_hash.ts";
import { type Lock, lockEntries, LockError } from "../../tools/sweep/lock_entries.ts";

const ROOT = new URL("../../", import.meta.url);

const LOCK: Lock = {
  specifiers: { "npm:sum@1.0.0": "1.0.0_add@2.0.0", "npm:@far/off@1.0.0": "1.0.0" },
  npm: {
    "sum@1.0.0_add@2.0.0": { integrity: "sha512-sum", dependencies: ["add"] },
    "add@2.0.0": { integrity: "sha512-add", dependencies: ["sum"] }, // a circle
    "@far/off@1.0.0": { integrity: "sha512-off" },
  },
};

/** A project in small: an entry that uses half of a library and one of two packages. */
const FILES: Readonly<Record<string, string>> = {
  "deno.json": JSON.stringify({
    imports: { "lib/math": "./lib/math/mod.ts", sum: "npm:sum@1.0.0", off: "npm:@far/off@1.0.0" },
  }),
  "deno.lock": JSON.stringify(LOCK),
  "entry.ts": 'import { one } from "lib/math";\nexport const run = (): number => one() + 1;\n',
  "lib/math/mod.ts": 'export { one } from "./one.ts";\nexport { two } from "./two.ts";\n',
  "lib/math/one.ts": 'import { sum } from "sum";\nexport function one() { return sum(0, 1); }\n',
  "lib/math/two.ts": 'import { off } from "off";\nexport function two() { return off(2); }\n',
  "lib/nn/runtime/kernels.fma.wasm": "fused",
  "lib/nn/runtime/kernels.plain.wasm": "plain",
};

async function hashOf(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await Deno.makeTempDir(), root = new URL(`file://${folder}/`);
  try {
    for (const [path, text] of Object.entries(files)) {
      await Deno.mkdir(new URL("./", new URL(path, root)), { recursive: true });
      await Deno.writeTextFile(new URL(path, root), text);
    }
    return await codeHash(new URL("entry.ts", root), root);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The small project with one text in place of another, in one file. */
function edited(path: string, from: string, to: string): Readonly<Record<string, string>> {
  assert(FILES[path]!.includes(from), `${path} has no ${from}`);
  return { ...FILES, [path]: FILES[path]!.replace(from, to) };
}

Deno.test("codeHash: changes with the code, the packages it reaches and the kernels", async () => {
  const before = await hashOf(FILES);
  assert(/^[0-9a-f]{64}$/.test(before));
  const changes = [
    ["entry.ts", "+ 1", "+ 2"],
    ["lib/math/one.ts", "sum(0, 1)", "sum(1, 0)"],
    ["deno.lock", "sha512-sum", "sha512-other"],
    ["deno.lock", "sha512-add", "sha512-other"], // what a package needs counts, too
    ["lib/nn/runtime/kernels.fma.wasm", "fused", "Fused"],
    ["lib/nn/runtime/kernels.plain.wasm", "plain", "Plain"],
  ] as const;
  for (const [path, from, to] of changes) {
    assertNotEquals(await hashOf(edited(path, from, to)), before, `${path}: ${from} → ${to}`);
  }
});

Deno.test("codeHash: does not change with place, comments, types or what is never called", async () => {
  const before = await hashOf(FILES);
  assertEquals(await hashOf(FILES), before); // in another folder
  const changes = [
    ["entry.ts", "export", "/** One more. */\n// twice said\nexport"],
    ["entry.ts", "(): number =>", "() =>\n  "],
    ["lib/math/one.ts", "one()", "one(): number"],
    ["lib/math/one.ts", "sum(0, 1)", "sum(/* none */ 0, 1)"],
    ["lib/math/one.ts", "export", "/*! @license mine */\nexport"],
    ["lib/math/two.ts", "off(2)", "off(3)"],
    ["deno.lock", "sha512-off", "sha512-other"],
  ] as const;
  for (const [path, from, to] of changes) {
    assertEquals(await hashOf(edited(path, from, to)), before, `${path}: ${from} → ${to}`);
  }
});

Deno.test("codeHash: an import that leads nowhere is named", async () => {
  const unknown = edited("entry.ts", '"lib/math"', '"lib/meth"');
  await assertRejects(() => hashOf(unknown), CodeHashError, '"lib/meth" is not in the import map');
  const missing = edited("lib/math/mod.ts", "./one.ts", "./won.ts");
  await assertRejects(() => hashOf(missing), CodeHashError, 'Could not resolve "./won.ts"');
  const unlocked = edited("deno.lock", "npm:sum@1.0.0", "npm:sum@1.0.1");
  await assertRejects(() => hashOf(unlocked), LockError, "npm:sum@1.0.0 is not in deno.lock");
});

/** All that a run is made of, somewhere else. */
async function copyTo(root: URL, path: string): Promise<void> {
  if (!path.endsWith("/")) return await Deno.copyFile(new URL(path, ROOT), new URL(path, root));
  await Deno.mkdir(new URL(path, root), { recursive: true });
  for await (const { name, isDirectory } of Deno.readDir(new URL(path, ROOT))) {
    if (!name.startsWith(".")) await copyTo(root, `${path}${name}${isDirectory ? "/" : ""}`);
  }
}

Deno.test("codeHash: of the runs themselves: a number that changes below makes them stale", async () => {
  const folder = await Deno.makeTempDir(), root = new URL(`file://${folder}/`);
  for (const path of ["deno.json", "deno.lock", "lib/", "tools/sweep/"]) await copyTo(root, path);
  const hash = () => codeHash(new URL("tools/sweep/run_experiment.ts", root), root);
  const before = await hash();
  assertEquals(before, await codeHash());
  const numbers = [
    ["lib/agents/sac/sac_update.ts", 'fold(key, "next")'],
    ["lib/agents/ddpg/ddpg_config.ts", "noise: setting(atLeast(0), 0.1)"],
    ["lib/envs/pendulum.ts", "TIME_STEP = 0.05"],
    ["lib/math/threefry.ts", "0x1bd11bda"],
    ["lib/nn/training/adam.ts", "0.999"],
    ["tools/sweep/worlds.ts", "3.14]"],
  ] as const;
  for (const [path, number] of numbers) {
    const url = new URL(path, root), text = await Deno.readTextFile(url);
    assert(text.includes(number), `${path} has no ${number}`);
    const other = number.replace(/[0-9](?=\D*$)|next/, (found) => found === "7" ? "8" : "7");
    await Deno.writeTextFile(url, text.replace(number, other));
    assertNotEquals(await hash(), before, path);
    await Deno.writeTextFile(url, `/** A word more. */\n${text}`);
    assertEquals(await hash(), before, path);
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("lockEntries: a package, what it needs, and no more; versions told apart", () => {
  assertEquals(lockEntries(LOCK, ["npm:sum@1.0.0"]), [
    "add@2.0.0 sha512-add",
    "sum@1.0.0_add@2.0.0 sha512-sum",
  ]);
  assertEquals(lockEntries(LOCK, ["npm:@far/off@1.0.0"]), ["@far/off@1.0.0 sha512-off"]);
  const two = { ...LOCK, npm: { ...LOCK.npm, "add@3.0.0": { integrity: "sha512-new" } } };
  assertThrows(() => lockEntries(two, ["npm:sum@1.0.0"]), LockError, "add is not in deno.lock");
});
