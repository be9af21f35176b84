/** What a map is drawn of: walls, shades, letters, whiskers. */
import type { Json } from "../grammar/axis.ts";
import { type Layer, short } from "../grammar/layer.ts";
import { type HeatScale, shadesOf } from "../marks/heat.ts";
import type { MapCell } from "./grid_map.ts";

/** What the layers of a map need to know. */
export interface MapParts {
  readonly rows: number;
  readonly columns: number;
  readonly cells: readonly MapCell[];
  readonly shade: string;
  readonly frames: readonly ArrayLike<number>[];
  readonly scale: HeatScale;
  readonly domain?: readonly [number, number];
}

const corner = (axis: "x" | "y", field: string): Json[] => [
  { calculate: `datum.${field} - 0.5`, as: axis },
  { calculate: `datum.${field} + 0.5`, as: `${axis}2` },
];
/** The square of a row and column, computed by the chart: a slider's file stays small. */
const squares = [...corner("x", "column"), ...corner("y", "row")];
const corners = { x2: { field: "x2" }, y2: { field: "y2" } };

export function walls({ rows, columns, cells }: MapParts): Layer {
  const free = new Set(cells.map(({ row, column }) => row * columns + column));
  const blocked = Array.from({ length: rows * columns }, (_, i) => i).filter((i) => !free.has(i));
  return fixed(() => ({
    data: { values: blocked.map((i) => ({ row: Math.floor(i / columns), column: i % columns })) },
    transform: squares,
    mark: { type: "rect", style: "hairline" },
    encoding: corners,
  }));
}

export function shades(parts: MapParts, from: number, size: number): Layer {
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
    mark: { type: "rect", strokeWidth: 0.5, style: "paperline" },
    encoding: {
      ...corners,
      fill: {
        field: "value",
        type: "quantitative",
        title: parts.shade,
        scale: {
          ...shadesOf(parts.scale, parts.domain ?? [Math.min(...all), Math.max(...all)]),
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

export function letters({ cells }: MapParts, size: number): Layer {
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
      { mark: { ...text, style: "halo" }, encoding },
      { mark: { ...text, style: "ink" }, encoding },
    ],
  }));
}

const headings = [[0, -1], [1, 0], [0, 1], [-1, 0]] as const;

export function whiskersOf({ cells }: MapParts, lengths: readonly ArrayLike<number>[]): Layer {
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
      { mark: { type: "rule", strokeWidth: 4.5, style: "ink", strokeCap: "round" } },
      { mark: { type: "rule", strokeWidth: 2, style: "paper", strokeCap: "round" } },
    ],
    encoding: corners,
  }));
}

/** A layer without a place in the legend. */
function fixed(build: (frame: string | undefined) => Json): Layer {
  return { legend: [], build: (context) => build(context.frame) };
}
