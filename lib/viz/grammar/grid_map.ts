import { type Json, requireSome } from "./axis.ts";
import { type Figure, figure } from "./figure.ts";
import { type Layer, mostRows, short } from "./layer.ts";

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

/**
 * A gridworld from above: a shade a cell, walls grey, the map's letters, and optionally whiskers
 * that show a policy. With several frames a slider moves through them.
 *
 * @throws {RangeError} when a frame has not one finite value a cell
 */
export function gridMap(parts: GridMapParts): Figure {
  const { first } = requireSome("frames", parts.frames);
  checkFrames(parts);
  const size = parts.cellSize ?? Math.max(14, Math.min(48, Math.round(300 / parts.columns)));
  const { slider } = parts;
  const from = slider?.first ?? 0;
  return figure({
    description: parts.description,
    ...(parts.title === undefined ? {} : { title: parts.title }),
    x: { title: "column", domain: [-0.5, parts.columns - 0.5], ticks: Math.min(parts.columns, 8) },
    y: { title: "row", domain: [parts.rows - 0.5, -0.5], ticks: Math.min(parts.rows, 8) },
    width: size * parts.columns,
    height: size * parts.rows,
    ...(slider === undefined ? {} : {
      slider: {
        label: slider.label,
        min: from,
        max: from + parts.frames.length - 1,
        start: slider.start,
      },
    }),
    layers: [
      walls(parts),
      shades(parts, from, size),
      ...(parts.whiskers === undefined ? [] : [whiskersOf(parts, parts.whiskers)]),
      ...(first.length === 0 ? [] : [letters(parts, size)]),
    ],
  });
}

function checkFrames({ frames, cells, shade }: GridMapParts): void {
  frames.forEach((values, frame) => {
    if (values.length !== cells.length) {
      throw new RangeError(
        `Cannot draw ${shade}: frame ${frame} has ${values.length} values, ` +
          `expected ${cells.length}, one a cell`,
      );
    }
    for (let i = 0; i < values.length; i++) {
      if (Number.isFinite(values[i])) continue;
      throw new RangeError(
        `Cannot draw ${shade}: frame ${frame} has ${values[i]} at cell ${i}, ` +
          "expected a finite number",
      );
    }
  });
  if (frames.length * cells.length > mostRows) {
    throw new RangeError(
      `Cannot draw ${shade}: ${frames.length} frames of ${cells.length} cells, ` +
        `expected at most ${mostRows} values; leave out frames`,
    );
  }
}

const corner = (axis: "x" | "y", field: string): Json[] => [
  { calculate: `datum.${field} - 0.5`, as: axis },
  { calculate: `datum.${field} + 0.5`, as: `${axis}2` },
];
/** The square of a row and column, computed by the chart: a slider's file stays small. */
const squares = [...corner("x", "column"), ...corner("y", "row")];
const corners = { x2: { field: "x2" }, y2: { field: "y2" } };

function walls({ rows, columns, cells }: GridMapParts): Layer {
  const free = new Set(cells.map(({ row, column }) => row * columns + column));
  const blocked = Array.from({ length: rows * columns }, (_, i) => i).filter((i) => !free.has(i));
  return fixed(() => ({
    data: { values: blocked.map((i) => ({ row: Math.floor(i / columns), column: i % columns })) },
    transform: squares,
    mark: { type: "rect", color: "#8a8a8a" },
    encoding: corners,
  }));
}

function shades(parts: GridMapParts, from: number, size: number): Layer {
  const values = parts.frames.flatMap((frame, k) =>
    parts.cells.map(({ row, column }, i) => ({
      row,
      column,
      value: short(frame[i]!),
      ...(parts.frames.length === 1 ? {} : { frame: from + k }),
    }))
  );
  const all = values.map(({ value }) => value);
  return fixed((frame) => ({
    data: { values },
    transform: [
      ...(frame === undefined ? [] : [{ filter: `datum.frame === ${frame}` }]),
      ...squares,
    ],
    mark: { type: "rect", strokeWidth: 0.5, stroke: "#8a8a8a" },
    encoding: {
      ...corners,
      fill: {
        field: "value",
        type: "quantitative",
        title: parts.shade,
        scale: {
          scheme: "viridis",
          domain: parts.domain ?? [Math.min(...all), Math.max(...all)],
          clamp: true,
        },
        legend: {
          orient: "bottom", // so that three maps stand side by side
          gradientLength: Math.min(180, size * parts.columns),
          titleFontWeight: "normal",
          tickCount: 5,
        },
      },
      tooltip: ["row", "column", "value"].map((field) => ({
        field,
        type: "quantitative",
        title: field === "value" ? parts.shade : field,
      })),
    },
  }));
}

function letters({ cells }: GridMapParts, size: number): Layer {
  const values = cells.filter(({ letter }) => letter !== ".")
    .map(({ row, column, letter }) => ({ x: column - 0.44, y: row - 0.42, letter }));
  const text = {
    type: "text",
    align: "left",
    baseline: "top",
    fontSize: Math.max(9, size * 0.3),
    fontWeight: "bold",
  };
  const encoding = { text: { field: "letter", type: "nominal" } };
  return fixed(() => ({
    data: { values },
    layer: [
      { mark: { ...text, color: "#ffffff", stroke: "#ffffff", strokeWidth: 3 }, encoding },
      { mark: { ...text, color: "#111111" }, encoding },
    ],
  }));
}

const headings = [[0, -1], [1, 0], [0, 1], [-1, 0]] as const;

function whiskersOf({ cells }: GridMapParts, lengths: readonly ArrayLike<number>[]): Layer {
  const values = cells.flatMap(({ row, column }, i) =>
    headings.map(([dx, dy], way) => ({
      x: column,
      y: row,
      x2: short(column + 0.46 * dx * (lengths[i]?.[way] ?? 0)),
      y2: short(row + 0.46 * dy * (lengths[i]?.[way] ?? 0)),
    }))
  );
  return fixed(() => ({
    data: { values },
    layer: [
      { mark: { type: "rule", strokeWidth: 4.5, color: "#111111", strokeCap: "round" } },
      { mark: { type: "rule", strokeWidth: 2, color: "#ffffff", strokeCap: "round" } },
    ],
    encoding: corners,
  }));
}

/** A layer without a place in the legend. */
function fixed(build: (frame: string | undefined) => Json): Layer {
  return { legend: [], build: (context) => build(context.frame) };
}
