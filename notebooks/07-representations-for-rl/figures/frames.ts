/** Figures of chapter 07 that show frames and places. */
import { dots, type Figure, figure, heat, label, mapStrip, requireSome } from "lib/viz";

type Image = ArrayLike<number>;
const SIDE = 12, GAP = 1.5, HEAD = 2.6, FAINT = 0.08;

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
  /** Pixels to put a frame around, in each frame. */
  readonly marked: readonly number[];
}

/** Rows of frames of 12 by 12 pixels, words above each, and dots beside the pixels that matter. */
export function frameRows({ headline, description, rows, marked }: FrameRowsParts): Figure {
  const { length: across } = requireSome("rows", rows).first;
  const width = across * (SIDE + GAP) - GAP, height = rows.length * (SIDE + HEAD + 0.6);
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
  const edges = corners.flatMap(({ left, top }) => marked.map((j) => placeOf(j, left, top)));
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
    ],
  });
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
  return mapStrip({
    headline: "The same cell is worth more\nwith the key in hand",
    description: "Three maps of the two rooms, shaded by the best expected return V*: with the " +
      "key in the left upper corner, held, and with the door open. Averaged over the starts it is " +
      `${best.toFixed(3)}.`,
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
  });
}
