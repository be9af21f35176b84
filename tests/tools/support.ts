import type { NotebookFile } from "../../tools/notebook/files.ts";
import {
  type Cell,
  type CellMetadata,
  type Notebook,
  type Output,
  serialiseNotebook,
} from "../../tools/notebook/format.ts";
import { normalise } from "../../tools/notebook/normalise.ts";
import type { SourceFile } from "../../tools/gate/source.ts";
import type { Finding } from "../../tools/gate/finding.ts";

let made = 0;

/** A markdown cell. */
export function prose(source: string, metadata: CellMetadata = {}): Cell {
  return { cell_type: "markdown", id: `cell-${++made}`, metadata, source };
}

/** A code cell with what it showed; it counts as run. */
export function code(
  source: string,
  outputs: readonly Output[] = [],
  metadata: CellMetadata = {},
): Cell {
  return { cell_type: "code", id: `cell-${++made}`, metadata, source, outputs, execution_count: 1 };
}

/** A display of plain text, or of what is given. */
export function shown(
  data: Readonly<Record<string, unknown>> | string,
  metadata: Readonly<Record<string, unknown>> = {},
): Output {
  return {
    output_type: "display_data",
    data: typeof data === "string" ? { "text/plain": data } : data,
    metadata,
  };
}

/** What `result` saves. */
export function savedAs(name: string, value: number): Output {
  return shown({
    "text/plain": `the ${name}: ${value}`,
    "application/vnd.elbo-to-sac.result+json": { name, value, unit: "nats", words: `the ${name}` },
  });
}

/** A figure as `plot` saves it, some parts replaced. */
export function figure(
  data: Readonly<Record<string, unknown>> = {},
  metadata: Readonly<Record<string, unknown>> = { "image/png": { alt: "A hill." } },
): Output {
  return shown({
    "application/vnd.vegalite.v5+json": { mark: "line" },
    "image/png": "iVBORw0KGgo=",
    "text/plain": "A hill that touches a dashed line at one point.",
    ...data,
  }, metadata);
}

export function notebookOf(cells: readonly Cell[]): Notebook {
  const kernelspec = { name: "deno", display_name: "Deno", language: "typescript" };
  return { cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 };
}

/** A chapter in its normal form, as if it had been run. */
export function chapterOf(cells: readonly Cell[], slug = "02-elbo"): NotebookFile {
  return asSaved(normalise(notebookOf(cells)), slug);
}

/** A chapter exactly as given. */
export function asSaved(notebook: Notebook, slug = "02-elbo"): NotebookFile {
  const path = `notebooks/${slug}.ipynb`;
  return { slug, path, notebook, text: serialiseNotebook(notebook) };
}

/** A chapter with nothing wrong: its sections, an equation, a figure, a result, exercises. */
export function goodCells(): readonly Cell[] {
  return [
    prose("# Chapter 02\n\n## Where we are\n\nA question."),
    prose('## Derivation\n\n<a id="eq-elbo-1"></a>\n\n$$x=y\\tag{ELBO-1}$$'),
    code('import { result } from "lib/notebook";'),
    code('await result("gap", 0.5, "nats");', [savedAs("gap", 0.5)]),
    prose("## Experiment"),
    code("await plot(hill);", [figure()]),
    prose("## Results"),
    code("await allResults();", [shown("the gap  0.5 nats")], {
      tags: ["numbers"],
      jupyter: { source_hidden: true },
    }),
    prose("## Exercises\n\nExercise 02.1\n\nExercise 02.2\n\nExercise 02.3"),
    prose("**Solution 02.1**", { tags: ["solution"] }),
    code("const one = 1;", [], { tags: ["solution"], jupyter: { source_hidden: true } }),
    prose("## Further reading\n\nSee [the bound](#eq-elbo-1)."),
    prose("> **Algorithm (adding).** Add.", { tags: ["algorithm"] }),
  ];
}

/** The good chapter with one cell replaced by others (or left out). */
export function goodChapterWith(index: number, ...cells: readonly Cell[]): NotebookFile {
  const all = goodCells();
  return chapterOf([...all.slice(0, index), ...cells, ...all.slice(index + 1)]);
}

/** Tests named so, as the text of a file. (Written apart, or the gate would read them here.) */
export function testsNamed(...names: readonly string[]): SourceFile {
  const word = "Deno.test";
  return {
    path: "tests/some.test.ts",
    text: names.map((name) => `${word}("${name}", f);`).join("\n"),
  };
}

/** A file that pins results, `["02", "gap"]` each. */
export function pinsOf(...pins: readonly (readonly [string, string])[]): SourceFile {
  const word = "pin";
  return {
    path: "tests/pins.test.ts",
    text: pins.map(([chapter, name]) => `${word}("${chapter}", "${name}", 0, 0, "why");`).join(
      "\n",
    ),
  };
}

/** What the findings say, one text. */
export function said(findings: readonly Finding[]): string {
  return findings.map(({ where, what }) => `${where}: ${what}`).join("\n");
}
