// Notebooks run in a real kernel, side by side: this is the one file here that takes seconds.
import { assert, assertEquals, assertInstanceOf, assertStringIncludes } from "@std/assert";
import { fileURLToPath } from "node:url";
import { executeNotebook, ExecutionError } from "../../tools/notebook/execute.ts";
import { type Cell, serialiseNotebook } from "../../tools/notebook/format.ts";
import { textOf } from "../../tools/notebook/format.ts";
import { normalise } from "../../tools/notebook/normalise.ts";
import { requirePython } from "../../tools/support/environment.ts";
import { code, notebookOf, prose } from "./support.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url)).replace(/[/\\]$/, "");

/** Thirty cells, each of which sends its output in the last moment. */
const BROADCASTS = Array.from({ length: 30 }, (_, index) => {
  const bundle = `{ data: { "text/plain": "output ${index}" }, metadata: {}, transient: {} }`;
  return code(`await null; Deno.jupyter.broadcast("display_data", ${bundle}); undefined;`);
});

/** What changes from run to run, what comes in pieces, what is replaced, what fails on purpose. */
const UNSTEADY = [
  prose("# A notebook"),
  code("for (let i = 0; i < 50; i++) console.log(i);"),
  code('console.log("%cred", "color: red");'),
  code(`await Deno.jupyter.broadcast("display_data", {
  data: { "text/plain": \`\${performance.now()} ms\` }, metadata: { volatile: true }, transient: {},
});`),
  code(`const transient = { display_id: crypto.randomUUID() };
for (const type of ["display_data", "update_display_data"]) {
  await Deno.jupyter.broadcast(type, { data: { "text/plain": type }, metadata: {}, transient });
}`),
  code('throw new RangeError("as announced");', [], { tags: ["shows-error"] }),
  code("1 + 1"),
];

async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Saves a notebook, runs it, gives its normal form as saved, or what went wrong. */
async function run(folder: string, name: string, cells: readonly Cell[], timeout = 60) {
  const { path: python } = await requirePython(["nbclient", "nbformat"]);
  const path = `${folder}/${name}.ipynb`;
  await Deno.writeTextFile(path, serialiseNotebook(notebookOf(cells)));
  try {
    return normalise(await executeNotebook(path, { python, timeout }), ROOT);
  } catch (error) {
    assertInstanceOf(error, ExecutionError);
    return error.message;
  }
}

Deno.test("executor: loses no output, gives the same bytes again, and names what fails", async () => {
  await withFolder(async (folder) => {
    const cells = [...UNSTEADY, ...BROADCASTS];
    const [endless, first, second, failing, dead] = await Promise.all([
      run(folder, "endless", [code("1;"), code("while (true) {}")], 4),
      run(folder, "first", cells),
      run(folder, "second", cells),
      run(folder, "failing", [code("1;"), code('throw new TypeError("no such thing");')]),
      run(folder, "dead", [code("1;"), code("Deno.exit(3);")]),
    ]);
    if (typeof first === "string" || typeof second === "string") throw new Error(`${first}`);
    assertEquals(serialiseNotebook(first), serialiseNotebook(second));
    const counts = first.cells.map((cell) => cell.outputs?.length);
    assertEquals(counts, [undefined, ...Array(cells.length - 1).fill(1)]);
    const last = first.cells.slice(UNSTEADY.length).map((cell) => cell.outputs?.[0]?.data);
    assertEquals(last, BROADCASTS.map((_, index) => ({ "text/plain": [`output ${index}`] })));
    assertEquals(first.cells[4]!.outputs![0]!.data, { "text/plain": ["update_display_data"] });
    assertEquals(first.cells[5]!.metadata, { tags: ["shows-error"] });
    assertStringIncludes(`${failing}`, "failing.ipynb: cell 1 (throw new TypeError");
    assertStringIncludes(`${failing}`, "TypeError: no such thing");
    assertStringIncludes(`${endless}`, "cell 1 (while (true) {}): did not end within 4 s");
    assertStringIncludes(`${dead}`, "cell 1 (Deno.exit(3);): the kernel died");
  });
});

Deno.test("executor: keeps 20,000 lines of a cell that prints them at once", async () => {
  await withFolder(async (folder) => {
    const count = 20_000;
    const ran = await run(folder, "many", [
      code(`for (let i = 0; i < ${count}; i++) console.log(i);`),
      code('console.log("next");'),
    ]);
    if (typeof ran === "string") throw new Error(ran);
    const texts = ran.cells.map((cell) => cell.outputs!.map(({ text }) => textOf(text)));
    assertEquals(texts.map(({ length }) => length), [1, 1]);
    assert(texts[0]![0] === Array.from({ length: count }, (_, i) => `${i}\n`).join(""));
    assertEquals(texts[1], ["next\n"]);
  });
});

Deno.test("executor: what is printed and does not come is an error", async () => {
  await withFolder(async (folder) => {
    const mark = 'globalThis[Symbol.for("elbo-to-sac.print")]';
    // a mark that never comes, and one that counts two characters more than came
    const endless = code(`${mark} = () => {};`);
    const short = code(`const own = ${mark};
${mark} = (text) => own(text.replace(/$/, " 2"));`);
    const [first, second] = await Promise.all([
      run(folder, "endless", [code("1;"), endless, code("2;")], 15),
      run(folder, "short", [code("1;"), short, code("2;")]),
    ]);
    assertStringIncludes(`${first}`, "endless.ipynb: cell 1 (globalThis[Symbol");
    assertStringIncludes(`${first}`, "what it printed did not come to its end");
    assertStringIncludes(`${second}`, "short.ipynb: cell 1 (const own");
    assertStringIncludes(`${second}`, "2 of 2 printed characters were lost on the way");
  });
});

Deno.test({
  name: "executor: killed, it is reported in words, and leaves no kernel behind",
  ignore: Deno.build.os === "windows", // it has no SIGKILL
  async fn() {
    await withFolder(async (folder) => {
      const cell = code(`Deno.writeTextFileSync("pids", \`\${Deno.ppid} \${Deno.pid}\`);
await new Promise((resolve) => setTimeout(resolve, 1e9));`);
      const running = run(folder, "killed", [cell]);
      const [executor, kernel] = await pidsIn(`${folder}/pids`);
      Deno.kill(executor!, "SIGKILL");
      assertStringIncludes(`${await running}`, "killed.ipynb: the executor was ended by SIGKILL");
      for (let i = 0; i < 100 && lives(kernel!); i++) await pause();
      assertEquals(lives(kernel!), false);
    });
  },
});

Deno.test("executor: texts are UTF-8, whatever Python's pipes are set to", async () => {
  await withFolder(async (folder) => {
    const before = Deno.env.get("PYTHONIOENCODING");
    Deno.env.set("PYTHONIOENCODING", "latin-1:replace");
    try {
      const ran = await run(folder, "words", [prose("Café"), code('console.log("Café, ∑ ≤ 😀");')]);
      if (typeof ran === "string") throw new Error(ran);
      assertEquals(ran.cells[0]!.source, ["Café"]);
      assertEquals(ran.cells[1]!.outputs![0]!.text, ["Café, ∑ ≤ 😀\n"]);
    } finally {
      if (before === undefined) Deno.env.delete("PYTHONIOENCODING");
      else Deno.env.set("PYTHONIOENCODING", before);
    }
  });
});

async function pidsIn(path: string): Promise<readonly number[]> {
  for (;;) {
    const text = await Deno.readTextFile(path).catch(() => "");
    if (/^\d+ \d+$/.test(text)) return text.split(" ").map(Number);
    await pause();
  }
}

function lives(pid: number): boolean {
  try {
    Deno.kill(pid, "SIGCONT"); // asks nothing of a process that runs
    return true;
  } catch {
    return false;
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50));
}
