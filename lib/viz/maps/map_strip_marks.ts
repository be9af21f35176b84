/** What a strip of maps is drawn of: cells, lines around them, policies, signs. */
import { type Layer, short } from "../grammar/layer.ts";
import type { Json } from "../grammar/axis.ts";
import { csv } from "../marks/blend.ts";
import { dashPatterns } from "../look/theme.ts";
import { edgesOf, type MapPlane } from "./map_plane.ts";
import type { ReadStrip } from "./map_strip.ts";

type Numbers = readonly number[];

/** Marks of numbers in rows. */
export function plain(
  names: readonly string[],
  rows: readonly Numbers[],
  mark: Json,
  encoding: Json = {},
): Layer {
  const lines = rows.map((row) => row.map(short).join(","));
  return { legend: [], build: () => ({ data: csv(names, lines), mark, encoding }) };
}

export const square = ["x", "y", "x2", "y2"];
export const corners = { x2: { field: "x2" }, y2: { field: "y2" } };

/** Which shade a value has. */
export function shadeOf({ classes, shade }: ReadStrip): Json {
  const count = classes.length + 1;
  return {
    color: {
      field: "value",
      type: "quantitative",
      title: shade,
      scale: { type: "threshold", domain: classes, range: count === 6 ? "ramp" : `ramp${count}` },
      legend: null,
    },
  };
}

/** Cells in their shades, walls, and a dot where nothing is possible. */
export function grounds(strip: ReadStrip, { corner, at }: MapPlane): readonly Layer[] {
  const { rows, columns, cells, maps } = strip;
  const free = new Set(cells.map(({ row, column }) => row * columns + column));
  const blocked = Array.from({ length: rows * columns }, (_, i) => i).filter((i) => !free.has(i));
  const box = (map: number, row: number, column: number) => {
    const { x, y } = corner(map);
    return [x + column, y + row, x + column + 1, y + row + 1];
  };
  const walls = maps.flatMap((_, k) =>
    blocked.map((i) => box(k, Math.floor(i / columns), i % columns))
  );
  const shaded: Numbers[] = [], dotted: Numbers[] = [];
  maps.forEach(({ values }, map) =>
    cells.forEach(({ row, column }, i) => {
      const value = values[i]!;
      if (value > -Infinity) shaded.push([...box(map, row, column), value]);
      else dotted.push(Object.values(at({ map, row, column })));
    })
  );
  const tooltip = [{ field: "value", type: "quantitative", title: strip.shade, format: ".3~g" }];
  return [
    plain(
      square,
      walls,
      { type: "rect", style: ["hairline", "paperline"], strokeWidth: 0.5 },
      corners,
    ),
    plain([...square, "value"], shaded, { type: "rect", style: "paperline", strokeWidth: 0.5 }, {
      ...corners,
      ...shadeOf(strip),
      tooltip,
    }),
    plain(["x", "y"], dotted, {
      type: "point",
      filled: true,
      style: "hairline",
      size: 5,
      opacity: 1,
    }),
  ];
}

/** Lines around sets of cells. */
export function edges(
  { maps, cells, rows, columns }: ReadStrip,
  { corner }: MapPlane,
): readonly Layer[] {
  const number = new Map(cells.map(({ row, column }, i) => [row * columns + column, i]));
  const cellAt = (row: number, column: number) =>
    column >= 0 && column < columns ? number.get(row * columns + column) : undefined;
  return maps.flatMap(({ outlines = [] }, k) => {
    const { x, y } = corner(k);
    return outlines.map(({ inside, role, dash }) => {
      const isIn = (row: number, column: number) => inside[cellAt(row, column)!] === true;
      const isFree = (row: number, column: number) => cellAt(row, column) !== undefined;
      const pieces = edgesOf(isIn, isFree, { rows, columns })
        .map(([left, top, right, bottom]) => [x + left, y + top, x + right, y + bottom]);
      const broken = dash === undefined ? {} : { strokeDash: dashPatterns[dash] };
      const mark = { type: "rule", style: role, strokeWidth: 2.5, strokeCap: "square", ...broken };
      return plain(square, pieces, mark, corners);
    });
  });
}

const headings = [[0, -1], [1, 0], [0, 1], [-1, 0]] as const;

/** A policy: from the middle of each cell, as long as the number says. */
export function whiskers({ maps, cells }: ReadStrip, { at }: MapPlane): readonly Layer[] {
  const lines = maps.flatMap(({ whiskers = [] }, map) =>
    whiskers.flatMap((lengths, i) => {
      const { x, y } = at({ map, ...cells[i]! });
      return headings.flatMap(([dx, dy], way) =>
        lengths[way]! === 0
          ? []
          : [[x, y, x + 0.46 * dx * lengths[way]!, y + 0.46 * dy * lengths[way]!]]
      );
    })
  );
  if (lines.length === 0) return [];
  const stroke = (style: string, strokeWidth: number) => ({
    type: "rule",
    style,
    strokeWidth,
    strokeCap: "round",
  });
  return [
    plain(square, lines, stroke("paper", 4), corners),
    plain(square, lines, stroke("bound", 2), corners),
  ];
}

/** Where one starts and where one wants to be; other letters stand as they are. */
export function signs({ maps, cells }: ReadStrip, { at, unit }: MapPlane): readonly Layer[] {
  const size = Math.max(36, Math.min(160, (0.6 * unit) ** 2));
  const places = (wanted: (letter: string) => boolean) =>
    maps.flatMap((_, map) =>
      cells.filter(({ letter }) => wanted(letter)).map((cell) =>
        Object.values(at({ map, ...cell }))
      )
    );
  const sign = (letter: string, mark: Json) => {
    const found = places((each) => each === letter);
    return found.length === 0
      ? []
      : [plain(["x", "y"], found, { type: "point", filled: true, opacity: 1, size, ...mark })];
  };
  return [
    ...sign("S", { shape: "circle", style: ["paper", "inkline"], strokeWidth: 2 }),
    ...sign("G", { shape: "diamond", style: ["wish", "paperline"], strokeWidth: 1.5 }),
    ...letters({ cells, maps }, at, unit),
  ];
}

function letters(
  { cells, maps }: Pick<ReadStrip, "cells" | "maps">,
  at: MapPlane["at"],
  unit: number,
): readonly Layer[] {
  const values = maps.flatMap((_, map) =>
    cells.filter(({ letter }) => !["S", "G", ".", " "].includes(letter))
      .map(({ letter, ...cell }) => ({ ...at({ map, ...cell }), letter }))
  );
  if (values.length === 0) return [];
  const text = {
    type: "text",
    baseline: "middle",
    fontSize: Math.max(9, Math.min(14, 0.6 * unit)),
  };
  const encoding = { text: { field: "letter", type: "nominal" } };
  const word = (style: string) => ({ mark: { ...text, style }, encoding });
  return [{ legend: [], build: () => ({ data: { values }, layer: [word("halo"), word("ink")] }) }];
}
