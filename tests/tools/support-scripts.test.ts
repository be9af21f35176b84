// What the tasks do around the notebooks: copies, kernel, options, advice when something is missing.
import { assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { runOptions } from "../../tools/run_notebooks.ts";
import { makeCopies, resetCopy } from "../../tools/support/copies.ts";
import {
  DENO_VERSION,
  MissingToolError,
  requireDeno,
  requireIsolated,
  requirePython,
} from "../../tools/support/environment.ts";
import { denoKernel, registerKernel } from "../../tools/support/kernelspec.ts";
import { supportedDeno } from "../../lib/notebook/kernel_version.ts";
import { UnknownOptionError } from "../../tools/support/options.ts";
import { testArguments } from "../../tools/test.ts";

/** A project's folder with one chapter, for a while. */
async function withProject(work: (root: URL) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  const root = new URL(`file://${folder}/`);
  try {
    await Deno.mkdir(new URL("notebooks", root));
    await Deno.writeTextFile(new URL("notebooks/02-elbo.ipynb", root), "fresh");
    await work(root);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("copies: made once, never overwritten", async () => {
  await withProject(async (root) => {
    const copy = new URL("my/02-elbo.ipynb", root);
    assertEquals(await makeCopies(root, ["02-elbo"]), ["02-elbo"]);
    assertEquals(await Deno.readTextFile(copy), "fresh");
    await Deno.writeTextFile(copy, "the learner's");
    assertEquals(await makeCopies(root, ["02-elbo"]), []);
    assertEquals(await Deno.readTextFile(copy), "the learner's");
  });
});

Deno.test("reset: a fresh copy, the old ones kept beside it and numbered", async () => {
  await withProject(async (root) => {
    const at = (name: string) => new URL(`my/02-elbo${name}.ipynb`, root);
    assertEquals(await resetCopy(root, "02-elbo"), undefined);
    for (const number of [1, 2]) {
      await Deno.writeTextFile(at(""), `attempt ${number}`);
      assertEquals(await resetCopy(root, "02-elbo"), `my/02-elbo.kept-${number}.ipynb`);
    }
    assertEquals(await Deno.readTextFile(at("")), "fresh");
    assertEquals(await Deno.readTextFile(at(".kept-1")), "attempt 1");
    assertEquals(await Deno.readTextFile(at(".kept-2")), "attempt 2");
  });
});

Deno.test("reset: a chapter that is not there changes nothing", async () => {
  await withProject(async (root) => {
    await assertRejects(() => resetCopy(root, "09-gone"), Deno.errors.NotFound);
    assertEquals([...Deno.readDirSync(root)].map(({ name }) => name), ["notebooks"]);
  });
});

Deno.test("kernel: registered in one environment, uncoloured, with this Deno, kept by ours", async () => {
  const prefix = await Deno.makeTempDir();
  const kernel = denoKernel("/some/python", "/some/deno", new URL("file:///a%20folder/"));
  const path = await registerKernel(prefix, kernel);
  assertEquals(path, `${prefix}/share/jupyter/kernels/deno/kernel.json`);
  assertEquals(JSON.parse(await Deno.readTextFile(path)), kernel);
  assertEquals(kernel.argv.slice(0, 4), [
    "/some/python",
    "/a folder/lab/kernel.py",
    "--deno",
    "/some/deno",
  ]);
  assertEquals([kernel.display_name, kernel.env.NO_COLOR], ["Deno", "1"]);
  await Deno.remove(prefix, { recursive: true });
});

Deno.test("advice: another Deno, no isolated Python, a missing package", async () => {
  requireDeno("2.8.0");
  const error = assertThrows(() => requireDeno("2.9.8"), MissingToolError, "This is Deno 2.9.8");
  assertStringIncludes(error.message, "pip install -r requirements.txt");
  const python = { path: "/usr/bin/python3", prefix: "/usr", isolated: false, missing: [] };
  assertThrows(() => requireIsolated(python), MissingToolError, "python3 -m venv .venv");
  await assertRejects(
    () => requirePython(["a_package_that_nobody_has"]),
    MissingToolError,
    "has no a_package_that_nobody_has",
  );
});

Deno.test("one Deno: what is installed, what the tasks ask for, what a notebook asks for", async () => {
  const requirements = await Deno.readTextFile(new URL("../../requirements.txt", import.meta.url));
  assertStringIncludes(requirements, `deno==${DENO_VERSION}\n`);
  assertEquals(supportedDeno, DENO_VERSION);
});

Deno.test("options of the notebooks task", () => {
  assertEquals(runOptions([]), { chapters: [], mode: "save", timeout: 120 });
  assertEquals(runOptions(["02", "--check", "--timeout", "9"]), {
    chapters: ["02"],
    mode: "check",
    timeout: 9,
  });
  assertThrows(() => runOptions(["--chek"]), UnknownOptionError, '"--chek"');
  assertThrows(() => runOptions(["--timeout", "soon"]), UnknownOptionError, "--timeout soon");
  assertThrows(() => runOptions(["--timeout"]), UnknownOptionError, "SECONDS");
});

Deno.test("options of the test task: named paths replace all, options pass on", () => {
  assertEquals(testArguments([]).slice(-3), ["lib", "data", "tests"]);
  assertEquals(testArguments(["tests/math"]).at(-1), "tests/math");
  assertEquals(testArguments(["--filter", "KL"]).slice(-5), [
    "--filter",
    "KL",
    "lib",
    "data",
    "tests",
  ]);
});
