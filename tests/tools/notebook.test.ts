// Reading, joining, normalising and comparing notebooks.
import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { firstDifference, owesOutput } from "../../tools/notebook/compare.ts";
import { findChapter, UnknownChapterError } from "../../tools/notebook/files.ts";
import {
  type Cell,
  NotebookFormatError,
  type Output,
  parseNotebook,
  serialiseNotebook,
  textOf,
} from "../../tools/notebook/format.ts";
import { joinCells, placeOf } from "../../tools/notebook/module.ts";
import { normalise, VOLATILE_TEXT } from "../../tools/notebook/normalise.ts";
import { code, notebookOf, prose, shown } from "./support.ts";

const stream = (text: string, name = "stdout"): Output => ({ output_type: "stream", name, text });

/** The outputs of one cell after normalising. */
function outputsOf(outputs: readonly Output[]): readonly Output[] {
  return normalise(notebookOf([code("f();", outputs)]), "/the/project").cells[0]!.outputs!;
}

Deno.test("normalise merges a stream that came in pieces, and leaves two streams apart", () => {
  assertEquals(outputsOf([stream("a\n"), stream("b"), stream("c\n"), stream("!", "stderr")]), [
    { output_type: "stream", name: "stdout", text: ["a\n", "bc\n"] },
    { output_type: "stream", name: "stderr", text: ["!"] },
  ]);
});

Deno.test("normalise drops when, where and by which id a cell ran", () => {
  const output = { ...shown("x"), transient: { display_id: "progress-1" } };
  const metadata = { execution: { "iopub.status.idle": "today" }, tags: ["keep"], scrolled: true };
  const [cell] = normalise(notebookOf([code("f();", [output], metadata)])).cells;
  assertEquals(cell!.metadata, { tags: ["keep"] });
  assertEquals(cell!.outputs, [shown({ "text/plain": ["x"] })]);
});

Deno.test("normalise counts the cells that run, whatever they were numbered", () => {
  const cells = normalise(notebookOf([code("a;"), prose("x"), code(" "), code("b;")])).cells;
  assertEquals(cells.map((cell) => cell.execution_count), [1, undefined, null, 2]);
});

Deno.test("normalise blanks what differs from run to run, in figures too", () => {
  const volatile = { volatile: true };
  const output = shown({ "text/plain": "3.2 s", "image/png": "abc" }, volatile);
  assertEquals(outputsOf([output]), [shown({ "text/plain": [VOLATILE_TEXT] }, volatile)]);
});

Deno.test("normalise takes colours and this machine's paths out of texts and errors", () => {
  const error: Output = {
    output_type: "error",
    ename: "RangeError",
    evalue: "\u001b[31mno\u001b[0m",
    traceback: ["    at file:///the/project/lib/math/grid.ts:3:9"],
  };
  assertEquals(outputsOf([error, stream("\u001b[1mbold\u001b[0m /the/project/x\n")]), [
    { ...error, evalue: "no", traceback: ["    at lib/math/grid.ts:3:9"] },
    { output_type: "stream", name: "stdout", text: ["bold x\n"] },
  ]);
});

Deno.test("normalise changes nothing the second time, and the bytes are nbformat's", () => {
  const notebook = notebookOf([prose("# a\n\nb"), code("f();", [stream("x"), shown("y")])]);
  const once = normalise(notebook);
  assertEquals(serialiseNotebook(normalise(once)), serialiseNotebook(once));
  const text = serialiseNotebook(once);
  assertStringIncludes(text, '{\n "cells": [\n  {\n   "cell_type": "markdown",\n');
  assertStringIncludes(text, '"nbformat": 4,\n "nbformat_minor": 5\n}\n');
  assertEquals(parseNotebook(text, "x"), once);
});

Deno.test("firstDifference names the cell and both values", () => {
  const before = notebookOf([prose("x"), code("await show(a);", [shown("1")])]);
  const [first, second] = before.cells;
  const changed: Cell = { ...second!, outputs: [shown("2")] };
  assertEquals(firstDifference(before, before), undefined);
  assertEquals(
    firstDifference(before, { ...before, cells: [first!, changed] }),
    'cell 1 (await show(a);): outputs[0].data.text/plain was "1", now "2"',
  );
  assertEquals(firstDifference(before, { ...before, cells: [first!] }), "cell 1 is gone");
  const lost: Cell = { ...second!, outputs: [] };
  assertStringIncludes(firstDifference(before, { ...before, cells: [first!, lost] })!, "missing");
});

Deno.test("owesOutput: cells that await a display, not those that define one", () => {
  const owing = ["await show(1);", "await exercise02_2.check(gap);", "  \nawait plot(f(x));"];
  const free = [
    "const x = 1;",
    "async function shown() {\n  await show(1);\n}",
    "// await show(1);",
    "const rows = table.length; await startBackend();",
  ];
  for (const source of owing) assertEquals(owesOutput(code(source)), true, source);
  for (const source of free) assertEquals(owesOutput(code(source)), false, source);
});

Deno.test("joinCells keeps count of where each line stands", () => {
  const module = joinCells(notebookOf([prose("x"), code("a;\nb;"), code("c;")]));
  assertEquals(module.text, "a;\nb;\nc;\nexport {};\n");
  assertEquals(placeOf(module, 2), { cell: 1, line: 2, onPurpose: false });
  assertEquals(placeOf(module, 3), { cell: 2, line: 1, onPurpose: false });
  assertEquals(placeOf(module, 4), undefined);
});

Deno.test("joinCells lets code go on after a cell that fails on purpose", () => {
  const failing = code("throw 1;", [], { tags: ["shows-error"] });
  const module = joinCells(notebookOf([failing, code("a;")]));
  assertEquals(placeOf(module, 2), { cell: 0, line: 1, onPurpose: true });
  assertEquals(module.text.split("\n")[3], "a;");
});

Deno.test("parseNotebook says what is not a notebook", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["{", "it is not JSON"],
    ["[]", "its top level"],
    ['{"cells": [], "metadata": {}, "nbformat": 3}', "nbformat 3"],
    ['{"cells": [{}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}', "cell 0"],
    [serialiseNotebook(notebookOf([{ ...code(""), source: 5 as unknown as string }])), "source"],
    [
      serialiseNotebook(notebookOf([{ ...code(""), outputs: 1 as unknown as readonly Output[] }])),
      "outputs",
    ],
  ];
  for (const [text, what] of cases) {
    assertThrows(() => parseNotebook(text, "notebooks/x.ipynb"), NotebookFormatError, what);
  }
});

Deno.test("textOf joins lines", () => {
  assertEquals(textOf(["a\n", "b"]), "a\nb");
  assertEquals(textOf(undefined), "");
});

Deno.test("findChapter goes by number, slug or file, and names what there is", () => {
  const slugs = ["01-latent-variables", "02-elbo"];
  for (const name of ["2", "02", "02-elbo", "02-elbo.ipynb", "notebooks/02-elbo.ipynb"]) {
    assertEquals(findChapter(name, slugs), "02-elbo");
  }
  for (const name of ["3", "elbo", "", "022"]) {
    assertThrows(
      () => findChapter(name, slugs),
      UnknownChapterError,
      "01-latent-variables, 02-elbo",
    );
  }
});
