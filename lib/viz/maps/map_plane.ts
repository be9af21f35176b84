/** Several maps in one plane: where each stands, and its cells as rows of numbers. */

/** A place on one of the maps. */
export interface MapPlace {
  readonly map: number;
  readonly row: number;
  readonly column: number;
}

/** What the plane is made of; lengths in cells. */
export interface MapPlane {
  /** Pixels a cell. */
  readonly unit: number;
  /** The whole plane, its left and right, top and bottom end. */
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  /** The middle of a cell. */
  readonly at: (place: MapPlace) => { readonly x: number; readonly y: number };
  /** Left end and top of a map. */
  readonly corner: (map: number) => { readonly x: number; readonly y: number };
  /** Where the key begins, below all maps. */
  readonly foot: number;
}

/** Pixels that words above a map take, between two rows of maps, and the key below. */
const [headRoom, gap, keyRoom] = [26, 20, 62];

/**
 * Lays maps out in rows.
 *
 * @param size of each map, and how many there are and stand in one row
 * @param above whether a row of heads stands above all
 * @param width of the plane, pixels
 */
export function planeOf(
  size: {
    readonly rows: number;
    readonly columns: number;
    readonly maps: number;
    readonly across: number;
  },
  above: boolean,
  width: number,
): MapPlane {
  const { rows, columns, maps, across } = size;
  const unit = (width - gap * (across - 1)) / (across * columns);
  const [aside, head] = [gap / unit, headRoom / unit];
  const down = Math.ceil(maps / across);
  const top = above ? head : 0;
  const corner = (map: number) => ({
    x: (map % across) * (columns + aside),
    y: top + head + Math.floor(map / across) * (rows + head + 4 / unit),
  });
  const foot = top + down * (rows + head + 4 / unit) + 12 / unit;
  return {
    unit,
    x: [0, across * columns + (across - 1) * aside],
    y: [foot + keyRoom / unit, 0],
    corner,
    foot,
    at: ({ map, row, column }) => ({
      x: corner(map).x + column + 0.5,
      y: corner(map).y + row + 0.5,
    }),
  };
}

/** The edge between cells that are in a set and cells that are not: pieces of straight line. */
export function edgesOf(
  inside: (row: number, column: number) => boolean,
  free: (row: number, column: number) => boolean,
  size: { readonly rows: number; readonly columns: number },
): readonly (readonly [number, number, number, number])[] {
  const pieces: (readonly [number, number, number, number])[] = [];
  for (let row = 0; row < size.rows; row++) {
    for (let column = 0; column < size.columns; column++) {
      if (!free(row, column)) continue;
      const here = inside(row, column);
      if (free(row, column + 1) && inside(row, column + 1) !== here) {
        pieces.push([column + 1, row, column + 1, row + 1]);
      }
      if (free(row + 1, column) && inside(row + 1, column) !== here) {
        pieces.push([column, row + 1, column + 1, row + 1]);
      }
    }
  }
  return pieces;
}
