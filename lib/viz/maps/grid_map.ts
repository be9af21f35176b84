import {
  list,
  optional,
  record,
  refusal,
  required,
  type Resolved,
  setting,
  settings,
  text,
  vector,
  whole,
} from "../../math/mod.ts";
import { ends, few, place, sentence, strength } from "../grammar/shapes.ts";
import { type Figure, figure } from "../grammar/figure.ts";
import { mostRows } from "../grammar/layer.ts";
import { type HeatScale, heatScale } from "../marks/heat.ts";
import { letters, shades, walls, whiskersOf } from "./map_layers.ts";

/** A free cell of a map; row 0 is the top. */
export interface MapCell {
  readonly row: number;
  readonly column: number;
  /** As in the map's text: letters other than `.` are written into the cell. */
  readonly letter: string;
}

/** What {@link gridMap} draws. */
export interface GridMapParts {
  readonly description: string;
  readonly title?: string;
  /** The finding, in at most two lines. */
  readonly headline?: string;
  /** Default viridis, brighter is more; see {@link heat}. */
  readonly scale?: HeatScale;
  readonly rows: number;
  readonly columns: number;
  /** The free cells; every other place is a wall. */
  readonly cells: readonly MapCell[];
  /** What the shades mean, with its unit. */
  readonly shade: string;
  /** One list of values a frame, a value a cell. */
  readonly frames: readonly ArrayLike<number>[];
  /** Ends of the shades, beyond which they do not change; default: least and greatest value. */
  readonly domain?: readonly [number, number];
  /** Several frames need a slider: its words, and the frame it starts at. */
  readonly slider?: { readonly label: string; readonly start: number; readonly first?: number };
  /**
   * Whiskers from the middle of each cell, as long as the number says (1 reaches the edge): four a
   * cell, to the north, east, south and west, e.g. the probabilities of the actions.
   */
  readonly whiskers?: readonly ArrayLike<number>[];
  /** Pixels a cell; default: what makes the map about 300 wide. */
  readonly cellSize?: number;
}

const side = whole(1, 200);
const MAP = settings({
  description: required(sentence),
  title: optional(text),
  headline: optional(text),
  scale: setting(heatScale, "viridis"),
  rows: required(side),
  columns: required(side),
  cells: required(list(record({ row: whole(0), column: whole(0), letter: text }))),
  shade: required(text),
  frames: required(list(few)),
  domain: optional(ends),
  slider: optional(
    settings({ label: required(text), start: required(place), first: optional(place) }),
  ),
  whiskers: optional(list(vector(4, place))),
  cellSize: optional(strength),
});

/** The map that is drawn. */
type Read = Resolved<typeof MAP>;

/**
 * A gridworld from above: a shade a cell, walls grey, the map's letters, and optionally whiskers
 * that show a policy. With several frames a slider moves through them.
 *
 * @throws {RangeError} when a frame has not one finite value a cell
 */
export function gridMap(given: GridMapParts): Figure {
  const parts = MAP.read("draw a map", given, "parts");
  checkFrames(parts);
  checkCells(parts);
  const { description, title, headline, rows, columns, slider, frames, whiskers } = parts;
  const size = parts.cellSize ?? Math.max(14, Math.min(48, Math.round(300 / columns)));
  const from = slider?.first ?? 0;
  const sliderOf = ({ label, start }: { readonly label: string; readonly start: number }) => ({
    slider: { label, min: from, max: from + frames.length - 1, start },
  });
  return figure({
    description,
    ...(title === undefined ? {} : { title }),
    ...(headline === undefined ? {} : { headline }),
    keepsShape: true,
    x: { title: "column", domain: [-0.5, columns - 0.5], ticks: Math.min(columns, 8) },
    y: { title: "row", domain: [rows - 0.5, -0.5], ticks: Math.min(rows, 8) },
    width: size * columns,
    height: size * rows,
    ...(slider === undefined ? {} : sliderOf(slider)),
    layers: [
      walls(parts),
      shades(parts, from, size),
      ...(whiskers === undefined ? [] : [whiskersOf(parts, whiskers)]),
      letters(parts, size),
    ],
  });
}

function checkFrames({ frames, cells, slider, whiskers }: Read): void {
  const doing = "draw a map";
  const uneven = frames.findIndex(({ length }) => length !== cells.length);
  if (uneven >= 0) {
    const got = `${frames[uneven]!.length} long`;
    throw new RangeError(refusalOf(`frames[${uneven}]`, got, `${cells.length}, one value a cell`));
  }
  if (whiskers !== undefined && whiskers.length !== cells.length) {
    throw new RangeError(refusalOf("whiskers", `${whiskers.length} long`, `${cells.length}`));
  }
  if (frames.length > 1 && slider === undefined) {
    throw new TypeError(refusal(doing, "slider", undefined, "one, for there are several frames"));
  }
  if (frames.length * cells.length > mostRows) {
    const got = `${frames.length} lists of ${cells.length}`;
    throw new RangeError(refusalOf("frames", got, `at most ${mostRows} values; leave out frames`));
  }
}

function checkCells({ cells, rows, columns }: Read): void {
  cells.forEach(({ row, column }, i) => {
    if (row < rows && column < columns) return;
    const got = `at ${row}, ${column}`;
    throw new RangeError(
      refusalOf(`cells[${i}]`, got, `a place in ${rows} rows, ${columns} columns`),
    );
  });
}

const refusalOf = (argument: string, got: string, wish: string) =>
  `Cannot draw a map: ${argument} is ${got}, expected ${wish}`;
