/** Small multiples: the same axes again and again, on one scale, words at the edges only. */
import {
  anyList,
  flag,
  list,
  optional,
  record,
  required,
  setting,
  settings,
  text,
  whole,
} from "../../math/mod.ts";
import { AXIS, type Axis, axisTitle, type Json } from "../grammar/axis.ts";
import { type Figure, figure } from "../grammar/figure.ts";
import type { Headings } from "../grammar/headline.ts";
import type { Layer } from "../grammar/layer.ts";
import { panels } from "../grammar/panels.ts";
import { layer, pixels, sentence } from "../grammar/shapes.ts";
import { labelRoom } from "../grammar/ticks.ts";

/** What {@link multiples} draws. */
export interface MultiplesParts extends Omit<Headings, "title"> {
  readonly description: string;
  /** Of every panel; with a domain, for they share one scale. */
  readonly x: Axis;
  readonly y: Axis;
  readonly panels: readonly { readonly title: string; readonly layers: readonly Layer[] }[];
  /** Panels in a row; default 3. */
  readonly columns?: number;
  /** Of one panel, pixels; default: what makes the row 450 wide. */
  readonly width?: number;
  /** Default 138. */
  readonly height?: number;
  /** Height shrinks with width where there is little room. */
  readonly keepsShape?: boolean;
}

const MULTIPLES = settings({
  headline: optional(text),
  subtitle: optional(anyList(text)),
  description: required(sentence),
  x: required(AXIS),
  y: required(AXIS),
  panels: required(list(record({ title: text, layers: list(layer) }))),
  columns: setting(whole(1, 20), 3),
  width: optional(pixels),
  height: setting(pixels, 138),
  keepsShape: setting(flag, false),
});

/** Between two panels, across and down, pixels. */
const [aside, below] = [16, 46];

/**
 * Small multiples: a film as one picture. Labels stand at the left and at the foot only, and the
 * title of y once, above the first panel. On a phone they stay beside each other.
 */
export function multiples(parts: MultiplesParts): Figure {
  const read = MULTIPLES.read("draw small multiples", parts, "parts");
  const { x, y, columns, height, keepsShape, panels: each, description } = read;
  const width = read.width ?? Math.floor((450 - aside * (columns - 1)) / columns);
  const figures = each.map(({ title, layers }, i) => {
    const isLeft = i % columns === 0;
    const isFoot = i + columns >= each.length;
    const made = figure({ description, x, y, width, height, keepsShape, layers });
    return { ...made, spec: trimmed(made.spec, { title, isLeft, isFoot, isFirst: i === 0, y, x }) };
  });
  const { headline, subtitle } = read;
  const { spec } = panels({
    description,
    figures,
    columns,
    together: true,
    ...(headline === undefined ? {} : { headline }),
    ...(subtitle === undefined ? {} : { subtitle }),
  });
  const title = spec.title === undefined ? {} : { title: { ...(spec.title as Json), offset: 26 } };
  return {
    description,
    spec: { ...spec, ...title, spacing: { row: below, column: aside }, bounds: "flush" },
  };
}

/** A panel's name above it: a title would stand above that of y. */
function name(text: string): Json {
  return {
    data: { values: [{ text }] },
    mark: { type: "text", align: "left", baseline: "bottom", fontWeight: "bold", style: "ink" },
    encoding: { x: { value: 0 }, y: { value: -9 }, text: { field: "text", type: "nominal" } },
  };
}

interface Trim {
  readonly title: string;
  readonly isLeft: boolean;
  readonly isFoot: boolean;
  readonly isFirst: boolean;
  readonly x: Axis;
  readonly y: Axis;
}

/** One panel with those of its words that are not said elsewhere. */
function trimmed(spec: Json, { title, isLeft, isFoot, isFirst, x, y }: Trim): Json {
  const { x: across, y: up } = spec.encoding as { readonly x: Json; readonly y: Json };
  const footed = isFoot ? {} : { labels: false, ticks: false };
  const foot = { ...footed, title: isFoot && isLeft ? axisTitle(x) : null, titleAnchor: "start" };
  const left = {
    labels: isLeft,
    title: isFirst ? axisTitle(y) : null,
    titleX: -labelRoom(y),
    titleY: -32,
  };
  const axis = (channel: Json, more: Json) =>
    channel.axis === null ? channel : { ...channel, axis: { ...(channel.axis as Json), ...more } };
  return {
    ...spec,
    layer: [...(spec.layer as readonly Json[]), name(title)],
    encoding: { x: axis(across, foot), y: axis(up, left) },
  };
}
