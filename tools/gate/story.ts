import type { NotebookFile } from "../notebook/files.ts";
import { hasTag, sourceOf } from "../notebook/format.ts";
import { SECTIONS } from "./curriculum.ts";
import type { Finding } from "./finding.ts";
import { isFolded } from "./pattern.ts";

/** The chapter has its sections in order, and its exercises their solutions. */
export function storyFindings(chapter: NotebookFile): readonly Finding[] {
  return [...sectionFindings(chapter), ...exerciseFindings(chapter)]
    .map((what) => ({ where: chapter.path, what }));
}

function sectionFindings(chapter: NotebookFile): readonly string[] {
  const headings = headingsOf(chapter);
  const places = SECTIONS.map((section) =>
    headings.findIndex((heading) => heading.includes(section))
  );
  const found = places.filter((place) => place >= 0);
  const ordered = found.every((place, index) => index === 0 || place > found[index - 1]!);
  return [
    ...SECTIONS.filter((_, index) => places[index] === -1)
      .map((section) => `no section "${section}"`),
    ...ordered ? [] : [`the sections stand in another order than ${SECTIONS.join(", ")}`],
  ];
}

function headingsOf(chapter: NotebookFile): readonly string[] {
  return chapter.notebook.cells
    .filter((cell) => cell.cell_type === "markdown")
    .flatMap((cell) => [...sourceOf(cell).matchAll(/^#{1,3} +(.*)$/gm)])
    .map((match) => (match[1] ?? "").trim().toLowerCase());
}

/** At least three exercises; a solution is a heading and a folded code cell, both tagged so. */
function exerciseFindings(chapter: NotebookFile): readonly string[] {
  const number = chapter.slug.slice(0, 2);
  const { cells } = chapter.notebook;
  const prose = cells.filter((cell) => cell.cell_type === "markdown").map(sourceOf).join("\n\n");
  const named = (word: string) =>
    new Set([...prose.matchAll(new RegExp(`${word} (${number}\\.\\d+)`, "g"))].map((m) => m[1]));
  const [exercises, solutions] = [named("Exercise"), named("Solution")];
  const solutionCells = cells.filter((cell) => hasTag(cell, "solution"));
  return [
    ...exercises.size < 3 ? [`${exercises.size} exercises, expected at least three`] : [],
    ...solutions.difference(exercises).values().map((id) => `solution ${id} has no exercise`),
    ...solutions.size === 0 ? ["no exercise has a solution"] : [],
    ...cells.some((cell) => /\*\*Solution \d/.test(sourceOf(cell)) && !hasTag(cell, "solution"))
      ? ['a solution\'s heading without the cell tag "solution"']
      : [],
    ...solutionCells.some((cell) => cell.cell_type === "code" && !isFolded(cell))
      ? ['a solution\'s code that is not folded away (metadata "jupyter": {"source_hidden": true})']
      : [],
  ];
}
