import type { Json } from "./axis.ts";
import type { LayerContext, LegendEntry, LegendKind } from "./layer.ts";
import { dashes, palette, shapes } from "../look/palette.ts";

/** The colour of an entry: by its place among all entries. */
function colourOf(entry: LegendEntry, context: LayerContext): string {
  return palette[(entry.colour ?? context.entries.indexOf(entry)) % palette.length]!;
}

/**
 * The channels that colour a layer by its name: strokes and dashes for lines, fills for the rest,
 * with shapes where all the rest are points. Lines and fills thus have legends that look like them.
 *
 * @param name the layer's one name, or `undefined` when each row carries its own
 */
export function nameChannels(context: LayerContext, kind: LegendKind, name?: string): Json {
  const group = context.entries.filter((each) => (each.kind === "line") === (kind === "line"));
  const which = name === undefined ? { field: "name" } : { datum: name };
  const legend = context.entries.length < 2 ? null : legendOf(group, context);
  const channel = (range: readonly unknown[]) => ({
    ...which,
    type: "nominal",
    title: null,
    scale: { domain: group.map((each) => each.name), range },
    legend,
  });
  const colours = group.map((each) => colourOf(each, context));
  if (kind === "line") {
    return { stroke: channel(colours), strokeDash: channel(cycled(dashes, group.length)) };
  }
  const shaped = kind === "point" && pointsOnly(group) && group.length > 1;
  return {
    fill: channel(colours),
    ...(shaped ? { shape: channel(cycled(shapes, group.length)) } : {}),
  };
}

function legendOf(group: readonly LegendEntry[], context: LayerContext): Json {
  const columns = { columns: context.legendColumns };
  if (group[0]?.kind === "line") return { symbolType: "stroke", symbolOpacity: 1, ...columns };
  if (pointsOnly(group)) {
    return { symbolOpacity: 1, symbolSize: 90, symbolStrokeWidth: 0, ...columns };
  }
  return {
    symbolType: "square",
    symbolOpacity: 0.6,
    symbolSize: 160,
    symbolStrokeWidth: 0,
    ...columns,
  };
}

function pointsOnly(group: readonly LegendEntry[]): boolean {
  return group.every((each) => each.kind === "point");
}

function cycled<T>(values: readonly T[], count: number): T[] {
  return Array.from({ length: count }, (_, i) => values[i % values.length]!);
}
