import { hasTag, readNotebook, sourceOf } from "./notebooks.ts";

/**
 * A function from a chapter's notebook, as the learner sees it: its cell's source, with the
 * notebook's imports in front, loaded as a module.
 *
 * @param chapter its number, e.g. `"02"`
 * @param name of the function
 * @throws {RangeError} when no code cell declares it
 */
export async function functionFrom<F>(chapter: string, name: string): Promise<F> {
  const { notebook, path } = await readNotebook(chapter);
  const cells = notebook.cells.filter((cell) => cell.cell_type === "code").map(sourceOf);
  const imports = cells.find((source) => source.startsWith("import "))!;
  const source = cells.find((each) => each.includes(`function ${name}(`));
  if (source === undefined) {
    throw new RangeError(`Cannot find function ${name} in ${path}: no code cell declares it`);
  }
  const body = source.split("\n").filter((line) => !line.startsWith("await ")).join("\n");
  const module = `${imports}\n${body}\nexport { ${name} };\n`;
  const address = `data:application/typescript;base64,${
    btoa(unescape(encodeURIComponent(module)))
  }`;
  return (await import(address))[name];
}

/** Whether a chapter's cell that declares the function is tagged as a solution, and folded. */
export async function isFoldedSolution(chapter: string, name: string): Promise<boolean> {
  const { notebook } = await readNotebook(chapter);
  const cell = notebook.cells.find((each) => sourceOf(each).includes(`function ${name}(`));
  return cell !== undefined && hasTag(cell, "solution");
}
