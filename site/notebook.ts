/** A saved output of a cell, as nbformat 4.5 writes it. */
export interface Output {
  readonly output_type: "stream" | "display_data" | "execute_result" | "error";
  readonly name?: string;
  readonly text?: string | readonly string[];
  readonly data?: { readonly [mime: string]: unknown };
  readonly metadata?: { readonly [key: string]: unknown };
  readonly ename?: string;
  readonly evalue?: string;
  readonly traceback?: readonly string[];
}

/** A cell, as nbformat 4.5 writes it. */
export interface Cell {
  readonly cell_type: "markdown" | "code" | "raw";
  readonly id?: string;
  readonly source: string | readonly string[];
  readonly metadata: {
    readonly tags?: readonly string[];
    readonly [key: string]: unknown;
  };
  readonly outputs?: readonly Output[];
}

/** A notebook, as far as the site reads it. */
export interface Notebook {
  readonly nbformat: number;
  readonly cells: readonly Cell[];
  readonly metadata: { readonly [key: string]: unknown };
}

/**
 * Reads a notebook.
 *
 * @param text the file
 * @param name the file's name, for messages
 * @throws {TypeError} when it is not JSON, or not a notebook of format 4
 */
export function parseNotebook(text: string, name: string): Notebook {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new TypeError(
      `Cannot read ${name}: it is not JSON (${error}), expected a notebook`,
    );
  }
  const notebook = value as Partial<Notebook> | null;
  if (notebook?.nbformat !== 4 || !Array.isArray(notebook.cells)) {
    throw new TypeError(
      `Cannot read ${name}: nbformat is ${notebook?.nbformat}, expected a notebook of format 4`,
    );
  }
  for (const [i, cell] of notebook.cells.entries()) {
    const fault = cellFault(cell);
    if (fault !== undefined) throw new TypeError(`Cannot read ${name}: cell ${i} ${fault}`);
  }
  return notebook as Notebook;
}

/** What a cell is not that nbformat says it is; nothing when all is well. */
function cellFault(cell: unknown): string | undefined {
  if (!isRecord(cell)) return `is ${JSON.stringify(cell)}, expected a cell`;
  const { cell_type: type, metadata, outputs = [] } = cell;
  if (type !== "markdown" && type !== "code" && type !== "raw") {
    return `is of the type ${JSON.stringify(type)}, expected markdown, code or raw`;
  }
  if (!isRecord(metadata)) return `has the metadata ${JSON.stringify(metadata)}, expected a record`;
  if (Array.isArray(outputs) && outputs.every(isRecord)) return undefined;
  return "has outputs that are no list of records";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Text that nbformat stores as one string or as a list of lines. */
export function joined(text: string | readonly string[] | undefined): string {
  if (typeof text === "string") return text;
  return Array.isArray(text) ? text.join("") : ""; // a stranger's notebook may hold anything
}

/** Whether a cell carries a tag. */
export function hasTag(cell: Cell, tag: string): boolean {
  return cell.metadata.tags?.includes?.(tag) ?? false;
}

/** The notebook without its solutions. */
export function withoutSolutions(notebook: Notebook): Notebook {
  return {
    ...notebook,
    cells: notebook.cells.filter((cell) => !hasTag(cell, "solution")),
  };
}
