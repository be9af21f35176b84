/**
 * Figures: pure functions from plain arrays to Vega-Lite v5 specs with a description in words.
 * One theme, legible in light, dark and greyscale. Imports nothing of lib.
 *
 * @module
 */
export { bicCurves, type ChainLink, climbs, monotoneChain, shrinkingGains } from "./ascent.ts";
export type { Axis } from "./axis.ts";
export { type Figure, figure, type FigureParts, panels, type Slider } from "./figure.ts";
export type { Json } from "./json.ts";
export { markers, rule, type RuleParts } from "./annotations.ts";
export { band, heat, histogram, type HistogramParts } from "./areas.ts";
export type { Columns, Layer } from "./layer.ts";
export { bars, dots, groupedBars, line } from "./layers.ts";
export { bins, type Histogram } from "./bins.ts";
export {
  boundHill,
  divergenceCurves,
  jensenChord,
  priceOfNotLooking,
  touchingBounds,
} from "./bounds.ts";
export { closingGaps, slidingGuess } from "./guesses.ts";
export { probabilityOfReturn, temperatureHills, trajectoryBars } from "./behaviours.ts";
export { type Field, messageCones, timeSpent, widthAlongTheWay } from "./cones.ts";
export { ellipse } from "./ellipse.ts";
export { goalsByHold } from "./held_actions.ts";
export {
  type LearningCurve,
  learningCurves,
  type MethodScore,
  methodScores,
  type ReferenceLevel,
} from "./learning.ts";
export { phaseMaps, type PhasePath, type PhaseShades } from "./phase_map.ts";
export { humpsAndPolicies, squashedDensities, squashedEntropy } from "./squashed.ts";
export { dreams } from "./dreams.ts";
export { gapStack, type SplitBound } from "./gap_stack.ts";
export { softMaximumHinge } from "./soft_maximum_hinge.ts";
export { gridMap, type GridMapParts, type MapCell } from "./grid_map.ts";
export {
  clusteredPoints,
  mixtureFromParts,
  type MixtureShape,
  movingEllipses,
  waitHistogram,
} from "./mixtures.ts";
export { estimateErrors, forkingDensity, spiralPoints } from "./latent.ts";
export { buyingBound, luckyOutcomes, returnsOverSlip } from "./luck.ts";
export { reachingPaths, spreadOverSteps } from "./reaches.ts";
export {
  closedGate,
  type MapPlan,
  plansOnMap,
  repeatedTries,
  type TemperedPlan,
  temperedPlans,
} from "./soft_maps.ts";
export {
  coolingValues,
  decisionTriangle,
  type NamedMixture,
  shrinkingChanges,
  softenedCorner,
  type SweepChanges,
} from "./soft_values.ts";
export { dashes, fontFamily, type Look, palette, shapes, vegaConfig } from "./theme.ts";
export { type AcrobotEpisode, acrobotFilm, acrobotStrip } from "./acrobot_film.ts";
export { type CartPoleEpisode, cartPoleFilm, cartPoleStrip } from "./cart_pole_film.ts";
export type { FilmWords, StripWords } from "./episode_words.ts";
export { type MountainCarEpisode, mountainCarFilm, mountainCarStrip } from "./mountain_car_film.ts";
export { multigoalFilm, type MultigoalPaths, multigoalPaths } from "./multigoal_film.ts";
export { type PendulumEpisode, pendulumFilm, pendulumStrip } from "./pendulum_film.ts";
