/**
 * Figures: pure functions from plain arrays to Vega-Lite v5 specs with a description in words.
 * One theme, legible in light, dark and greyscale. Imports nothing of lib.
 *
 * @module
 */
export type { Axis } from "./axis.ts";
export { type Figure, figure, type FigureParts, type Json, panels, type Slider } from "./figure.ts";
export {
  band,
  bars,
  type Columns,
  dots,
  groupedBars,
  heat,
  histogram,
  labels,
  type Layer,
  line,
  rule,
} from "./layers.ts";
export { bins, type Histogram } from "./bins.ts";
export { ellipse } from "./ellipse.ts";
export { dashes, fontFamily, type Look, palette, shapes, vegaConfig } from "./theme.ts";
