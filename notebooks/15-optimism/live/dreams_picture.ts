/** Chapter 15, live: three maps of one world. */
import {
  arrow,
  type Board,
  type Cell,
  cellUnder,
  decimals,
  type Drawing,
  type Ink,
  type Mark,
  type Scene,
  type Spot,
  squareOf,
} from "lib/live";
import type { Values, Walk, World } from "./dreams_values.ts";

const head = 26, foot = 48, gap = 20;

/** The three maps: beside each other where there is room, below each other elsewhere. */
export function boardsIn(width: number, map: string): readonly Board[] {
  const rows = map.split("\n"), columns = rows[0]!.length;
  const isWide = width >= 600;
  const room = isWide ? (width - 2 * gap) / 3 : width;
  const cell = Math.min(44, Math.floor(room / columns));
  const size = { rows: rows.length, columns, cell };
  const pitch = head + rows.length * cell + foot;
  return [0, 1, 2].map((i) =>
    isWide
      ? { x: Math.floor(i * (room + gap)), y: head, ...size }
      : { x: 0, y: head + i * pitch, ...size }
  );
}

/** The cell under a pointer, on whichever map. */
export function cellAt(spot: Spot, width: number, map: string): Cell | undefined {
  for (const board of boardsIn(width, map)) {
    const found = cellUnder(board, spot);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Steps spent in a cell, in classes that all three maps share. */
const classes = [0.02, 0.1, 0.3, 0.6, 1, 2];

/** The dream, the dreamer awake, and the sober creature. */
export function draw({ values, choices, width, shown }: Scene<World, Values>): Drawing {
  const boards = boardsIn(width, choices.map), { dream, dreamer, sober } = values.walks;
  const maps = ([[dream, "The dream", "hopes for"], [dreamer, "The dreamer, awake", "gets"], [
    sober,
    "Sober",
    "gets",
  ]] as const).flatMap(([walk, name, verb], i): readonly Mark[] => {
    const board = boards[i]!, below = board.y + board.rows * board.cell;
    const said = `falls ${percent(walk.falls)} · arrives ${percent(walk.arrives)}`;
    return [
      { kind: "words", x: board.x, y: board.y - 9, words: name, weight: "bold" },
      ...cellsOf(choices.map).flatMap((cell) => cellMarks(cell, board, shown ? walk : undefined)),
      ...shown
        ? [line(board.x, below + 17, said), line(board.x, below + 35, score(verb, walk), "bold")]
        : [],
    ];
  });
  const last = boards.at(-1)!, bottom = last.y + last.rows * last.cell + foot;
  return {
    width,
    height: bottom + 42,
    marks: [...maps, ...legend(bottom + 14, width < 300 ? 35 : 40)],
  };
}

function score(verb: string, { return: earned }: Walk): string {
  return `${verb} ${decimals(earned, 1)}`;
}

function line(x: number, y: number, words: string, weight: "normal" | "bold" = "normal"): Mark {
  return { kind: "words", x, y, words, weight };
}

function percent(share: number): string {
  const hundredths = 100 * share;
  return `${decimals(hundredths, hundredths > 0.05 && hundredths < 0.95 ? 1 : 0)} %`;
}

type Place = Cell & { readonly letter: string; readonly state: number };

function cellsOf(map: string): readonly Place[] {
  return map.split("\n").flatMap((line, row) =>
    [...line].map((letter, column) => ({ row, column, letter, state: row * line.length + column }))
  );
}

/** A cell: the floor shaded by time, pits and goal by how it ends there. */
function cellMarks(cell: Place, board: Board, walk: Walk | undefined): readonly Mark[] {
  const square = squareOf(board, { row: cell.row, column: cell.column });
  const middle = [square.x + square.width / 2, square.y + square.height / 2] as const;
  const ends = walk?.last[cell.state] ?? 0;
  switch (cell.letter) {
    case "!":
      return [
        { ...square, fill: "quiet", striped: true },
        ...disc(middle, ends, square.width, "bound"),
      ];
    case "G":
      return [
        { ...square, stroke: "wish", thick: 2 },
        ...disc(middle, ends, square.width, "wish"),
        letter(square, "G"),
      ];
    default:
      return [
        { ...square, ...shade(walk?.visits[cell.state] ?? 0) },
        ...walk === undefined ? [] : [heading(cell.state, walk, middle, square.width)],
        ...cell.letter === "S" ? [letter(square, "S")] : [],
      ];
  }
}

/** A disc with an area as large as the probability: 1 fills the cell. */
function disc([x, y]: readonly [number, number], p: number, side: number, fill: Ink): Mark[] {
  const radius = Math.sqrt(Math.min(1, p)) * side / 2;
  return radius < 0.6 ? [] : [{ kind: "disc", x, y, radius, fill, stroke: "paper" }];
}

function shade(visits: number): { readonly fill?: Ink; readonly stroke: Ink } {
  const which = classes.findLastIndex((least) => visits >= least);
  return which < 0
    ? { stroke: "grid" }
    : { fill: `ramp-${which as 0 | 1 | 2 | 3 | 4 | 5}`, stroke: "grid" };
}

/** Where one goes from a cell; the longer, the surer. Only where one comes at all. */
function heading(
  s: number,
  { visits, heading }: Walk,
  [x, y]: readonly [number, number],
  side: number,
): Mark {
  const [down, right] = heading[s]!, reach = 0.38 * side;
  if (visits[s]! < classes[0]!) return { kind: "path", pieces: [] };
  const drawn = arrow([x - right * reach, y - down * reach], [x + right * reach, y + down * reach]);
  const isDark = visits[s]! >= classes[4]!;
  return { ...drawn, stroke: isDark ? "paper" : "ink", thick: 1.8 };
}

function letter({ x, y }: Spot, words: string): Mark {
  return { kind: "words", x: x + 4, y: y + 12, words, size: 11, weight: "bold", halo: true };
}

/** Which shade is how many steps. */
function legend(y: number, pitch: number): readonly Mark[] {
  const words = "steps spent:";
  return [
    { kind: "words", x: 0, y: y + 4, words, size: 11.5, ink: "muted" },
    { kind: "disc", x: 6, y: y + 19, radius: 5, fill: "bound" },
    { kind: "words", x: 16, y: y + 23, words: "ends in this pit", size: 11.5, ink: "muted" },
    { kind: "disc", x: 126, y: y + 19, radius: 5, fill: "wish" },
    { kind: "words", x: 136, y: y + 23, words: "at the goal", size: 11.5, ink: "muted" },
    ...classes.slice(1).flatMap((least, i): readonly Mark[] => [
      {
        kind: "box",
        x: 82 + pitch * i,
        y: y - 7,
        width: 12,
        height: 12,
        round: 2,
        ...shade(least),
      },
      { kind: "words", x: 98 + pitch * i, y: y + 4, words: `${least}`, size: 11.5, ink: "muted" },
    ]),
  ];
}
