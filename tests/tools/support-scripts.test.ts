// What the tasks do around the notebooks: copies, kernel, options, advice when something is missing.
import { assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { readChapters } from "../../tools/notebook/files.ts";
import { hasTag, parseNotebook, serialiseNotebook, sourceOf } from "../../tools/notebook/format.ts";
import { runOptions } from "../../tools/run_notebooks.ts";
import { chapterToOpen, makeCopies, resetCopy } from "../../tools/support/copies.ts";
import {
  DENO_VERSION,
  MissingToolError,
  requireDeno,
  requireIsolated,
  requirePython,
} from "../../tools/support/environment.ts";
import { denoKernel, registerKernel } from "../../tools/support/kernelspec.ts";
import { supportedDeno } from "../../lib/notebook/kernel_version.ts";
import { freshCopy } from "../../tools/support/fresh_copy.ts";
import { labArguments, labEnvironment } from "../../tools/support/lab_arguments.ts";
import { countDownloads, fetchPackages } from "../../tools/support/packages.ts";
import { asksForHelp, usage } from "../../tools/support/task.ts";
import { code, notebookOf, prose, shown } from "./support.ts";
import { UnknownOptionError } from "../../tools/support/options.ts";
import { testArguments } from "../../tools/test.ts";

/** A chapter with a solution and what its cells showed, as it is saved. */
const ORIGINAL = serialiseNotebook(notebookOf([
  prose("# T\n\n**Exercise 02.1 (on paper).** Guess."),
  code("const guess = 1;", [shown("not solved yet")]),
  prose("**Solution 02.1.** Because.", { tags: ["solution"] }),
  code("guess;", [shown("solved")], { tags: ["solution"] }),
  prose("**Exercise 02.2 (open).** Try."),
  code("2;", [shown("2")]),
]));
const FRESH = freshCopy(ORIGINAL, "02-elbo.ipynb");

/** A project's folder with one chapter, for a while. */
async function withProject(work: (root: URL) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  const root = new URL(`file://${folder}/`);
  try {
    await Deno.mkdir(new URL("notebooks", root));
    await Deno.writeTextFile(new URL("notebooks/02-elbo.ipynb", root), ORIGINAL);
    await work(root);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("copies: made once, never overwritten", async () => {
  await withProject(async (root) => {
    const copy = new URL("my/02-elbo.ipynb", root);
    assertEquals(await makeCopies(root, ["02-elbo"]), ["02-elbo"]);
    assertEquals(await Deno.readTextFile(copy), FRESH);
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
    assertEquals(await Deno.readTextFile(at("")), FRESH);
    assertEquals(await Deno.readTextFile(at(".kept-1")), "attempt 1");
    assertEquals(await Deno.readTextFile(at(".kept-2")), "attempt 2");
  });
});

Deno.test("reset: a copy in which only cells were run is not kept", async () => {
  await withProject(async (root) => {
    await makeCopies(root, ["02-elbo"]);
    const ran = parseNotebook(FRESH, "");
    const cells = ran.cells.map((cell) =>
      cell.cell_type === "code" ? { ...cell, outputs: [shown("1")], execution_count: 3 } : cell
    );
    const copy = new URL("my/02-elbo.ipynb", root);
    await Deno.writeTextFile(copy, serialiseNotebook({ ...ran, cells }));
    assertEquals(await resetCopy(root, "02-elbo"), undefined);
    assertEquals(await Deno.readTextFile(copy), FRESH);
  });
});

Deno.test("copies: show nothing yet, solutions lie below a folded heading", () => {
  const { cells } = parseNotebook(FRESH, "");
  assertEquals(cells.map(sourceOf), [
    "# T\n\n**Exercise 02.1 (on paper).** Guess.",
    "const guess = 1;",
    "#### Solution 02.1",
    "Because.",
    "guess;",
    "#### Exercise 02.2 (open)\n\nTry.",
    "2;",
  ]);
  assertEquals(cells.map(({ metadata }) => metadata["jp-MarkdownHeadingCollapsed"] ?? false), [
    ...[false, false, true],
    ...[false, false, false, false],
  ]);
  assertEquals(cells.flatMap(({ outputs }) => outputs ?? []), []);
  assertEquals(new Set(cells.map(({ id }) => id)).size, cells.length);
});

Deno.test("copies: in every chapter each solution is folded, and nothing else is", async () => {
  for (const { text, path } of await readChapters()) {
    const { cells } = parseNotebook(freshCopy(text, path), path);
    let hidden = false;
    for (const cell of cells) {
      const source = sourceOf(cell);
      if (cell.cell_type === "markdown" && /^#{1,4} /.test(source)) {
        hidden = cell.metadata["jp-MarkdownHeadingCollapsed"] === true;
      }
      assertEquals(hidden, hasTag(cell, "solution"), `${path}: ${source.slice(0, 50)}`);
      assertEquals(source.includes("#### Next"), false, path);
    }
  }
});

Deno.test("lab: opens the chapter that was worked in last, or the first", async () => {
  await withProject(async (root) => {
    await Deno.writeTextFile(new URL("notebooks/03-em.ipynb", root), ORIGINAL);
    const slugs = ["02-elbo", "03-em"];
    await makeCopies(root, slugs);
    assertEquals(await chapterToOpen(root, slugs), "02-elbo");
    await Deno.writeTextFile(
      new URL("my/03-em.ipynb", root),
      FRESH.replace("guess = 1", "guess = 2"),
    );
    assertEquals(await chapterToOpen(root, slugs), "03-em");
  });
});

Deno.test("lab: its options and settings; the learner's own come last, so they count", async () => {
  const args = labArguments("02-elbo", true, ["--no-browser"]);
  assertEquals(args.slice(0, 3), [
    "-m",
    "jupyterlab",
    "--LabApp.default_url=/lab/tree/02-elbo.ipynb",
  ]);
  assertEquals(args.slice(-2), ["--allow-root", "--no-browser"]);
  assertEquals(labArguments("02-elbo", false, []).includes("--allow-root"), false);
  assertEquals(labEnvironment("/ours", undefined), { JUPYTER_CONFIG_PATH: "/ours" });
  assertEquals(labEnvironment("/ours", "/theirs"), { JUPYTER_CONFIG_PATH: "/theirs:/ours" });
  const path = new URL(
    "../../lab/config/labconfig/default_setting_overrides.json",
    import.meta.url,
  );
  const settings = JSON.parse(await Deno.readTextFile(path));
  assertEquals(settings["@jupyterlab/apputils-extension:notification"].fetchNews, "false");
});

Deno.test("packages: one line counts what is fetched; other words are kept", async () => {
  const written: string[] = [];
  const pieces = ["Download https://a/b\nDown", "load https://a/c\nerror: no\n"];
  const stream = ReadableStream.from(pieces.map((piece) => new TextEncoder().encode(piece)));
  const { count, said } = await countDownloads(stream, (text) => written.push(text));
  assertEquals([count, said], [2, ["error: no"]]);
  const line = "\rFetching what the notebooks need, once: ";
  assertEquals(written, [`${line}1 files`, `${line}2 files`]);
});

Deno.test("packages: nothing is said when all are there", async () => {
  const written: string[] = [];
  const root = new URL("../../", import.meta.url);
  assertEquals(await fetchPackages(root, (text) => written.push(text)), true);
  assertEquals(await fetchPackages(root, (text) => written.push(`again ${text}`)), true);
  assertEquals(written.filter((text) => text.startsWith("again")), []);
});

Deno.test("--help: a task says how it is used, and does nothing else", async () => {
  assertEquals([["--help"], ["02", "-h"], ["--", "--help"], []].map(asksForHelp), [
    ...[true, true],
    ...[false, false],
  ]);
  assertEquals(
    usage("// What it does.\n//\n//   deno task it\nimport x;\n// no"),
    "What it does.\n\n  deno task it",
  );
  const { tasks } = JSON.parse(
    await Deno.readTextFile(new URL("../../deno.json", import.meta.url)),
  );
  for (const [name, { command }] of Object.entries<{ command: string }>(tasks)) {
    const file = command.split(" ").at(-1)!;
    const source = await Deno.readTextFile(new URL(`../../${file}`, import.meta.url));
    assertStringIncludes(usage(source), `deno task ${name}`);
    assertStringIncludes(source, "await runTask(main");
  }
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
