import {
  between,
  flag,
  list,
  oneOf,
  optional,
  required,
  setting,
  settings,
  text,
  vector,
} from "../../math/mod.ts";
import { apart, column, columnTable, dash, drawing, places, strength } from "./shapes.ts";
import {
  type Columns,
  frameFilter,
  type Layer,
  type LayerContext,
  type LegendKind,
  rows,
  tooltip,
} from "./layer.ts";
import type { Axis, Json } from "./axis.ts";
import { nameChannels } from "./legend.ts";
import { dashPatterns } from "../look/theme.ts";

const COLUMNS = { name: required(text), x: required(places), y: required(column), ...columnTable };
const shown = between(0, 1);
const LINE = settings({
  ...COLUMNS,
  width: setting(strength, 2.5),
  dash: optional(dash),
  opacity: setting(shown, 1),
  casing: setting(flag, false),
});
const DOTS = settings({
  ...COLUMNS,
  size: setting(strength, 45),
  opacity: setting(shown, 0.85),
  shape: optional(oneOf("circle", "triangle-up", "square", "diamond", "cross", "triangle-down")),
  belief: optional(vector("n", shown)),
});
const BARS = settings({ ...COLUMNS, opacity: setting(shown, 0.8) });
const GROUPS = list(apart(settings(COLUMNS)));

/** What a line may have beside its columns. */
export interface LineLook {
  /** Pixels; default 2.5. */
  readonly width?: number;
  /** How it is broken; default: solid, or by its place in the legend. */
  readonly dash?: keyof typeof dashPatterns;
  readonly opacity?: number;
  /** A wider line of paper under it, so that it is seen on what it crosses. */
  readonly casing?: boolean;
}

/** A curve through the points in the order given, so closed outlines work too. */
export function line(parts: Columns & LineLook): Layer {
  const { width, dash, opacity, casing, ...columns } = LINE.read(
    drawing(parts, "a line"),
    parts,
    "parts",
  );
  const mark = {
    type: "line",
    strokeWidth: width,
    strokeJoin: "round",
    ...(opacity === 1 ? {} : { opacity }),
    ...(dash === undefined ? {} : { strokeDash: dashPatterns[dash] }),
  };
  const detail = (["frame", "group"] as const).filter((each) => columns[each] !== undefined);
  const drawn = named(columns, "line", mark, {
    order: { field: "i" },
    ...(detail.length === 0 ? {} : { detail: detail.map((field) => ({ field })) }),
  });
  return casing ? cased(drawn, { ...mark, strokeWidth: width + 3 }) : drawn;
}

/** The same marks twice, first in paper. */
function cased({ legend, build }: Layer, under: Json): Layer {
  return {
    legend,
    build: (context) => {
      const { mark, encoding, ...shared } = build(context);
      const { stroke: _stroke, strokeDash: _dash, tooltip: _tooltip, ...rest } = encoding as Json;
      const { strokeDash: _broken, ...whole } = under as Json;
      const paper = { mark: { clip: true, style: "paper", ...whole }, encoding: rest };
      return { ...shared, layer: [paper, { mark, encoding }] };
    },
  };
}

/** What dots may have beside their columns. */
export interface DotsLook {
  /** Area in square pixels; default 45. */
  readonly size?: number;
  readonly opacity?: number;
  readonly shape?: "circle" | "triangle-up" | "square" | "diamond" | "cross" | "triangle-down";
  /** In [0, 1]: how sure we are that the first cause is behind each; their colour. */
  readonly belief?: ArrayLike<number>;
}

/** Points. */
export function dots(parts: Columns & DotsLook): Layer {
  const { size, opacity, shape, belief, ...columns } = DOTS.read(
    drawing(parts, "dots"),
    parts,
    "parts",
  );
  const mark = {
    type: "point",
    filled: true,
    strokeWidth: 0,
    size,
    opacity,
    ...(shape === undefined ? {} : { shape }),
  };
  return belief === undefined
    ? named(columns, "point", mark, {})
    : believed({ role: "half", ...columns }, belief, mark);
}

/** Points in the colours of belief. */
function believed(columns: Columns, belief: ArrayLike<number>, mark: Json): Layer {
  const { build } = named(columns, "point", mark, { color: beliefChannel });
  return {
    legend: [],
    build: (context) => {
      const { data, ...rest } = build(context);
      const { values } = data as { readonly values: readonly object[] };
      const believed = values.map((row, i) => ({ ...row, belief: Number(belief[i]!.toFixed(3)) }));
      return { ...rest, data: { values: believed } };
    },
  };
}

/** Belief as a colour: the second cause, undecided, the first. */
export const beliefChannel = {
  field: "belief",
  type: "quantitative",
  scale: { domain: [0, 0.5, 1], range: "diverging", interpolate: "lab" },
  legend: null,
} as const;

/** Bars from zero up (or down). */
export function bars(parts: Columns & { readonly opacity?: number }): Layer {
  const columns = BARS.read(drawing(parts, "bars"), parts, "parts");
  return named(columns, "fill", { type: "bar", opacity: columns.opacity }, {});
}

/** Bars side by side, one of each name at each category of x. */
export function groupedBars(groups: readonly Columns[]): Layer {
  GROUPS.check("draw bars side by side", "groups", groups);
  return {
    legend: groups.map(({ name }) => ({ name, kind: "fill" })),
    build: (context) => ({
      data: { values: groups.flatMap((each) => rows(each, context)) },
      ...(groups[0] === undefined ? {} : frameFilter(groups[0], context)),
      mark: { type: "bar", opacity: 0.85 },
      encoding: {
        ...nameChannels(context, "fill"),
        xOffset: { field: "name", scale: { domain: groups.map((each) => each.name) } },
        tooltip: tooltip(context),
      },
    }),
  };
}

/** Whether a point lies outside the axes; one at their edge is drawn whole. */
function overflows({ x, y }: Columns, context: LayerContext): boolean {
  const outside = (values: ArrayLike<number | string>, { domain }: Axis) =>
    domain !== undefined &&
    Array.from(values).some((value) =>
      Number(value) < Math.min(...domain) || Number(value) > Math.max(...domain)
    );
  return outside(x, context.x) || outside(y, context.y);
}

function named(columns: Columns, kind: LegendKind, mark: Json, more: Json): Layer {
  const { name, colour, role } = columns;
  return {
    legend: role === undefined ? [{ name, kind, ...(colour === undefined ? {} : { colour }) }] : [],
    build: (context) => ({
      data: { values: rows(columns, context) },
      ...frameFilter(columns, context),
      mark: {
        clip: kind !== "point" || overflows(columns, context),
        ...(role === undefined ? {} : { style: role }),
        ...mark,
      },
      encoding: {
        ...(role === undefined ? nameChannels(context, kind, name) : {}),
        tooltip: tooltip(context),
        ...more,
      },
    }),
  };
}
