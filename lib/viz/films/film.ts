import { wordsOf } from "./episode_words.ts";
import type { Axis, Json } from "../grammar/axis.ts";
import { type Figure, figure } from "../grammar/figure.ts";
import type { Layer } from "../grammar/layer.ts";
import { drawn, frame, plain } from "./scene_layers.ts";
import type { Scene, Segment } from "./scene.ts";

/** A world and what happens in it. */
export interface Stage {
  readonly description: string;
  readonly title?: string;
  readonly headline?: string;
  /** With a domain; a pixel is as long across as it is high when `width` and `height` say so. */
  readonly x: Axis;
  readonly y: Axis;
  /** Of the plot area, pixels. */
  readonly width: number;
  readonly height: number;
  /** What does not move. */
  readonly ground: readonly Segment[];
  /** More that does not move, above the ground. */
  readonly more?: readonly Layer[];
  /** One a step, the start included. */
  readonly scenes: readonly Scene[];
  /** What a step lasts; without a unit, steps are counted. */
  readonly clock: { readonly perStep: number; readonly unit?: string };
}

/** The most frames that a film keeps: enough to see the movement, few enough for a notebook. */
export const mostFrames = 60;

const playing = "playFrame"; // like all that ends in Frame, the site carries it over

/**
 * A film: a slider through the frames, and a box to tick that plays them (it never starts by
 * itself). It stands alone: in `panels` it would lose both.
 *
 * @throws {RangeError} when there are fewer than two scenes, or a number is not finite
 */
export function film(stage: Stage): Figure {
  requireScenes(stage);
  const kept = everySo(stage.scenes.length, mostFrames);
  const scenes = kept.map((step) => stage.scenes[step]!);
  const { x, y, width, height, description } = stage;
  const layers = [
    ...drawn([{ segments: stage.ground, discs: [] }], "fixed"),
    ...(stage.more ?? []),
    ...drawn(scenes, "moving"),
    captions(stage, kept),
  ];
  const { spec } = figure({
    ...wordsOf(stage),
    x,
    y: { ...y, grid: false },
    width,
    height,
    keepsShape: true,
    layers,
  });
  const pause = 1000 * stage.clock.perStep * (kept[1]! - kept[0]!);
  const milliseconds = stage.clock.unit === "s" ? Math.min(250, Math.max(50, pause)) : 100;
  const config = { signals: controls(scenes.length - 1, milliseconds) };
  return { description, spec: { ...spec, config } };
}

/** Frame numbers 0, k, 2k, … and the last, at most `most`. */
export function everySo(count: number, most: number): readonly number[] {
  const stride = Math.max(1, Math.ceil((count - 1) / (most - 1)));
  const kept = Array.from({ length: Math.ceil((count - 1) / stride) }, (_, i) => i * stride);
  return [...kept, count - 1];
}

/** Vega's own signals: Vega-Lite has no timer, and passes on what its configuration holds. */
function controls(last: number, milliseconds: number): readonly Json[] {
  const next = `${frame} < ${last} ? ${frame} + 1 : 0`;
  return [
    { name: playing, value: false, bind: { input: "checkbox", name: "play " } },
    {
      name: frame,
      value: 0,
      bind: { input: "range", min: 0, max: last, step: 1, name: "frame: " },
      on: [{
        events: { type: "timer", throttle: milliseconds },
        update: `${playing} ? (${next}) : ${frame}`,
      }],
    },
  ];
}

export function requireScenes({ scenes, description }: Stage): void {
  if (scenes.length < 2) {
    throw new RangeError(
      `Cannot draw a film: it has ${scenes.length} states, expected at least two (${description})`,
    );
  }
  scenes.forEach(({ segments, discs }, step) => {
    const numbers = [...segments.flatMap(({ ends }) => ends), ...discs.flatMap((d) => [d.x, d.y])];
    const bad = numbers.find((each) => !Number.isFinite(each));
    if (bad === undefined) return;
    throw new RangeError(`Cannot draw a film: step ${step} has ${bad}, expected finite numbers`);
  });
}

/** The time and the scene's words, above the plot. */
function captions({ scenes, clock }: Stage, kept: readonly number[]): Layer {
  const values = kept.map((step, k) => {
    const { words } = scenes[step]!;
    return {
      k,
      text: words === undefined ? timeOf(step, clock) : `${timeOf(step, clock)}, ${words}`,
    };
  });
  return plain({
    data: { values },
    transform: [{ filter: `datum.k === ${frame}` }],
    mark: { type: "text", align: "right", baseline: "bottom", style: "muted" },
    encoding: {
      x: { value: "width" },
      y: { value: -4 },
      text: { field: "text", type: "nominal" },
    },
  });
}

function timeOf(step: number, { perStep, unit }: Stage["clock"]): string {
  return unit === undefined ? `step ${step}` : `${(step * perStep).toFixed(2)} ${unit}`;
}
