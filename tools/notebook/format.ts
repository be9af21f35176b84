/** What a cell shows, as saved (nbformat 4.5). */
export type Output = {
  readonly output_type: "stream" | "display_data" | "execute_result" | "error";
  readonly name?: string;
  readonly text?: Text;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly execution_count?: number | null;
  readonly ename?: string;
  readonly evalue?: string;
  readonly traceback?: readonly string[];
};

/** A text in one piece or as its lines. */
export type Text = string | readonly string[];

export type CellMetadata = Readonly<Record<string, unknown>> & {
  readonly tags?: readonly string[];
};

export type Cell = {
  readonly cell_type: "code" | "markdown" | "raw";
  readonly id: string;
  readonly metadata: CellMetadata;
  readonly source: Text;
  readonly outputs?: readonly Output[];
  readonly execution_count?: number | null;
};

export type Notebook = {
  readonly cells: readonly Cell[];
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly nbformat: number;
  readonly nbformat_minor: number;
};

/** A file that is not a notebook. */
export class NotebookFormatError extends TypeError {
  override readonly name = "NotebookFormatError";
}

/** Joins the lines of a text. */
export function textOf(text: Text | undefined): string {
  if (typeof text === "string") return text;
  return Array.isArray(text) ? text.join("") : ""; // a stranger's output may hold anything
}

/** The source of a cell as one text. */
export function sourceOf(cell: Cell): string {
  return textOf(cell.source);
}

/** Whether the cell carries the tag. */
export function hasTag(cell: Cell, tag: string): boolean {
  const { tags } = cell.metadata;
  return Array.isArray(tags) && tags.includes(tag);
}

/** Whether the kernel runs this cell. */
export function isRun(cell: Cell): boolean {
  return cell.cell_type === "code" && sourceOf(cell).trim() !== "";
}

/**
 * Reads a notebook.
 * @throws {NotebookFormatError} naming the file and what is not as it should be
 */
export function parseNotebook(text: string, name: string): Notebook {
  const parsed = parseJson(text, name);
  if (!isRecord(parsed) || !Array.isArray(parsed.cells) || !isRecord(parsed.metadata)) {
    throw wrong(name, "its top level", "an object with `cells` and `metadata`");
  }
  if (parsed.nbformat !== 4 || typeof parsed.nbformat_minor !== "number") {
    throw wrong(name, `nbformat ${String(parsed.nbformat)}`, "nbformat 4");
  }
  parsed.cells.forEach((cell, index) => requireCell(cell, name, index));
  return parsed as unknown as Notebook;
}

/** The notebook without its solutions, for a class. */
export function withoutSolutions(notebook: Notebook): Notebook {
  return { ...notebook, cells: notebook.cells.filter((cell) => !hasTag(cell, "solution")) };
}

/** Writes a notebook as nbformat does: keys sorted, indented by one, a newline at the end. */
export function serialiseNotebook(notebook: Notebook): string {
  return `${JSON.stringify(sorted(notebook), null, 1)}\n`;
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new NotebookFormatError(
      `Cannot read ${name}: it is not JSON (${error instanceof Error ? error.message : error})`,
    );
  }
}

function requireCell(cell: unknown, name: string, index: number): void {
  const kinds: readonly unknown[] = ["code", "markdown", "raw"];
  if (!isRecord(cell) || !kinds.includes(cell.cell_type)) {
    throw wrong(name, `cell ${index}`, "a cell of type code, markdown or raw");
  }
  if (!isText(cell.source)) throw wrong(name, `the source of cell ${index}`, "text");
  if (!isRecord(cell.metadata)) throw wrong(name, `the metadata of cell ${index}`, "an object");
  const outputs = cell.cell_type === "code" ? cell.outputs : cell.outputs ?? [];
  if (!Array.isArray(outputs) || !outputs.every(isRecord)) {
    throw wrong(name, `the list of outputs of cell ${index}`, "one of records");
  }
}

function isText(value: unknown): value is Text {
  return typeof value === "string" ||
    Array.isArray(value) && value.every((line) => typeof line === "string");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function wrong(name: string, got: string, expected: string): NotebookFormatError {
  return new NotebookFormatError(`Cannot read ${name}: ${got} is not ${expected}`);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).map(([key, content]) => [key, sorted(content)] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
