/** How figures look: sizes, fonts, and a style of Vega for each role. */
import { type Colours, colours, type Look, roles } from "./colours.ts";

/** Font stack of text in figures; DejaVu Sans is what saved pictures are drawn with. */
export const fontFamily = "DejaVu Sans, system-ui, sans-serif";

/** Of words in figures, pixels; the headline's is larger. */
export const wordSize = 14, headlineSize = 16, lineHeight = 18;

/** Colours of methods that are compared, where a colour only names: the chapter's own comes first. */
export const methodLooks = [
  { role: "bound", dash: "solid" },
  { role: "world", dash: "dashed" },
  { role: "causeA", dash: "solid" },
  { role: "causeB", dash: "dotted" },
  { role: "wish", dash: "long" },
  { role: "quiet", dash: "solid" },
] as const;

/** Dash patterns by name. */
export const dashPatterns = {
  solid: [1, 0],
  dashed: [7, 5],
  dotted: [2, 4],
  long: [12, 4],
} as const;

/**
 * The complete Vega configuration of a look. Swap it, and the figure has the other look.
 *
 * @param look `"light"` or `"dark"`
 * @throws {RangeError} for any other look
 *
 * @example
 * ```ts
 * import { vegaConfig } from "lib/viz";
 * import { assertEquals } from "@std/assert";
 * assertEquals(vegaConfig("light").background, "#ffffff");
 * ```
 */
export function vegaConfig(look: Look): Readonly<Record<string, unknown>> {
  if (look !== "light" && look !== "dark") {
    throw new RangeError(
      `Cannot theme a figure: look is ${String(look)}, expected "light" or "dark"`,
    );
  }
  return configs[look];
}

function configOf(ink: Colours): Readonly<Record<string, unknown>> {
  const words = { labelFontSize: 12, labelColor: ink.ink, titleFontSize: 12, titleColor: ink.ink };
  return {
    background: ink.paper,
    font: fontFamily,
    view: { stroke: null },
    axis: { ...axisOf(ink), labelFontSize: wordSize, titleFontSize: wordSize },
    axisX: { domain: true, ticks: true },
    axisY: flatTitle,
    title: titleOf(ink),
    header: { ...words, labelFontSize: wordSize, titleFontWeight: "normal" },
    legend: { ...words, ...legendBelow },
    text: { fontSize: wordSize, lineHeight, color: ink.ink, font: fontFamily },
    rule: { color: ink.ink },
    line: { strokeWidth: 2.5, strokeCap: "round", strokeJoin: "round", color: ink.ink },
    style: stylesOf(ink),
    range: {
      ramp: ink.ramp,
      heatmap: ink.ramp,
      diverging: ink.diverging,
      category: methodLooks.map(({ role }) => ink[role]),
      ...rampsOf(ink),
    },
  };
}

/** A title of y lies flat above its axis; where its left end stands, the figure says. */
const flatTitle = {
  domain: false,
  ticks: false,
  grid: true,
  titleAngle: 0,
  titleAlign: "left",
  titleAnchor: "end",
  titleBaseline: "bottom",
  titleY: -12,
  titleX: 0,
} as const;

const legendBelow = {
  titleFontWeight: "normal",
  symbolSize: 320,
  symbolStrokeWidth: 2.5,
  orient: "bottom",
  labelLimit: 320,
  columnPadding: 24,
} as const;

function axisOf(ink: Colours) {
  return {
    labelColor: ink.muted,
    labelPadding: 6,
    titleFontWeight: "normal",
    titleColor: ink.ink,
    titlePadding: 10,
    domainColor: ink.hairline,
    tickColor: ink.hairline,
    gridColor: ink.grid,
    tickSize: 5,
    labelFlush: false,
    labelBound: false,
    grid: false,
  };
}

function titleOf(ink: Colours) {
  return {
    anchor: "start",
    frame: "group",
    fontSize: headlineSize,
    fontWeight: "bold",
    lineHeight: 21,
    color: ink.ink,
    offset: 16,
    subtitleFontSize: wordSize,
    subtitleLineHeight: 19,
    subtitleColor: ink.muted,
    subtitlePadding: 10,
  };
}

/** A style for each role, and a few that are more than a colour. */
function stylesOf(ink: Colours): Readonly<Record<string, object>> {
  return {
    ...Object.fromEntries(roles.map((role) => [role, { color: ink[role] }])),
    paperline: { stroke: ink.paper },
    inkline: { stroke: ink.ink },
    halo: { color: ink.paper, stroke: ink.paper, strokeWidth: 4, strokeJoin: "round" },
    "guide-label": { fill: ink.muted },
    "guide-title": { fill: ink.ink },
  };
}

/** Fewer classes than the ramp has steps still run from its least to its most. */
function rampsOf({ ramp }: Colours): Readonly<Record<string, readonly string[]>> {
  const picks: readonly (readonly number[])[] = [[1, 4], [0, 3, 5], [0, 2, 4, 5], [0, 2, 3, 4, 5]];
  return Object.fromEntries(
    picks.map((pick) => [`ramp${pick.length}`, pick.map((step) => ramp[step]!)]),
  );
}

/** Whole configurations, made once. */
const configs = { light: configOf(colours.light), dark: configOf(colours.dark) };
