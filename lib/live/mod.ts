/**
 * What an explorable is, a figure that recomputes in the reader's browser, and what it draws with.
 * Nothing here knows of a page; the site does (`site/live`).
 *
 * @module
 */
export { type AxisParts, levels, ticks } from "./axes.ts";
export { arrow, type Board, type Cell, cellUnder, spotsOf, squareOf } from "./board.ts";
export type {
  Bet,
  Button,
  Choices,
  Explorable,
  Labour,
  LiveSlider,
  Scene,
  Spot,
  Touch,
} from "./explorable.ts";
export type { Box, Disc, Drawing, Ink, Mark, Paint, Path, Point, Words } from "./marks.ts";
export { mapRows } from "./map_rows.ts";
export { decimals, type Ends, roundNumbers, scale } from "./scale.ts";
