/** Figures of chapter 19: the two worlds, and what the agent thinks of one. */
import {
  bars,
  type Figure,
  figure,
  mountainCarFilm,
  note,
  pendulumFilm,
  pendulumStrip,
  phaseMaps,
  requireSome,
} from "lib/viz";

/** Torques at random. */
export function aimlessFilm(
  angles: readonly number[],
  torques: readonly number[],
  total: number,
): Figure {
  return pendulumFilm({
    headline: "Torques at random do not lift it",
    description:
      `A pendulum moved by random torques: it dangles about the lowest point; the episode's return is ${
        total.toFixed(0)
      }.`,
    angles,
    torques,
  });
}

/** The swing-up that was learned, as a film. */
export function swingFilm(angles: readonly number[], torques: readonly number[]): Figure {
  return pendulumFilm({
    headline: "It swings out, back, and stands",
    description:
      "A pendulum that swings to one side, then to the other, up to the top, and stands.",
    angles,
    torques,
  });
}

/** Moments of it; `angles` from hanging to standing, 0.05 s apart, rad. */
export function swingStrip(angles: readonly number[], torques: readonly number[]): Figure {
  const tilt = angles.map((angle) => Math.abs(Math.atan2(Math.sin(angle), Math.cos(angle))));
  const up = tilt.findLastIndex((each) => each > 0.2) + 1; // from here on it stands
  return pendulumStrip({
    headline: `From hanging to standing\nin ${(up * 0.05).toFixed(1)} seconds`,
    description:
      `Seven moments of the swing-up: hanging, swinging out, back, higher on the other side, up, and standing within 0.2 rad of the top from ${
        (up * 0.05).toFixed(1)
      } s on.`,
    angles,
    torques,
  });
}

/** What the critic promises and what the actor does, over angle and speed, and a swing through both. */
export function insideItsHead(
  grid: { readonly angles: readonly number[]; readonly velocities: readonly number[] },
  head: { readonly promises: readonly number[]; readonly torques: readonly number[] },
  swing: { readonly angles: readonly number[]; readonly velocities: readonly number[] },
): Figure {
  return phaseMaps({
    headline: "A ridge of value leads up,\nand the torque follows the swing",
    description:
      "Two maps over angle and angular velocity: the critic's value is a bright band that winds into the upright rest, and the torque flips sign along curves; a swing-up winds into the middle.",
    grid,
    maps: [
      {
        title: "what the critic promises",
        shade: "Q [return]",
        values: head.promises,
        scale: "ramp",
      },
      {
        title: "what the actor does",
        shade: "torque [N m]",
        values: head.torques,
        scale: "diverging",
      },
    ],
    path: { name: "the swing above", ...swing },
  });
}

/**
 * How often random actions reach the goal, by how long each is held.
 *
 * @param holds steps for which an action is held
 * @param shares share of episodes that reach the goal, 0 … 1
 */
export function goalsByHold(holds: readonly number[], shares: readonly number[]): Figure {
  requireSome("holds", holds);
  const dip = holds.indexOf(80), share = shares[dip] ?? 0;
  return figure({
    headline: "Hold a push for half a swing and it\nhelps; for a whole one, it takes back",
    description:
      "Share of random episodes that reach the goal over how long each action is held: " +
      `${holds.map((hold, i) => `${hold}: ${Math.round(100 * shares[i]!)} %`).join(", ")}.`,
    x: { title: "steps for which an action is held", categories: holds.map(String) },
    y: {
      title: "episodes that reach the goal",
      domain: [0, 1.15],
      values: [0, 0.5, 1],
      format: "%",
    },
    height: 240,
    layers: [
      bars({ name: "random actions", x: holds.map(String), y: shares, role: "bound" }),
      ...(dip < 0 ? [] : [
        note({
          text: `${Math.round(100 * share)} % at 80`,
          x: "80",
          y: 0.9,
          at: { x: "80", y: share + 0.02 },
        }),
      ]),
    ],
  });
}

/** A blind episode that got there. */
export function blindClimb(positions: readonly number[], throttles: readonly number[]): Figure {
  return mountainCarFilm({
    headline: "Pushes that last rock it up",
    description:
      "A car in a valley rocks to and fro under random pushes that last, and reaches the flag on the right hill.",
    positions,
    throttles,
  });
}
