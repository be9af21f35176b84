import {
  anyList,
  list,
  oneOf,
  optional,
  record,
  required,
  settings,
  type Shape,
  text,
} from "../../math/mod.ts";
import { apart, column, few, place, sentence } from "../grammar/shapes.ts";
import { rule } from "../grammar/annotations.ts";
import { AXIS, type Axis, checkValues } from "../grammar/axis.ts";
import { type Figure, figure } from "../grammar/figure.ts";
import { type Layer, rows, short } from "../grammar/layer.ts";
import { dots, line } from "../grammar/layers.ts";
import { palette } from "../look/palette.ts";

/** A statistic over runs at each step, with its interval. */
export interface LearningCurve {
  readonly name: string;
  readonly steps: readonly number[];
  readonly middle: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** A number of several methods: each run, and the statistic over them with its interval. */
export interface MethodScore {
  readonly name: string;
  readonly runs: readonly number[];
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** A reference: what another implementation, or another policy, reaches. */
export interface ReferenceLevel {
  readonly y: number;
  readonly label: string;
  readonly place?: "start" | "end";
}

const REFERENCE = settings({
  label: required(text),
  y: required(place),
  place: optional(oneOf("start", "end")),
});
const CURVE = apart(
  record({ name: text, steps: column, middle: column, low: column, high: column }),
) as Shape<LearningCurve>;

const LEARNING = settings({
  description: required(sentence),
  title: optional(text),
  y: required(AXIS),
  curves: required(list(CURVE)),
  live: optional(anyList(apart(record({ name: text, steps: column, values: column })))),
  references: optional(anyList(REFERENCE)),
});

/**
 * What is reached over the steps of learning, with bands; and perhaps single runs over them.
 *
 * @param parts.y what is measured, e.g. return per episode
 * @param parts.live single runs, without a band
 */
export function learningCurves(parts: {
  readonly description: string;
  readonly title?: string;
  readonly y: Axis;
  readonly curves: readonly LearningCurve[];
  readonly live?: readonly {
    readonly name: string;
    readonly steps: readonly number[];
    readonly values: readonly number[];
  }[];
  readonly references?: readonly ReferenceLevel[];
}): Figure {
  const { description, title, y, curves, live = [], references = [] } = LEARNING.read(
    "draw learning curves",
    parts,
    "parts",
  );
  return figure({
    description,
    ...(title === undefined ? {} : { title }),
    x: { title: "steps in the world", format: "~s" },
    y,
    layers: [
      ...references.map(rule),
      ...curves.map(shade),
      ...curves.map(({ name, steps: x, middle: y }, colour) => line({ name, x, y, colour })),
      ...live.map(({ name, steps: x, values: y }, i) =>
        line({ name, x, y, colour: curves.length + i, width: 3 })
      ),
    ],
  });
}

/** The band of a curve, in its line's colour; the legend shows the line. */
function shade({ name, steps, low, high }: LearningCurve, colour: number): Layer {
  return {
    legend: [],
    build: (context) => {
      checkValues(name, context.y, high);
      const values = rows({ name, x: steps, y: low }, context);
      return {
        data: { values: values.map((row, i) => ({ ...row, y2: short(high[i]!) })) },
        mark: { type: "area", clip: true, opacity: 0.22, color: palette[colour % palette.length]! },
        encoding: { y2: { field: "y2" } },
      };
    },
  };
}

const SCORE = record(
  { name: text, runs: few, estimate: place, low: place, high: place },
) as Shape<MethodScore>;

const SCORES = settings({
  description: required(sentence),
  title: optional(text),
  y: required(AXIS),
  scores: required(list(SCORE)),
  references: optional(anyList(REFERENCE)),
});

/**
 * Methods side by side: every run a point, the statistic a larger one, its interval a line.
 *
 * @param parts.y what is measured
 */
export function methodScores(parts: {
  readonly description: string;
  readonly title?: string;
  readonly y: Axis;
  readonly scores: readonly MethodScore[];
  readonly references?: readonly ReferenceLevel[];
}): Figure {
  const { description, title, y, scores, references = [] } = SCORES.read(
    "draw scores",
    parts,
    "parts",
  );
  const names = scores.map(({ name }) => name);
  const ends = scores.flatMap(({ name }) => [name, name]);
  return figure({
    description,
    ...(title === undefined ? {} : { title }),
    x: { title: "variant", categories: names },
    y,
    width: Math.max(320, 92 * names.length),
    layers: [
      ...references.map(rule),
      line({
        name: "95 % interval",
        x: ends,
        y: scores.flatMap(({ low, high }) => [low, high]),
        group: scores.flatMap((_, i) => [i, i]),
        width: 5,
      }),
      dots({
        name: "a run",
        x: scores.flatMap(({ name, runs }) => runs.map(() => name)),
        y: scores.flatMap(({ runs }) => [...runs]),
        size: 28,
        opacity: 0.7,
      }),
      dots({
        name: "interquartile mean",
        x: names,
        y: scores.map(({ estimate }) => estimate),
        size: 150,
        opacity: 1,
      }),
    ],
  });
}
