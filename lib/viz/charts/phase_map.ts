import {
  anyList,
  list,
  optional,
  record,
  required,
  settings,
  shapeOf,
  text,
  wrongSize,
} from "../../math/mod.ts";
import { apart, column, few, layer, sentence } from "../grammar/shapes.ts";
import { heat, type HeatScale, heatScale } from "../marks/heat.ts";
import { type Figure, figure } from "../grammar/figure.ts";
import { panels } from "../grammar/panels.ts";
import type { Layer } from "../grammar/layer.ts";
import { dots, line } from "../grammar/layers.ts";

/** A shade for every angle and angular velocity. */
export interface PhaseShades {
  readonly title: string;
  /** What the shade means, with its unit. */
  readonly shade: string;
  /** One value for each place of the grid. */
  readonly values: readonly number[];
  /** Default ramp; see {@link heat}. */
  readonly scale?: HeatScale;
  /** Words on the map that say what shades mean, instead of a legend. */
  readonly words?: readonly Layer[];
}

/** A way through angles and velocities. */
export interface PhasePath {
  readonly name: string;
  readonly angles: readonly number[];
  readonly velocities: readonly number[];
}

const several = shapeOf<ArrayLike<number>>("at least two numbers", (value) => {
  const found = few.fault(value);
  if (found !== undefined) return found;
  const { length } = value as ArrayLike<number>;
  return length < 2 ? wrongSize([length], "at least two entries") : undefined;
});

const PHASES = settings({
  description: required(sentence),
  grid: required(record({ angles: several, velocities: several })),
  maps: required(list(settings({
    title: required(text),
    shade: required(text),
    values: required(few),
    scale: optional(heatScale),
    words: optional(anyList(layer)),
  }))),
  headline: optional(text),
  path: required(apart(record({ name: text, angles: column, velocities: column }))),
});

/**
 * Maps over angle and angular velocity, side by side, with a way drawn into each.
 *
 * @param grid places, in the order of the values
 * @param maps what to shade
 * @param path an episode; where the angle jumps from π to −π the line begins anew
 */
export function phaseMaps(parts: {
  readonly description: string;
  /** The finding, in at most two lines. */
  readonly headline?: string;
  readonly grid: { readonly angles: readonly number[]; readonly velocities: readonly number[] };
  readonly maps: readonly PhaseShades[];
  readonly path: PhasePath;
}): Figure {
  const { description, headline, grid, maps, path } = PHASES.read(
    "draw phase maps",
    parts,
    "parts",
  );
  const [angles, velocities] = [Array.from(grid.angles), Array.from(grid.velocities)];
  const turns = Array.from(path.angles);
  const x = velocities.flatMap(() => [...angles]);
  const y = velocities.flatMap((velocity) => angles.map(() => velocity));
  const cell = [angles[1]! - angles[0]!, velocities[1]! - velocities[0]!] as const;
  let piece = 0;
  const group = turns.map((angle, i) => {
    if (i > 0 && Math.abs(angle - turns[i - 1]!) > Math.PI) piece++;
    return piece;
  });
  return panels({
    description,
    figures: maps.map(({ title, shade, values, scale = "ramp", words }) =>
      figure({
        description:
          `${title}: a shade for every angle and angular velocity, and one way through them.`,
        title,
        x: { title: "angle", unit: "rad, 0 is up", domain: [-Math.PI, Math.PI], ticks: 7 },
        y: { title: "angular velocity", unit: "rad/s", domain: [-8, 8], grid: false },
        width: words === undefined ? 270 : 300,
        height: words === undefined ? 250 : 270,
        keepsShape: true,
        layers: [
          heat({ name: shade, x, y, value: values, cell, scale, legend: words === undefined }),
          line({
            name: path.name,
            x: path.angles,
            y: path.velocities,
            group,
            role: "bound",
            width: 2.5,
            casing: true,
          }),
          dots({
            name: `${path.name}: start`,
            x: turns.slice(0, 1),
            y: Array.from(path.velocities).slice(0, 1),
            role: "bound",
            size: 110,
            opacity: 1,
          }),
          ...(words ?? []),
        ],
      })
    ),
    columns: 2,
    ...(headline === undefined ? {} : { headline }),
  });
}
