import type { NotebookFile } from "../notebook/files.ts";
import { type Cell, hasTag, isRun, sourceOf } from "../notebook/format.ts";
import { savedResults } from "../notebook/named.ts";
import type { Finding } from "./finding.ts";

/**
 * A cell teaches or checks, never both: proofs, depth and the list of numbers are folded away, a
 * number is said in words, an algorithm stands in a box, slips of the notes stand in the appendix.
 */
export function patternFindings(chapter: NotebookFile): readonly Finding[] {
  const { cells } = chapter.notebook;
  return [
    ...cells.flatMap((cell, index) =>
      cellFindings(cell).map((what) => ({ where: `${chapter.path} cell ${index}`, what }))
    ),
    ...wholeFindings(chapter).map((what) => ({ where: chapter.path, what })),
  ];
}

/** Whether a client hides the cell's source. */
export function isFolded(cell: Cell): boolean {
  const { jupyter } = cell.metadata as { readonly jupyter?: { readonly source_hidden?: unknown } };
  return jupyter?.source_hidden === true;
}

function cellFindings(cell: Cell): readonly string[] {
  const source = sourceOf(cell).replaceAll(/\/\/.*$/gm, "");
  const proves = /\b(?:agree|holds)\(/.test(source);
  const isCheck = hasTag(cell, "check");
  return [
    ...isRun(cell) && !isCheck && !hasTag(cell, "shows-error") ? teachingFindings(source) : [],
    ...isCheck && !(isRun(cell) && proves)
      ? ['a cell with the tag "check" that proves nothing: await agree(…) or await holds(…)']
      : [],
    ...["check", "deeper", "numbers"].flatMap((tag) =>
      hasTag(cell, tag) && isRun(cell) && !isFolded(cell)
        ? [`its tag is "${tag}", but its code is not folded ("jupyter": {"source_hidden": true})`]
        : []
    ),
    ...hasTag(cell, "algorithm") && !/^> \*\*Algorithm/.test(sourceOf(cell))
      ? ['its tag is "algorithm", but it does not begin with "> **Algorithm"']
      : [],
    ...hasTag(cell, "erratum") && /\\tag\{/.test(sourceOf(cell))
      ? ["a numbered equation in an erratum: the site shows it on another page"]
      : [],
  ];
}

function teachingFindings(source: string): readonly string[] {
  const proof = /\b(?:assert\w*|agree|holds)\(|\bthrow new\b/.exec(source)?.[0];
  return proof === undefined
    ? []
    : [`a teaching cell that checks (${proof}…): proofs are cells of their own, tagged "check"`];
}

function wholeFindings(chapter: NotebookFile): readonly string[] {
  const { cells } = chapter.notebook;
  const numbers = cells.filter((cell) => hasTag(cell, "numbers"));
  const errata = cells.map((cell) => hasTag(cell, "erratum"));
  const firstErratum = errata.indexOf(true);
  const speechless = savedResults(chapter).filter(({ words, name }) => (words ?? name) === name);
  return [
    ...speechless.map(({ name, where }) => `${where}: the result "${name}" has no words`),
    ...numbers.length === 1 && sourceOf(numbers[0]!).includes("allResults(")
      ? []
      : ['no cell with the tag "numbers" that awaits allResults()'],
    ...cells.some((cell) => hasTag(cell, "algorithm")) ? [] : ["no algorithm in a box"],
    ...firstErratum >= 0 && !errata.slice(firstErratum).every(Boolean)
      ? ["errata between other cells: they stand together at the very end"]
      : [],
    ...firstErratum >= 0 && !/^## Appendix/.test(sourceOf(cells[firstErratum]!))
      ? ['the errata do not begin with the heading "## Appendix: slips of the lecture notes"']
      : [],
  ];
}
