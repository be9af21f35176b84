// The README's own world, run as it stands there, as a stranger would copy it.
import { assertEquals, assertGreater, assertLessOrEqual } from "@std/assert";
import { fileURLToPath } from "node:url";
import { runHeard } from "../../tools/support/task.ts";

const ROOT = new URL("../../", import.meta.url);

Deno.test("README: a world of one's own, in at most 25 lines, learns, is kept, and acts", async () => {
  const readme = await Deno.readTextFile(new URL("README.md", ROOT));
  const section = readme.split("\n## ").find((each) => each.startsWith("A world of your own"))!;
  const code = /```ts\n([\s\S]*?)```/.exec(section)![1]!;
  assertLessOrEqual(code.split("\n").filter((line) => line.trim() !== "").length, 25);
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/world.ts`, code);
    const config = fileURLToPath(new URL("deno.json", ROOT));
    const args = ["run", "-A", "--check", "--config", config, `${folder}/world.ts`];
    const said = await new Deno.Command(Deno.execPath(), { args, cwd: folder }).output();
    const words = new TextDecoder().decode(said.stdout),
      errors = new TextDecoder().decode(said.stderr);
    assertEquals(said.code, 0, errors);
    // standing at 0 from the start earns 0; doing nothing at 1.2, the mean distance, about −29
    assertGreater(Number(words), -10, words);
    const { size } = await Deno.stat(`${folder}/cart.policy`);
    assertLessOrEqual(size, 20_000); // 32 · 32 weights and some: 5 KB
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("publish: lib, README and LICENSE, nothing of tests, notebooks, tools", async () => {
  const args = ["publish", "--dry-run", "--allow-dirty", "--allow-slow-types", "--no-check"];
  const { err, out } = await runHeard(Deno.execPath(), args, ROOT);
  const files = [...`${out}${err}`.matchAll(/(file:\/\/\S+) \(/g)].map(([, url]) =>
    url!.slice(ROOT.href.length)
  );
  assertGreater(files.length, 100, err);
  const strange = files.filter((path) =>
    !path.startsWith("lib/") && !["README.md", "LICENSE", "deno.json"].includes(path)
  );
  assertEquals(strange, []);
});
