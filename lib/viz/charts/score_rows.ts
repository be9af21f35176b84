/** Methods below each other: every run a dot, the statistic a stroke, its interval a bar behind. */
import {
  anyList,
  list,
  optional,
  record,
  refusal,
  required,
  settings,
  type Shape,
  text,
} from "../../math/mod.ts";
import { AXIS, type Axis, type Json } from "../grammar/axis.ts";
import { type Figure, figure } from "../grammar/figure.ts";
import type { Layer } from "../grammar/layer.ts";
import { few, layer, place, role, sentence } from "../grammar/shapes.ts";
import { phoneWidth, pixelOf } from "../grammar/word_boxes.ts";
import type { Role } from "../look/colours.ts";
import { textWidth } from "../look/text_width.ts";
import { label } from "../marks/label.ts";
import type { MethodScore } from "./learning.ts";

/** A number of one method over its runs; its role gives the colour. */
export interface ScoreRow extends MethodScore {
  readonly role: Role;
}

/** What {@link scoreRows} draws. */
export interface ScoreRowsParts {
  readonly headline?: string;
  readonly description: string;
  /** What is measured, with a domain; what lies outside is named at the edge. */
  readonly x: Axis;
  /** From the top down. */
  readonly rows: readonly ScoreRow[];
  /** A value to compare with, as a dashed line. */
  readonly reference?: { readonly x: number; readonly label: string };
  /** More marks: y counts rows from 0 downwards. */
  readonly more?: readonly Layer[];
}

const ROW = record(
  { name: text, role, runs: few, estimate: place, low: place, high: place },
) as Shape<ScoreRow>;
const ROWS = settings({
  headline: optional(text),
  description: required(sentence),
  x: required(AXIS),
  rows: required(list(ROW)),
  reference: optional(record({ x: place, label: text })),
  more: optional(anyList(layer)),
});

const doing = "draw rows of scores";

/**
 * Scores of methods, a row each, on the range where they differ: the name stands beside its row with
 * the statistic, rounded to whole numbers where they are large.
 *
 * @throws {TypeError} when x has no domain
 */
export function scoreRows(parts: ScoreRowsParts): Figure {
  const { headline, description, x, rows, reference, more = [] } = ROWS.read(doing, parts, "parts");
  const { domain } = x;
  if (domain === undefined) {
    throw new TypeError(refusal(doing, "x.domain", domain, "the range where methods differ"));
  }
  const inside = (value: number) => value >= domain[0] && value <= domain[1];
  return figure({
    ...(headline === undefined ? {} : { headline }),
    description,
    x: { grid: true, ...x },
    y: { title: "method", domain: [rows.length - 0.4, -1.1], hidden: true },
    width: 450,
    height: Math.round(29 * (rows.length + 0.7)),
    layers: [
      ...(reference === undefined ? [] : referenceLine(reference, rows.length, x)),
      ...rows.flatMap((row, y) =>
        inside(row.estimate) ? rowOf(row, y, x) : [edgeWords(row, y, domain)]
      ),
      ...more,
    ],
  });
}

function plain(values: readonly object[], mark: Json, encoding: Json): Layer {
  return { legend: [], build: () => ({ data: { values }, mark, encoding }) };
}

/** Interval, runs, statistic, name. */
function rowOf({ role, runs, estimate, low, high, name }: ScoreRow, y: number, x: Axis) {
  const flat = { x2: { field: "x2" } };
  const thick = { type: "rule", style: "quiet", strokeWidth: 7, opacity: 0.3, clip: true };
  const dot = { type: "point", filled: true, style: role, size: 26, opacity: 0.75, clip: true };
  const stroke = { type: "rule", style: role, strokeWidth: 4 };
  return [
    plain([{ x: low, x2: high, y }], thick, flat),
    plain(Array.from(runs, (x) => ({ x, y })), dot, {}),
    plain([{ x: estimate, y: y - 0.38, y2: y + 0.38 }], stroke, { y2: { field: "y2" } }),
    nameOf({ role, name, estimate }, [low, high, ...Array.from(runs)], y, x),
  ];
}

/** In a column at the left if there is room beside all that is drawn on a phone, else to the right. */
function nameOf(
  { role, name, estimate }: Pick<ScoreRow, "role" | "name" | "estimate">,
  drawn: readonly number[],
  y: number,
  x: Axis,
): Layer {
  const words = `${name}: ${numberWords(estimate)}`;
  const [low, high] = [Math.min(...drawn), Math.max(...drawn)];
  const gap = (x.domain![1] - x.domain![0]) * 0.02;
  const room = pixelOf(low - gap, x, phoneWidth)!;
  return room >= textWidth(words, { weight: "bold" })
    ? label({ text: words, x: x.domain![0], y, align: "left", role })
    : label({ text: words, x: high + gap, y, align: "left", role });
}

/** A score that is off the scale, named at the edge where it would be. */
function edgeWords(
  { role, name, estimate }: ScoreRow,
  y: number,
  domain: readonly [number, number],
) {
  const words = `${name}: ${numberWords(estimate)}`;
  return estimate < domain[0]
    ? label({ text: `◂ ${words}`, x: domain[0], y, role })
    : label({ text: `${words} ▸`, x: domain[1], y, role, align: "right" });
}

/** Three digits that mean something. */
function numberWords(value: number): string {
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : 2;
  return `${value < 0 ? "−" : ""}${size.toFixed(digits)}`;
}

function referenceLine(
  { x: at, label: words }: { x: number; label: string },
  rows: number,
  x: Axis,
) {
  const mark = { type: "rule", style: "ink", strokeWidth: 1.5, strokeDash: [6, 4] };
  const [from, to] = x.domain!;
  const isRight = at > (from + to) / 2;
  const gap = (to - from) * 0.012;
  return [
    plain([{ x: at, y: -1.1, y2: rows - 0.4 }], mark, { y2: { field: "y2" } }),
    label({
      text: words,
      x: at + (isRight ? -gap : gap),
      y: -0.75,
      align: isRight ? "right" : "left",
      bold: false,
    }),
  ];
}
