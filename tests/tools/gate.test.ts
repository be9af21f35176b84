// The gate lets a good chapter through and fails on each fault it is there for.
import { assertEquals, assertStringIncludes } from "@std/assert";
import { allFindings, type SourceFile } from "../../tools/gate/mod.ts";
import { outputFindings } from "../../tools/gate/outputs.ts";
import type { NotebookFile } from "../../tools/notebook/files.ts";
import { type Cell, serialiseNotebook } from "../../tools/notebook/format.ts";
import {
  asSaved,
  chapterOf,
  code,
  figure,
  goodCells,
  goodChapterWith,
  notebookOf,
  pinsOf,
  prose,
  said,
  savedAs,
  shown,
  testsNamed,
} from "./support.ts";

const TESTS = [testsNamed("ELBO-1 both sides agree"), pinsOf(["02", "gap"])];

/** What the gate says of one chapter. */
function gate(chapter: NotebookFile, tests: readonly SourceFile[] = TESTS): string {
  return said(allFindings([chapter], tests, []));
}

/** The good chapter, and one more code cell with what it shows. */
function withCell(source: string, ...rest: readonly [outputs?: Parameters<typeof code>[1]]) {
  return chapterOf([...goodCells(), code(source, ...rest)]);
}

Deno.test("gate: a figure that names an explorable which is not there", () => {
  const live = { "application/vnd.elbo-to-sac.live+json": { name: "hill" } };
  const chapter = withCell("await plot(it);", [figure(live)]);
  const words = "a figure names notebooks/02-elbo/live/hill.ts, which is not there";
  assertStringIncludes(gate(chapter), words);
  const modules = [{ path: "notebooks/02-elbo/live/hill.ts", text: "" }];
  assertEquals(said(allFindings([chapter], TESTS, modules)).includes(words), false);
});

Deno.test("gate: a good chapter passes", () => {
  assertEquals(gate(chapterOf(goodCells())), "");
});

Deno.test("gate: an equation without a test", () => {
  assertStringIncludes(gate(chapterOf(goodCells()), [pinsOf(["02-elbo", "gap"])]), "ELBO-1 has no");
});

Deno.test("gate: a test in a comment does not count", () => {
  const [test] = TESTS;
  const commented = { ...test!, text: `// ${test!.text}` };
  assertStringIncludes(gate(chapterOf(goodCells()), [commented, TESTS[1]!]), "ELBO-1 has no");
});

Deno.test("gate: a test whose equation stands nowhere", () => {
  const tests = [...TESTS, testsNamed("ELBO-9 is gone")];
  assertStringIncludes(
    gate(chapterOf(goodCells()), tests),
    "ELBO-9, an equation that stands in no",
  );
});

Deno.test("gate: one tag twice, in one chapter or in two", () => {
  const twice = goodChapterWith(4, prose("## Experiment\n\n$$x\\tag{ELBO-1}$$"));
  assertStringIncludes(gate(twice), "stands in notebooks/02-elbo.ipynb cell 1, too");
  const other = chapterOf(goodCells(), "03-em");
  const findings = said(allFindings([chapterOf(goodCells()), other], TESTS, []));
  assertStringIncludes(findings, "notebooks/03-em.ipynb cell 1: equation ELBO-1 stands in");
});

Deno.test("gate: a tag of another chapter's area, and one of no area", () => {
  const cell = (tag: string) => prose(`## Experiment\n\n$$x\\tag{${tag}}$$`);
  assertStringIncludes(gate(goodChapterWith(4, cell("EM-1"))), "this chapter's area ELBO");
  assertStringIncludes(gate(goodChapterWith(4, cell("1"))), "not of the form AREA-n");
});

Deno.test("gate: a chapter without an equation", () => {
  assertStringIncludes(gate(goodChapterWith(1, prose("## Derivation"))), "no tagged equation");
});

Deno.test("gate: a result without a pin, a pin without a result, a pin without a chapter", () => {
  const [tests] = TESTS;
  assertStringIncludes(gate(chapterOf(goodCells()), [tests!]), '"gap" is pinned by no test');
  const pins = pinsOf(["02", "gap"], ["02-elbo", "other"], ["07", "gap"]);
  const text = gate(chapterOf(goodCells()), [tests!, pins]);
  assertStringIncludes(text, '"other", which notebooks/02-elbo.ipynb does not show');
  assertStringIncludes(text, 'the chapter "07", which is not there');
});

Deno.test("gate: a result twice, and a pin that nobody can read", () => {
  const twice = withCell('await result("gap", 1, "nats");', [savedAs("gap", 1)]);
  assertStringIncludes(gate(twice), '"gap" stands in this chapter twice');
  const [tests, pins] = TESTS;
  const hidden = { path: "tests/x.test.ts", text: `${pins!.text}\n${"pin"}(chapter, name, 1);` };
  assertStringIncludes(gate(chapterOf(goodCells()), [tests!, hidden]), "not written out");
});

Deno.test("gate: each missing section, and sections in another order", () => {
  const sections: readonly (readonly [number, string])[] = [
    [0, "where we are"],
    [1, "derivation"],
    [4, "experiment"],
    [6, "results"],
    [8, "exercises"],
    [11, "further reading"],
  ];
  for (const [index, name] of sections) {
    assertStringIncludes(gate(goodChapterWith(index)), `no section "${name}"`);
  }
  const cells = goodCells();
  const swapped = [cells[6]!, ...cells.toSpliced(6, 1)];
  assertStringIncludes(gate(chapterOf(swapped)), "another order");
});

Deno.test("gate: too few exercises, none solved, a solution that is not folded or not tagged", () => {
  assertStringIncludes(
    gate(goodChapterWith(8, prose("## Exercises\n\nExercise 02.1"))),
    "at least",
  );
  assertStringIncludes(gate(goodChapterWith(9)), "no exercise has a solution");
  const open = goodChapterWith(10, code("const one = 1;", [], { tags: ["solution"] }));
  assertStringIncludes(gate(open), "not folded away");
  assertStringIncludes(
    gate(goodChapterWith(9, prose("**Solution 02.1**"))),
    "without the cell tag",
  );
});

Deno.test("gate: a figure that not everybody can see", () => {
  const plotted = (output: ReturnType<typeof figure>) =>
    gate(goodChapterWith(5, code("await plot(hill);", [output])));
  const { "image/png": _, ...bare } = figure().data!;
  assertStringIncludes(plotted({ ...figure(), data: bare }), "without image/png");
  assertStringIncludes(plotted(figure({}, {})), "no alternative text");
  assertStringIncludes(plotted(figure({ "text/plain": "A hill." })), "described in 2 words");
  assertStringIncludes(plotted(figure({ "text/html": "<b>" })), "hides the live one");
  const sixth = shown({ ...bare, "application/vnd.vegalite.v6+json": {} });
  delete (sixth.data as Record<string, unknown>)["application/vnd.vegalite.v5+json"];
  assertStringIncludes(plotted(sixth), "no client shows it");
  assertStringIncludes(gate(goodChapterWith(5)), "no figure");
});

Deno.test("gate: what a learner would trip over in an output", () => {
  const boom = { output_type: "error", ename: "TypeError", evalue: "x", traceback: [] } as const;
  assertStringIncludes(gate(withCell("boom();", [boom])), "an error is saved: TypeError");
  for (const text of ["it is NaN", "undefined nats", "[object Object]"]) {
    assertStringIncludes(gate(withCell("1;", [shown(text)])), "in what the learner sees");
  }
  const stream = { output_type: "stream", name: "stdout", text: "x is undefined\n" } as const;
  assertStringIncludes(gate(withCell("1;", [stream])), "in what the learner sees");
  const markdown = shown({ "text/plain": "x", "text/markdown": "| NaN |" });
  assertStringIncludes(gate(withCell("1;", [markdown])), '"NaN" in what');
  assertEquals(gate(withCell("1;", [shown("NaNny and undefinedness")])), "");
});

Deno.test("gate: colours and clocks that were saved", () => {
  const cells = (output: ReturnType<typeof shown>) =>
    asSaved(notebookOf([{ ...code("1;", [output]), execution_count: 1 }]));
  const coloured = said(outputFindings(cells(shown("\u001b[31mred"))));
  assertStringIncludes(coloured, "terminal colour codes");
  const clock = said(outputFindings(cells(shown("took 3.2 s", { volatile: true }))));
  assertStringIncludes(clock, "volatile");
});

Deno.test("gate: an error on purpose passes, in a cell that says so", () => {
  const boom = { output_type: "error", ename: "RangeError", evalue: "NaN", traceback: [] } as const;
  const cell = code("throw new RangeError();", [boom], { tags: ["shows-error"] });
  assertEquals(gate(chapterOf([...goodCells(), cell])), "");
  const silent = code("throw new RangeError();", [], { tags: ["shows-error"] });
  assertStringIncludes(gate(chapterOf([...goodCells(), silent])), "has no saved output");
});

Deno.test("gate: a cell that should show something and has nothing saved", () => {
  for (
    const source of [
      "await show(1);",
      "await plot(hill);",
      "await table(rows);",
      "await exercise02_2.check(gap);",
      'for (const q of qs) await result(q, 1, "nats");',
    ]
  ) {
    assertStringIncludes(gate(withCell(source)), "has no saved output");
  }
});

Deno.test("gate: counts of runs that are not 1, 2, 3 …", () => {
  const chapter = chapterOf(goodCells());
  const cells = chapter.notebook.cells.map((cell, index): Cell =>
    index === 3 ? { ...cell, execution_count: 7 } : cell
  );
  const wrong = asSaved({ ...chapter.notebook, cells });
  assertStringIncludes(gate(wrong), "run as number 7, expected 2");
  const never = asSaved({
    ...chapter.notebook,
    cells: chapter.notebook.cells.map((cell, index): Cell =>
      index === 3 ? { ...cell, execution_count: null } : cell
    ),
  });
  assertStringIncludes(gate(never), "run as number none, expected 2");
});

Deno.test("gate: long cells, long imports, two import cells, import.meta", () => {
  const lines = (count: number, line: string) => Array(count).fill(line).join("\n");
  assertStringIncludes(gate(withCell(lines(26, "f();"))), "26 lines of code");
  assertEquals(gate(withCell(lines(25, "f();"))), "");
  const imports = goodChapterWith(2, code(lines(9, 'import { a } from "lib/math";')));
  assertStringIncludes(gate(imports), "an import cell of 9 lines");
  assertStringIncludes(gate(withCell('import { a } from "lib/math";')), "a second import cell");
  assertStringIncludes(gate(withCell("f(import.meta.url);")), "import.meta");
});

Deno.test("gate: paths and addresses of one machine", () => {
  const paths = ["home", "tmp", "root", "Users"].map((name) => `f("/${name}/x");`);
  for (const source of [...paths, 'f("http://localhost:8888/lab");']) {
    assertStringIncludes(gate(withCell(source)), "of one machine");
  }
});

Deno.test("gate: links that lead nowhere", () => {
  const linking = (target: string) => goodChapterWith(6, prose(`## Results\n\n[x](${target})`));
  assertStringIncludes(gate(linking("09-gone.ipynb")), "09-gone.ipynb, which is not there");
  assertStringIncludes(gate(linking("02-elbo.ipynb#eq-elbo-9")), "an anchor that is not there");
  assertEquals(gate(linking("02-elbo.ipynb#eq-elbo-1")), "");
});

Deno.test("gate: a file not in its normal form, of another kernel, with one id twice", () => {
  const good = chapterOf(goodCells());
  const compact = { ...good, text: `${JSON.stringify(JSON.parse(good.text))}\n` };
  assertStringIncludes(gate(compact), "not saved in the normal form");
  const python = asSaved({ ...good.notebook, metadata: { kernelspec: { name: "python3" } } });
  assertStringIncludes(gate(python), 'not named "deno"');
  const cell = prose("twin");
  const twins = chapterOf([...goodCells(), cell, cell]);
  assertStringIncludes(gate(twins), "two cells with one id");
});

Deno.test("gate: a notebook too heavy to open", () => {
  const heavy = withCell("1;", [shown({ "text/plain": "x", "image/png": "A".repeat(3_100_000) })]);
  assertStringIncludes(gate(heavy), "too heavy");
});

Deno.test("gate: unfinished or overlong library files", () => {
  const of = (text: string) => said(allFindings([], [], [{ path: "lib/math/x.ts", text }]));
  assertStringIncludes(of(`// ${"TO"}DO later`), "unfinished work");
  assertStringIncludes(of(`// @ts-${"ignore"}`), "the type check is switched off");
  assertStringIncludes(of("const x = y as any;"), "the type any");
  assertStringIncludes(of("x;\n".repeat(251)), "251 lines");
  assertEquals(of("export const x = 1;\n"), "");
});

Deno.test("gate: its normal form is what the notebooks are written in", () => {
  const { notebook, text } = chapterOf(goodCells());
  assertEquals(serialiseNotebook(notebook), text);
});
