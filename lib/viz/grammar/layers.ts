import { type Columns, frameFilter, type Layer, type LegendKind, rows, tooltip } from "./layer.ts";
import type { Json } from "./axis.ts";
import { nameChannels } from "./legend.ts";

/** A curve through the points in the order given, so closed outlines work too. */
export function line(columns: Columns & { readonly width?: number }): Layer {
  const mark = { type: "line", strokeWidth: columns.width ?? 2.5, strokeJoin: "round" };
  const detail = (["frame", "group"] as const).filter((each) => columns[each] !== undefined);
  return named(columns, "line", mark, {
    order: { field: "i" },
    ...(detail.length === 0 ? {} : { detail: detail.map((field) => ({ field })) }),
  });
}

/** Points. */
export function dots(
  columns: Columns & { readonly size?: number; readonly opacity?: number },
): Layer {
  const [size, opacity] = [columns.size ?? 45, columns.opacity ?? 0.85];
  return named(
    columns,
    "point",
    { type: "point", filled: true, strokeWidth: 0, size, opacity },
    {},
  );
}

/** Bars from zero up (or down). */
export function bars(columns: Columns & { readonly opacity?: number }): Layer {
  return named(columns, "fill", { type: "bar", opacity: columns.opacity ?? 0.8 }, {});
}

/** Bars side by side, one of each name at each category of x. */
export function groupedBars(groups: readonly Columns[]): Layer {
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
