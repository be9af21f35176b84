// Notebooks run in a real kernel, side by side: this is the one file here that takes seconds.
import { assertEquals, assertInstanceOf, assertStringIncludes } from "@std/assert";
import { executeNotebook, ExecutionError } from "../../tools/notebook/execute.ts";
import { type Cell, serialiseNotebook } from "../../tools/notebook/format.ts";
import { normalise } from "../../tools/notebook/normalise.ts";
import { requirePython } from "../../tools/support/environment.ts";
import { code, notebookOf, prose } from "./support.ts";

const ROOT = new URL("../../", import.meta.url).pathname.replace(/\/$/, "");

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
