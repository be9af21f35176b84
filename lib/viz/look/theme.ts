/** A look: `light` for paper, saved pictures and print; `dark` for screens at night. */
export type Look = "light" | "dark";

/**
 * Series colours in order of use: blue, vermilion, green, violet, ochre, grey.
 * After Okabe & Ito's colour-blind safe set, moved to a middle lightness so that each keeps a
 * contrast of at least 3 against white *and* against near-black. Dash patterns and shapes repeat
 * the distinction for greyscale.
 */
export const palette: readonly string[] = [
  "#1f7ab8",
  "#d55e00",
  "#0a9270",
  "#a5609b",
  "#a67c00",
  "#7a7a7a",
];

/** Dash patterns in the order of {@link palette}: solid, dashed, dotted … */
export const dashes: readonly (readonly number[])[] = [
  [1, 0],
  [8, 4],
  [2, 3],
  [10, 3, 2, 3],
  [5, 2],
  [1, 4],
];

/** Point shapes in the order of {@link palette}. */
export const shapes: readonly string[] = [
  "circle",
  "triangle-up",
  "square",
  "diamond",
  "cross",
  "triangle-down",
];

/** Font stack of text in figures; DejaVu Sans is what saved pictures are drawn with. */
export const fontFamily = "DejaVu Sans, system-ui, sans-serif";

/** What every figure's own spec carries: sizes and fonts, but no ink, so that clients can theme. */
export const sharedConfig = {
  font: fontFamily,
  view: { stroke: null },
  axis: {
    labelFontSize: 12,
    titleFontSize: 13,
    titleFontWeight: "normal",
    titlePadding: 10,
    labelPadding: 5,
    tickSize: 4,
    gridOpacity: 0.55,
  },
  legend: {
    labelFontSize: 12,
    titleFontSize: 12,
    symbolSize: 320,
    symbolStrokeWidth: 2.5,
    orient: "bottom",
    labelLimit: 320,
    columnPadding: 24,
  },
  title: { fontSize: 14, fontWeight: "normal", anchor: "start", offset: 12 },
  header: { labelFontSize: 13, titleFontSize: 13, titleFontWeight: "normal" },
} as const;

const inks = {
  light: { text: "#222222", axis: "#8a8a8a", grid: "#dcdcdc", background: "#ffffff" },
  dark: { text: "#e8e8e8", axis: "#8f8f8f", grid: "#4a4a4a", background: "transparent" },
} as const;

/**
 * The complete Vega configuration of a look: {@link sharedConfig} plus ink.
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
  const ink = inks[look];
  const text = { labelColor: ink.text, titleColor: ink.text };
  return {
    ...sharedConfig,
    background: ink.background,
    style: { "guide-label": { fill: ink.text }, "guide-title": { fill: ink.text } },
    text: { color: ink.text },
    axis: {
      ...sharedConfig.axis,
      ...text,
      domainColor: ink.axis,
      tickColor: ink.axis,
      gridColor: ink.grid,
    },
    legend: { ...sharedConfig.legend, ...text },
    title: { ...sharedConfig.title, color: ink.text },
    header: { ...sharedConfig.header, ...text },
  };
}
