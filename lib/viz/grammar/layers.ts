import { between, list, required, setting, settings, text } from "../../math/mod.ts";
import { apart, column, columnTable, drawing, places, strength } from "./shapes.ts";
import { type Columns, frameFilter, type Layer, type LegendKind, rows, tooltip } from "./layer.ts";
import type { Json } from "./axis.ts";
import { nameChannels } from "./legend.ts";

const COLUMNS = { name: required(text), x: required(places), y: required(column), ...columnTable };
const shown = between(0, 1);
const LINE = settings({ ...COLUMNS, width: setting(strength, 2.5) });
const DOTS = settings({ ...COLUMNS, size: setting(strength, 45), opacity: setting(shown, 0.85) });
const BARS = settings({ ...COLUMNS, opacity: setting(shown, 0.8) });
const GROUPS = list(apart(settings(COLUMNS)));

/** A curve through the points in the order given, so closed outlines work too. */
export function line(parts: Columns & { readonly width?: number }): Layer {
  const columns = LINE.read(drawing(parts, "a line"), parts, "parts");
  const mark = { type: "line", strokeWidth: columns.width, strokeJoin: "round" };
  const detail = (["frame", "group"] as const).filter((each) => columns[each] !== undefined);
  return named(columns, "line", mark, {
    order: { field: "i" },
    ...(detail.length === 0 ? {} : { detail: detail.map((field) => ({ field })) }),
  });
}

/** Points. */
export function dots(
  parts: Columns & { readonly size?: number; readonly opacity?: number },
): Layer {
  const columns = DOTS.read(drawing(parts, "dots"), parts, "parts");
  const { size, opacity } = columns;
  return named(
    columns,
    "point",
    { type: "point", filled: true, strokeWidth: 0, size, opacity },
    {},
  );
}

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

function named(columns: Columns, kind: LegendKind, mark: Json, more: Json): Layer {
  const { name, colour } = columns;
  return {
    legend: [{ name, kind, ...(colour === undefined ? {} : { colour }) }],
    build: (context) => ({
      data: { values: rows(columns, context) },
      ...frameFilter(columns, context),
      mark: { clip: true, ...mark },
      encoding: { ...nameChannels(context, kind, name), tooltip: tooltip(context), ...more },
    }),
  };
}
