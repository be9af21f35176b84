import { type Cell, hasTag, type Notebook, sourceOf } from "./format.ts";

/**
 * Where two notebooks first differ, in words; `undefined` when they are the same.
 *
 * Cells are counted from 0, as the audit and the gate count them.
 */
export function firstDifference(saved: Notebook, fresh: Notebook): string | undefined {
  for (let index = 0; index < Math.max(saved.cells.length, fresh.cells.length); index++) {
    const [before, after] = [saved.cells[index], fresh.cells[index]];
    if (before === undefined) return `cell ${index} is new`;
    if (after === undefined) return `cell ${index} is gone`;
    const path = differingPath(before, after);
    if (path !== undefined) return `cell ${index} (${opening(after)}): ${path}`;
  }
  return differingPath({ ...saved, cells: [] }, { ...fresh, cells: [] });
}

/** The first line of a cell, to find it by. */
export function opening(cell: Cell): string {
  const line = sourceOf(cell).split("\n").find((each) => each.trim() !== "") ?? "empty";
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}

/**
 * Whether a saved output is owed: the cell awaits something that shows.
 * A cell that only defines a function is not asked; one that fails on purpose shows its error.
 */
export function owesOutput(cell: Cell): boolean {
  if (cell.cell_type !== "code") return false;
  const source = sourceOf(cell).replaceAll(/\/\/.*$/gm, "");
  const awaited =
    /^await\s+[\w.]*\b(?:show|result|allResults|plot|table|check|agree|holds)\w*\s*\(/m.test(
      source,
    );
  const mentions = /\b(?:show|result|allResults|plot|table|check|agree|holds)\w*\(/.test(source) &&
    /\bawait\b/.test(source) && !source.includes("function");
  return awaited || mentions || hasTag(cell, "shows-error");
}

/** The path to the first difference, with both values. */
function differingPath(before: unknown, after: unknown, path = ""): string | undefined {
  if (Object.is(before, after)) return undefined;
  if (!isObject(before) || !isObject(after)) {
    return `${path || "value"} was ${short(before)}, now ${short(after)}`;
  }
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const here = Array.isArray(before) ? `${path}[${key}]` : [path, key].filter(Boolean).join(".");
    const found = differingPath(before[key], after[key], here);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? "missing";
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}
