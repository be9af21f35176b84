import type { Json } from "../grammar/axis.ts";
import type { Layer } from "../grammar/layer.ts";
import { type Ink, inks, type Scene } from "./scene.ts";

/** The name of the signal that says which frame is shown. */
export const frame = "filmFrame";

/** Rows of comma-separated numbers by ink. */
type Rows = Map<Ink, string[]>;

/** Layers for segments and discs, one for each ink; `scale` thins lines and shrinks discs. */
export function drawn(
  scenes: readonly Scene[],
  motion: "fixed" | "moving",
  scale = 1,
): readonly Layer[] {
  const [segments, discs]: [Rows, Rows] = [new Map(), new Map()];
  scenes.forEach((scene, k) => {
    for (const { ink, ends } of scene.segments) put(segments, ink, [...ends, k]);
    for (const { ink, x, y } of scene.discs) put(discs, ink, [x, y, k]);
  });
  return [
    ...[...segments].map(([ink, rows]) =>
      marks(["x", "y", "x2", "y2", "k"], rows, motion, stroke(ink, scale))
    ),
    ...[...discs].map(([ink, rows]) => marks(["x", "y", "k"], rows, motion, disc(ink, scale))),
  ];
}

/** Four digits are less than a tenth of a pixel. */
function put(rows: Rows, ink: Ink, numbers: readonly number[]): void {
  const row = numbers.map((each) => Number(each.toFixed(4))).join(",");
  const others = rows.get(ink);
  if (others === undefined) rows.set(ink, [row]);
  else others.push(row);
}

/** The rows as one text: a notebook would give every number a line of its own. */
function marks(
  names: readonly string[],
  rows: readonly string[],
  motion: "fixed" | "moving",
  mark: Json,
): Layer {
  const parse = Object.fromEntries(names.map((name) => [name, "number"]));
  return plain({
    data: { values: [names.join(","), ...rows].join("\n"), format: { type: "csv", parse } },
    ...(motion === "moving" ? { transform: [{ filter: `datum.k === ${frame}` }] } : {}),
    mark,
    encoding: mark.type === "rule" ? { x2: { field: "x2" }, y2: { field: "y2" } } : {},
  });
}

function stroke(ink: Ink, scale: number): Json {
  const { style, width, dash } = inks[ink];
  const strokeCap = ink === "block" || dash !== undefined ? "butt" : "round";
  const dashed = dash === undefined ? {} : { strokeDash: dash };
  const strokeWidth = scale * width;
  return { type: "rule", style, strokeWidth, strokeCap, clip: true, ...dashed };
}

function disc(ink: Ink, scale: number): Json {
  const { style, area } = inks[ink];
  const size = scale ** 2 * area;
  return { type: "point", filled: true, style, opacity: 1, size, clip: true };
}

/** A layer without a place in the legend. */
export function plain(spec: Json): Layer {
  return { legend: [], build: () => spec };
}
