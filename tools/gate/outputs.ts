import { owesOutput } from "../notebook/compare.ts";
import type { NotebookFile } from "../notebook/files.ts";
import { type Cell, hasTag, isRun, type Output, type Text, textOf } from "../notebook/format.ts";
import { VOLATILE_TEXT } from "../notebook/normalise.ts";
import type { Finding } from "./finding.ts";

/** What is saved is complete, in order, and nothing a learner would trip over. */
export function outputFindings(chapter: NotebookFile): readonly Finding[] {
  let count = 0;
  return chapter.notebook.cells.flatMap((cell, index) => {
    if (cell.cell_type !== "code") return [];
    const expected = isRun(cell) ? ++count : null;
    return [
      ...countFindings(cell, expected),
      ...owesOutput(cell) && (cell.outputs ?? []).length === 0
        ? ["it should show something and has no saved output"]
        : [],
      ...(cell.outputs ?? []).flatMap((output) => oneOutput(output, hasTag(cell, "shows-error"))),
    ].map((what) => ({ where: `${chapter.path} cell ${index}`, what }));
  });
}

function countFindings(cell: Cell, expected: number | null): readonly string[] {
  const got = cell.execution_count ?? null;
  if (got === expected) return [];
  return [`it was run as number ${got ?? "none"}, expected ${expected ?? "none"}: run all again`];
}

function oneOutput(output: Output, onPurpose: boolean): readonly string[] {
  const seen = seenText(output);
  // deno-lint-ignore no-control-regex
  const coloured = /\u001b\[/.test(seen) || JSON.stringify(output).includes("\\u001b[");
  const accident = /\bNaN\b|\bundefined\b|\[object Object\]/.exec(seen);
  return [
    ...output.output_type === "error" && !onPurpose ? [`an error is saved: ${output.ename}`] : [],
    ...coloured ? ["terminal colour codes in what is saved"] : [],
    ...accident !== null && !onPurpose ? [`"${accident[0]}" in what the learner sees`] : [],
    ...volatileFinding(output),
  ];
}

function seenText(output: Output): string {
  const data = output.data ?? {};
  const shown = ["text/plain", "text/markdown", "text/html"]
    .map((type) => textOf(data[type] as Text | undefined));
  return [textOf(output.text), ...shown].join("\n");
}

function volatileFinding(output: Output): readonly string[] {
  if (output.metadata?.volatile !== true) return [];
  const blank = textOf(output.data?.["text/plain"] as Text | undefined) === VOLATILE_TEXT;
  return blank ? [] : ["a volatile output was saved as it was: `deno task notebooks` blanks it"];
}
