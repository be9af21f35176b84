/** Figures of chapter 07 that show frames and places. */
import { dots, type Figure, figure, heat, label, mapStrip, note, requireSome } from "lib/viz";

type Image = ArrayLike<number>;
const SIDE = 12, GAP = 1.5, HEAD = 2.6, FOOT = 3.2, FAINT = 0.08;

/** A frame, or what a decoder makes of one, and words above it. */
export interface NamedFrame {
  readonly name: string;
  readonly frame: Image;
}

/** What {@link frameRows} draws. */
export interface FrameRowsParts {
  readonly headline: string;
  readonly description: string;
  readonly rows: readonly (readonly NamedFrame[])[];
  /** Pixels to mark in each frame, where they are empty. */
  readonly marked: readonly number[];
  /** Words below the first frame of the last row, and the pixel of it that they speak of. */
  readonly pointed?: { readonly text: string; readonly pixel: number };
}

/** Rows of frames of 12 by 12 pixels, words above each, and diamonds on pixels that matter. */
export function frameRows(
  { headline, description, rows, marked, pointed }: FrameRowsParts,
): Figure {
  const { length: across } = requireSome("rows", rows).first;
  const width = across * (SIDE + GAP) - GAP,
    height = rows.length * (SIDE + HEAD + 0.6) + (pointed === undefined ? 0 : FOOT);
  const corners = rows.flatMap((row, r) =>
    row.map(({ frame, name }, c) => ({
      frame,
      name,
      left: c * (SIDE + GAP),
      top: -r * (SIDE + HEAD + 0.6) - HEAD,
    }))
  );
  const lit = corners.flatMap(({ frame, left, top }) =>
    Array.from(frame, (ink, j) => ({ ...placeOf(j, left, top), ink }))
  ).filter(({ ink }) => ink >= FAINT);
  const edges = corners.flatMap(({ frame, left, top }) =>
    marked.filter((j) => frame[j]! < FAINT).map((j) => placeOf(j, left, top))
  );
  const last = corners[(rows.length - 1) * across]!;
  return figure({
    headline,
    description,
    x: { title: "frames", domain: [-0.6, width + 0.6], hidden: true },
    y: { title: "rows", domain: [-height, 0], hidden: true },
    height: Math.round(450 * height / (width + 1.2)),
    keepsShape: true,
    layers: [
      heat({
        name: "ink",
        x: corners.map(({ left }) => left + SIDE / 2),
        y: corners.map(({ top }) => top - SIDE / 2),
        value: corners.map(() => 0.06),
        cell: [SIDE, SIDE],
        scale: "ramp",
        domain: [0, 1],
      }),
      heat({
        name: "ink",
        x: lit.map(({ x }) => x),
        y: lit.map(({ y }) => y),
        value: lit.map(({ ink }) => Math.round(100 * ink) / 100),
        cell: [1, 1],
        scale: "ramp",
        domain: [0, 1],
      }),
      dots({
        name: "pixels of the key",
        x: edges.map(({ x }) => x),
        y: edges.map(({ y }) => y),
        role: "wish",
        shape: "diamond",
        size: 22,
      }),
      ...corners.map(({ name, left, top }) =>
        label({ text: name, x: left, y: top + 1, halo: false, bold: false })
      ),
      ...(pointed === undefined ? [] : [pointer(pointed, last)]),
    ],
  });
}

/** Words below a frame, and a leader to a pixel. */
function pointer(
  { text, pixel }: { readonly text: string; readonly pixel: number },
  { left, top }: { readonly left: number; readonly top: number },
) {
  const { x, y } = placeOf(pixel, left, top);
  const words = { x: left + 1.7, y: top - SIDE - 2.4 };
  return note({ text, ...words, at: { x: x + 0.2, y: y - 0.7 }, align: "left" });
}

const placeOf = (j: number, left: number, top: number) => ({
  x: left + j % SIDE + 0.5,
  y: top - Math.floor(j / SIDE) - 0.5,
});

/** A place of the map, and what it is worth while the key lies in a corner, is held, or is used. */
export interface WorthCell {
  readonly row: number;
  readonly column: number;
  /** V*, or −∞ where one cannot be. */
  readonly lies: number;
  readonly held: number;
  readonly used: number;
}

/** V* as three maps. */
export function worthMaps(cells: readonly WorthCell[], best: number): Figure {
  const letter = ({ row, column }: WorthCell) =>
    row === 0 && column === 0 ? "k" : row === 0 && column === 5 ? "T" : ".";
  const door = cells.find(({ row, column }) => row === 2 && column === 2)!;
  const shown = [door.lies, door.held, door.used].map((each) => each.toFixed(2));
  return mapStrip({
    headline: "One pixel elsewhere changes\nwhat a cell is worth",
    description: "Three maps of the two rooms, shaded by the best expected return V*: with the " +
      `key in the left upper corner, held, and with the door open. Beside the door it is ${
        shown[0]
      }, ` +
      `${shown[1]} and ${shown[2]}. Averaged over the starts it is ${best.toFixed(3)}.`,
    rows: 4,
    columns: 6,
    cells: cells.map((cell) => ({ row: cell.row, column: cell.column, letter: letter(cell) })),
    maps: [
      { values: cells.map(({ lies }) => lies), title: "key lies" },
      { values: cells.map(({ held }) => held), title: "key held" },
      { values: cells.map(({ used }) => used), title: "door open" },
    ],
    shade: "V*, discounted return",
    classes: [0.7, 0.8, 0.9, 1, 1.1],
    more: (at) =>
      [0, 1].map((map) =>
        note({
          text: shown[map]!,
          ...at({ map, row: 2, column: 3.6 }),
          at: at({ map, row: 2, column: 2.45 }),
          align: "left",
        })
      ),
  });
}
