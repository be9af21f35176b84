/** Maps of square cells: where they stand in a picture, and which one a pointer is over. */
import {
  between,
  door,
  flag,
  list,
  optional,
  record,
  required,
  settings,
  text,
  vector,
  whole,
} from "../math/mod.ts";
import type { Button, Spot } from "./explorable.ts";
import type { Box, Path, Point } from "./marks.ts";

/** A map of square cells by its upper left corner. */
export interface Board extends Spot {
  readonly rows: number;
  readonly columns: number;
  /** A cell's side, pixels. */
  readonly cell: number;
}

/** A cell, from 0, downwards and to the right. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** Farther off nobody looks. */
const pixel = between(-1e6, 1e6);

const BOARD = settings({
  x: required(pixel),
  y: required(pixel),
  rows: required(whole(1, 1000)),
  columns: required(whole(1, 1000)),
  cell: required(between(1, 1e4)),
});
const CELL = settings({ row: required(whole(0, 999)), column: required(whole(0, 999)) });
const SPOT = record({ x: pixel, y: pixel }, "a place in the picture, { x, y }");
const checkUnder = door("find a cell", { board: BOARD, spot: SPOT });
const checkSquare = door("place a cell", { board: BOARD, cell: CELL });
const SPOTS = list(
  settings({ ...CELL.table, label: required(text), isOn: optional(flag) }),
);
const checkSpots = door("make spots of cells", { board: BOARD, cells: SPOTS });
const checkArrow = door("draw an arrow", { from: vector(2, pixel), to: vector(2, pixel) });

/**
 * The cell under a pointer.
 *
 * @returns nothing beside the map
 * @example
 * ```ts
 * import { cellUnder } from "lib/live";
 * import { assertEquals } from "@std/assert";
 * const board = { x: 10, y: 0, rows: 2, columns: 3, cell: 30 };
 * assertEquals(cellUnder(board, { x: 45, y: 20 }), { row: 0, column: 1 });
 * assertEquals(cellUnder(board, { x: 5, y: 20 }), undefined);
 * ```
 */
export function cellUnder(board: Board, spot: Spot): Cell | undefined {
  checkUnder({ board, spot });
  const row = Math.floor((spot.y - board.y) / board.cell);
  const column = Math.floor((spot.x - board.x) / board.cell);
  const isOn = row >= 0 && row < board.rows && column >= 0 && column < board.columns;
  return isOn ? { row, column } : undefined;
}

/**
 * The square of a cell, with a gap of two pixels to its neighbours.
 *
 * @throws {RangeError} for what is no board or no cell
 * @example
 * ```ts
 * import { squareOf } from "lib/live";
 * import { assertEquals } from "@std/assert";
 * const board = { x: 10, y: 0, rows: 2, columns: 3, cell: 30 };
 * assertEquals(squareOf(board, { row: 1, column: 0 }).y, 31);
 * ```
 */
export function squareOf(board: Board, cell: Cell): Box {
  checkSquare({ board, cell });
  const [x, y] = [board.x + cell.column * board.cell, board.y + cell.row * board.cell];
  const side = Math.max(1, board.cell - 2);
  return { kind: "box", x: x + 1, y: y + 1, width: side, height: side, round: 3 };
}

/**
 * Cells as places that keys reach.
 *
 * @param cells each with what it is called, and whether it is pressed
 * @example
 * ```ts
 * import { spotsOf } from "lib/live";
 * import { assertEquals } from "@std/assert";
 * const board = { x: 10, y: 0, rows: 2, columns: 3, cell: 30 };
 * const [spot] = spotsOf(board, [{ row: 0, column: 2, label: "floor", isOn: false }]);
 * assertEquals(spot!.x, 70);
 * ```
 */
export function spotsOf(
  board: Board,
  cells: readonly (Cell & Pick<Button, "label" | "isOn">)[],
): readonly Button[] {
  checkSpots({ board, cells });
  return cells.map(({ row, column, ...rest }) => ({
    x: board.x + column * board.cell,
    y: board.y + row * board.cell,
    width: board.cell,
    height: board.cell,
    ...rest,
  }));
}

/**
 * An arrow with an open head, to be stroked.
 *
 * @param from and `to`: pixels
 * @returns nothing to see when both are one place
 * @example
 * ```ts
 * import { arrow } from "lib/live";
 * import { assertEquals } from "@std/assert";
 * assertEquals(arrow([0, 0], [20, 0]).pieces.length, 2);
 * ```
 */
export function arrow(from: Point, to: Point): Path {
  checkArrow({ from, to });
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  if (length === 0) return { kind: "path", pieces: [] };
  const head = Math.min(5, 0.5 * length), [ux, uy] = [head * dx / length, head * dy / length];
  const barb = (side: 1 | -1): Point => [to[0] - ux - side * uy, to[1] - uy + side * ux];
  return { kind: "path", pieces: [[from, to], [barb(1), to, barb(-1)]] };
}
