import { type Figure, figure } from "../grammar/figure.ts";
import { wordsOf } from "./episode_words.ts";
import { requireScenes, type Stage } from "./film.ts";
import { drawn } from "./scene_layers.ts";
import type { Json } from "../grammar/axis.ts";
import type { Scene, Segment } from "./scene.ts";

/** Of the strip's plot area, pixels. */
const stripWidth = 640;

/**
 * A film as one picture: moments at equal distances of time, side by side, with the time below each.
 *
 * @param window left and right end of what is shown of the world; default: all of its x axis
 * @throws {RangeError} when there are fewer than two scenes, or fewer than `count`
 */
export function filmStrip(stage: Stage, count = 7, window?: readonly [number, number]): Figure {
  requireScenes(stage);
  if (!Number.isInteger(count) || count < 2 || count > stage.scenes.length) {
    const wish = `a whole number in [2, ${stage.scenes.length}]`;
    throw new RangeError(`Cannot draw a film strip: count is ${count}, expected ${wish}`);
  }
  const [left, right] = window ?? stage.x.domain!;
  const [bottom, top] = stage.y.domain!;
  const pitch = 1.06 * (right - left); // a gap of some pixels between two moments
  const last = stage.scenes.length - 1;
  const steps = Array.from({ length: count }, (_, k) => Math.round(k * last / (count - 1)));
  const moments = steps.map((step, k) => {
    const scene = stage.scenes[step]!;
    const ground = stage.ground.flatMap((each) => within(each, left, right));
    return shifted({ ...scene, segments: [...ground, ...scene.segments] }, k * pitch);
  });
  const domain = [left, left + (count - 1) * pitch + (right - left)] as const;
  const { perStep, unit } = stage.clock;
  const { spec } = figure({
    ...wordsOf(stage),
    x: unit === undefined ? { title: "step", domain } : { title: "time", unit, domain },
    y: { ...stage.y, ticks: 3 },
    width: stripWidth,
    height: Math.round(stripWidth * (top - bottom) / (domain[1] - domain[0])),
    keepsShape: true,
    layers: drawn(moments, "fixed", 0.55),
  });
  const times = steps.map((step) => unit === undefined ? `${step}` : (step * perStep).toFixed(2));
  return {
    description: stage.description,
    spec: timed(spec, times, (left + right) / 2, pitch),
  };
}

/** Labels the middle of each moment with its time. */
function timed(spec: Json, times: readonly string[], first: number, pitch: number): Json {
  const { x, y } = spec.encoding as { readonly x: Json; readonly y: Json };
  const axis = {
    grid: false,
    values: times.map((_, k) => first + k * pitch),
    labelExpr: `${JSON.stringify(times)}[round((datum.value - ${first}) / ${pitch})]`,
  };
  const bare = { ...y, axis: { ...(y.axis as Json), grid: false } };
  return { ...spec, encoding: { x: { ...x, axis }, y: bare } };
}

function shifted({ segments, discs }: Scene, by: number): Scene {
  return {
    segments: segments.map(({ ink, ends: [x, y, x2, y2] }) => ({
      ink,
      ends: [x + by, y, x2 + by, y2],
    })),
    discs: discs.map((disc) => ({ ...disc, x: disc.x + by })),
  };
}

/** The part of a segment between left and right; nothing when it is outside. */
function within({ ink, ends }: Segment, left: number, right: number): readonly Segment[] {
  const [x, y, x2, y2] = ends;
  if (Math.max(x, x2) < left || Math.min(x, x2) > right) return [];
  const at = (place: number) => x === x2 ? y : y + (y2 - y) * (place - x) / (x2 - x);
  const inside = (place: number) => Math.min(Math.max(place, left), right);
  const [from, to] = [inside(x), inside(x2)];
  return [{ ink, ends: [from, from === x ? y : at(from), to, to === x2 ? y2 : at(to)] }];
}
