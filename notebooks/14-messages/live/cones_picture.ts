/** Chapter 14, live: two messages, and one way between them. */
import {
  type Board,
  type Cell,
  cellUnder,
  type Drawing,
  type Ink,
  type Mark,
  type Scene,
  type Spot,
  squareOf,
} from "lib/live";
import type { Given, Sighting, Values } from "./cones_values.ts";

const head = 28, gap = 18;

/** The way, and the messages α and β: beside each other, or the messages below where it is narrow. */
export function boardsIn(width: number, { map }: Given): readonly [Board, Board, Board] {
  const rows = map.split("\n").length,
    columns = map.indexOf("\n") < 0 ? map.length : map.indexOf("\n");
  const isWide = width >= 600, at = { rows, columns };
  const large = Math.min(38, Math.floor((isWide ? 0.44 * width : width) / columns));
  const rest = isWide ? width - large * columns - 2 * gap - 8 : width - gap;
  const small = Math.min(26, Math.floor(rest / 2 / columns));
  const [x, y] = isWide ? [large * columns + gap + 8, head] : [0, head + large * rows + gap + 24];
  return [
    { x: 0, y: head, cell: large, ...at },
    { x, y, cell: small, ...at },
    { x: x + small * columns + gap, y, cell: small, ...at },
  ];
}

/** The cell under a pointer, on whichever map. */
export function cellAt(spot: Spot, width: number, given: Given): Cell | undefined {
  for (const board of boardsIn(width, given)) {
    const found = cellUnder(board, spot);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** One way, seen once, and the messages that it obeys. */
export function draw(scene: Scene<Sighting, Values>, given: Given): Drawing {
  const { values, choices, width, shown } = scene;
  const [way, past, future] = boardsIn(width, given);
  const cells = cellsOf(given), { cell: seen, steps } = choices;
  const t = shown ? ` after ${steps} steps` : "";
  const empty = (board: Board) => cells.map((cell) => dot(squareOf(board, placeOf(cell))));
  const title = (board: Board, words: string, ink: Ink): Mark => {
    return { kind: "words", x: board.x, y: board.y - 10, words, weight: "bold", ink };
  };
  const low = Math.max(way.y + way.rows * way.cell, past.y + past.rows * past.cell);
  const legendAt = width >= 600 ? past.y + past.rows * past.cell + 26 : low + 26;
  const marks: readonly Mark[] = [
    title(way, shown ? "seen here: where from, where to" : "the field", "ink"),
    title(past, "α: past", "world"),
    title(future, "β: future", "wish"),
    ...shown
      ? [
        ...cells.flatMap((cell) => wayMarks(squareOf(way, placeOf(cell)), cell, values, seen)),
        ...message(past, cells, values.forward, seen),
        ...message(future, cells, values.backward, seen),
        ...legend(past.x, legendAt, t),
      ]
      : [way, past, future].flatMap(empty),
    ...[way, past, future].flatMap((board) => cells.flatMap((cell) => letterIn(board, cell))),
  ];
  return { width, height: Math.max(low, legendAt + 52) + 6, marks };
}

/** A cell of the map. */
interface Place extends Cell {
  readonly letter: string;
  readonly state: number;
}

/** The map's cells, row by row. */
export function cellsOf({ map }: Given): readonly Place[] {
  return map.split("\n").flatMap((line, row) =>
    [...line].map((letter, column) => ({ row, column, letter, state: row * line.length + column }))
  );
}

function placeOf({ row, column }: Cell): Cell {
  return { row, column };
}

type Square = ReturnType<typeof squareOf>;

/** Where one may have come from is a square, where one may go a disc; both by expected visits. */
function wayMarks(square: Square, { state }: Place, values: Values, seen: number): readonly Mark[] {
  const { x, y, width } = square, middle = { x: x + width / 2, y: y + width / 2 };
  const [before, later] = [values.past[state]!, values.future[state]!].map((each) =>
    Math.sqrt(Math.min(1, each))
  ) as [number, number];
  return [
    before < 0.05 ? dot(square) : { ...square, fill: "world" as const, fillOpacity: 0.85 * before },
    ...later < 0.05 ? [] : [
      {
        kind: "disc",
        ...middle,
        radius: later * 0.42 * width,
        fill: "wish",
        stroke: "paper",
      } as const,
    ],
    ...state === seen
      ? [
        { ...square, stroke: "bound", thick: 3 } as const,
        { kind: "disc", ...middle, radius: 0.24 * width, fill: "bound" } as const,
      ]
      : [],
  ];
}

/** Nats below the map's best cell, in classes: the same for both messages. */
const classes = [1, 3, 6, 12, 24];

function message(
  board: Board,
  cells: readonly Place[],
  logs: ArrayLike<number>,
  seen: number,
): readonly Mark[] {
  const best = Math.max(...Array.from(logs));
  return cells.flatMap((cell): readonly Mark[] => {
    const square = squareOf(board, placeOf(cell)), below = best - logs[cell.state]!;
    const rim = cell.state === seen ? [{ ...square, stroke: "bound" as const, thick: 2.5 }] : [];
    if (below === Infinity) return [dot(square), ...rim];
    return [{ ...square, round: 1, fill: shadeOf(below) }, ...rim];
  });
}

function shadeOf(below: number): Ink {
  const which = classes.findIndex((most) => below < most);
  return `ramp-${(which < 0 ? 0 : 5 - which) as 0 | 1 | 2 | 3 | 4 | 5}`;
}

/** Impossible is bare paper with a dot; unlikely has a tint. */
function dot({ x, y, width }: Square): Mark {
  return { kind: "disc", x: x + width / 2, y: y + width / 2, radius: 1.2, fill: "hairline" };
}

function letterIn(board: Board, { letter, ...cell }: Place): readonly Mark[] {
  if (letter === ".") return [];
  const { x, y, width } = squareOf(board, placeOf(cell)), size = Math.min(13, 0.62 * width);
  const at = { x: x + width / 2, y: y + width / 2 + 0.36 * size };
  return [{
    kind: "words",
    ...at,
    words: letter,
    anchor: "middle",
    size,
    weight: "bold",
    halo: true,
  }];
}

function legend(x: number, y: number, t: string): readonly Mark[] {
  const small = { size: 11.5, ink: "muted" } as const;
  return [
    { kind: "words", x, y, words: `nats below the map's best${t}:`, ...small },
    ...[...classes, undefined].flatMap((most, i): readonly Mark[] => [
      {
        kind: "box",
        x: x + 40 * i,
        y: y + 9,
        width: 38,
        height: 10,
        fill: shadeOf(most === undefined ? 99 : most - 0.5),
      },
      ...most === undefined ? [] : [
        {
          kind: "words",
          x: x + 39 + 40 * i,
          y: y + 32,
          words: `${most}`,
          anchor: "middle",
          ...small,
        } as const,
      ],
    ]),
    { kind: "disc", x: x + 4, y: y + 45, radius: 1.5, fill: "hairline" },
    { kind: "words", x: x + 14, y: y + 49, words: "impossible", ...small },
  ];
}
