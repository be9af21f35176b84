/**
 * Figures: pure functions from plain arrays to Vega-Lite v5 specs with a description in words.
 * One theme, legible in light, dark and greyscale. Imports nothing of lib.
 *
 * @module
 */
export { bicCurves, type ChainLink, climbs, monotoneChain, shrinkingGains } from "./ascent.ts";
export type { Axis } from "./axis.ts";
export { type Figure, figure, type FigureParts, type Json, panels, type Slider } from "./figure.ts";
export { markers, rule, type RuleParts } from "./annotations.ts";
export { band, heat, histogram, type HistogramParts } from "./areas.ts";
export type { Columns, Layer } from "./layer.ts";
export { bars, dots, groupedBars, line } from "./layers.ts";
export { bins, type Histogram } from "./bins.ts";
export {
  boundHill,
  closingGaps,
  divergenceCurves,
  jensenChord,
  priceOfNotLooking,
  slidingGuess,
  touchingBounds,
} from "./bounds.ts";
export { ellipse } from "./ellipse.ts";
export {
  clusteredPoints,
  estimateErrors,
  forkingDensity,
  mixtureFromParts,
  type MixtureShape,
  movingEllipses,
  spiralPoints,
  waitHistogram,
} from "./mixtures.ts";
export { dashes, fontFamily, type Look, palette, shapes, vegaConfig } from "./theme.ts";
