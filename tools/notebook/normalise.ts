import { pathToFileURL } from "node:url";
import { type Cell, isRun, type Notebook, type Output, type Text, textOf } from "./format.ts";

/** What stands in the place of an output that differs from run to run. */
export const VOLATILE_TEXT = "(differs from run to run)";

/**
 * The same notebook in the one form that is saved: whoever ran it, whenever and wherever, an
 * unchanged notebook gives the same bytes.
 *
 * @param root the project's folder, whose path is taken out of error traces
 */
export function normalise(notebook: Notebook, root = ""): Notebook {
  let count = 0;
  const cells = notebook.cells.map((cell) =>
    cell.cell_type === "code"
      ? codeCell(cell, isRun(cell) ? ++count : null, root)
      : { ...withoutTimes(cell), source: asLines(cell.source) }
  );
  return { ...notebook, cells, nbformat: 4, nbformat_minor: 5 };
}

function codeCell(cell: Cell, count: number | null, root: string): Cell {
  const outputs = mergeStreams(cell.outputs ?? []).map((output) => oneOutput(output, count, root));
  return {
    ...withoutTimes(cell),
    source: asLines(cell.source),
    execution_count: count,
    outputs: count === null ? [] : outputs,
  };
}

/** Leaves out when the cell ran and how it was scrolled. */
function withoutTimes(cell: Cell): Cell {
  const { execution: _when, collapsed: _folded, scrolled: _place, ...metadata } = cell.metadata;
  return { ...cell, metadata };
}

/** A stream that came in pieces is one text. */
function mergeStreams(outputs: readonly Output[]): readonly Output[] {
  const merged: Output[] = [];
  for (const output of outputs) {
    const last = merged.at(-1);
    if (
      output.output_type === "stream" && last?.output_type === "stream" && last.name === output.name
    ) {
      merged[merged.length - 1] = { ...last, text: textOf(last.text) + textOf(output.text) };
    } else {
      merged.push(output);
    }
  }
  return merged;
}

function oneOutput(output: Output, count: number | null, root: string): Output {
  const clean = (text: string) => withoutPath(withoutColour(text), root);
  switch (output.output_type) {
    case "stream":
      return { ...output, text: asLines(clean(textOf(output.text))) };
    case "error":
      return {
        output_type: "error",
        ename: clean(output.ename ?? ""),
        evalue: clean(output.evalue ?? ""),
        traceback: (output.traceback ?? []).map(clean),
      };
    case "execute_result":
      return { ...displayed(output, clean), execution_count: count };
    case "display_data":
      return displayed(output, clean);
    default:
      return output.output_type satisfies never;
  }
}

function displayed(output: Output, clean: (text: string) => string): Output {
  const { transient: _ids, ...kept } = output as Output & { readonly transient?: unknown };
  const metadata = output.metadata ?? {};
  if (metadata.volatile === true) {
    return { ...kept, metadata, data: { "text/plain": asLines(VOLATILE_TEXT) } };
  }
  const entries = Object.entries(output.data ?? {}).map(([type, content]) =>
    [type, isTextual(type) ? asLines(clean(textOf(content as Text))) : content] as const
  );
  return { ...kept, metadata, data: Object.fromEntries(entries) };
}

/** Kinds that nbformat saves as lists of lines. */
function isTextual(type: string): boolean {
  return type.startsWith("text/") || type === "image/svg+xml";
}

/** A text as nbformat saves it: its lines, each with its newline. */
function asLines(text: Text): readonly string[] {
  const whole = textOf(text);
  return whole === "" ? [] : whole.split(/(?<=\n)/);
}

function withoutColour(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.replaceAll(/\u001b\[[0-9;]*[A-Za-z]/g, "");
}

/** Where this project lies on this machine is nobody's business. */
function withoutPath(text: string, root: string): string {
  if (root === "") return text;
  // an address says a space as %20
  return text.replaceAll(`${pathToFileURL(root).href}/`, "").replaceAll(`${root}/`, "");
}
