import { heat } from "./areas.ts";
import { requireSome } from "./axis.ts";
import { type Figure, figure, panels } from "./figure.ts";
import { dots, line } from "./layers.ts";

/** A shade for every angle and angular velocity. */
export interface PhaseShades {
  readonly title: string;
  /** What the shade means, with its unit. */
  readonly shade: string;
  /** One value for each place of the grid. */
  readonly values: readonly number[];
}

/** A way through angles and velocities. */
export interface PhasePath {
  readonly name: string;
  readonly angles: readonly number[];
  readonly velocities: readonly number[];
}

/**
 * Maps over angle and angular velocity, side by side, with a way drawn into each.
 *
 * @param grid places, in the order of the values
 * @param maps what to shade
 * @param path an episode; where the angle jumps from π to −π the line begins anew
 */
export function phaseMaps(parts: {
  readonly description: string;
  readonly grid: { readonly angles: readonly number[]; readonly velocities: readonly number[] };
  readonly maps: readonly PhaseShades[];
  readonly path: PhasePath;
}): Figure {
  requireSome("maps", parts.maps);
  const { grid: { angles, velocities }, path } = parts;
  const x = velocities.flatMap(() => [...angles]);
  const y = velocities.flatMap((velocity) => angles.map(() => velocity));
  const cell = [angles[1]! - angles[0]!, velocities[1]! - velocities[0]!] as const;
  let piece = 0;
  const group = path.angles.map((angle, i) => {
    if (i > 0 && Math.abs(angle - path.angles[i - 1]!) > Math.PI) piece++;
    return piece;
  });
  return panels({
    description: parts.description,
    figures: parts.maps.map(({ title, shade, values }) =>
      figure({
        description:
          `${title}: a shade for every angle and angular velocity, and one way through them.`,
        title,
        x: { title: "angle", unit: "rad, 0 is up", domain: [-Math.PI, Math.PI], ticks: 7 },
        y: { title: "angular velocity", unit: "rad/s", domain: [-8, 8] },
        width: 270,
        height: 250,
        layers: [
          heat({ name: shade, x, y, value: values, cell }),
          line({
            name: path.name,
            x: path.angles,
            y: path.velocities,
            group,
            colour: 1,
            width: 2.5,
          }),
          dots({
            name: `${path.name}: start`,
            x: path.angles.slice(0, 1),
            y: path.velocities.slice(0, 1),
            colour: 1,
            size: 110,
            opacity: 1,
          }),
        ],
      })
    ),
    columns: 2,
  });
}
