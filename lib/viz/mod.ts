/**
 * Figures: pure functions from plain arrays to Vega-Lite v5 specs with a description in words.
 * One theme, legible in light, dark and greyscale. Imports `math` alone, for its shapes.
 *
 * @module
 */
export { type Axis, type Json, requireSome } from "./grammar/axis.ts";
export { type Figure, figure, type FigureParts, type Slider } from "./grammar/figure.ts";
export { panels } from "./grammar/panels.ts";
export { markers, rule, type RuleParts } from "./grammar/annotations.ts";
export { band, histogram, type HistogramParts, ranges } from "./grammar/areas.ts";
export type { Columns, Layer } from "./grammar/layer.ts";
export { bars, dots, groupedBars, line } from "./grammar/layers.ts";
export { heat, type HeatScale } from "./marks/heat.ts";
export { label, type LabelParts } from "./marks/label.ts";
export { note, type NoteParts } from "./marks/note.ts";
export { runs, stack, type StackParts, steps } from "./marks/stack.ts";
export { arrows } from "./marks/arrows.ts";
export { blend } from "./marks/blend.ts";
export { contours } from "./marks/contours.ts";
export { type Heights, isolines, type Piece } from "./marks/isolines.ts";
export { rings } from "./marks/rings.ts";
export { bins, ellipse, type Histogram } from "./marks/outlines.ts";
export {
  type LearningCurve,
  learningCurves,
  type MethodScore,
  methodScores,
  type ReferenceLevel,
} from "./charts/learning.ts";
export { phaseMaps, type PhasePath, type PhaseShades } from "./charts/phase_map.ts";
export {
  factorGraph,
  type FactorGraphParts,
  type GraphPlace,
  type GraphPlaces,
} from "./charts/factor_graph.ts";
export { multiples, type MultiplesParts } from "./charts/multiples.ts";
export { type PartBar, partBars, type PartBarsParts } from "./charts/part_bars.ts";
export { type ScoreRow, scoreRows, type ScoreRowsParts } from "./charts/score_rows.ts";
export { mapStrip, type MapStripParts, type StripMap } from "./maps/map_strip.ts";
export { gridMap, type GridMapParts, type MapCell } from "./maps/grid_map.ts";
export { type Colours, colours, type Look, type Role, roles } from "./look/colours.ts";
export { dashes, palette, shapes } from "./look/palette.ts";
export { textWidth } from "./look/text_width.ts";
export { dashPatterns, fontFamily, methodLooks, vegaConfig } from "./look/theme.ts";
export { type AcrobotEpisode, acrobotFilm, acrobotStrip } from "./films/acrobot.ts";
export { type CartPoleEpisode, cartPoleFilm, cartPoleStrip } from "./films/cart_pole.ts";
export type { FilmWords, MarkedFilmWords, StripWords } from "./films/episode_words.ts";
export {
  type MountainCarEpisode,
  mountainCarFilm,
  mountainCarStrip,
} from "./films/mountain_car.ts";
export { multigoalFilm, type MultigoalPaths, multigoalPaths } from "./films/multigoal.ts";
export { type PendulumEpisode, pendulumFilm, pendulumStrip } from "./films/pendulum.ts";
export { planeFilm, type PlanePath } from "./films/plane.ts";
