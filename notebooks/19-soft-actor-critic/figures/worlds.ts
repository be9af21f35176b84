/** Figures of chapter 19: the two worlds, and what the agent thinks of one. */
import {
  arrows,
  bars,
  dots,
  type Figure,
  figure,
  label,
  mountainCarFilm,
  note,
  pendulumFilm,
  pendulumStrip,
  phaseMaps,
  requireSome,
  rule,
} from "lib/viz";
import { minus } from "./learning.ts";

/** Where the end of the rod has been, of length one. */
function tipWay(angles: readonly number[]) {
  const kept = angles.filter((angle, i) => i === 0 || Math.abs(angle - angles[i - 1]!) > 0.02);
  const x = kept.map((angle) => -Math.sin(angle)), y = kept.map(Math.cos);
  const [from, to] = [{ x: x.slice(0, -1), y: y.slice(0, -1) }, { x2: x.slice(1), y2: y.slice(1) }];
  const name = "where its end has been"; // as pieces, which take less room in a notebook
  return arrows({ name, ...from, ...to, role: "quiet", width: 1, heads: false });
}

/** Torques at random. */
export function aimlessFilm(
  angles: readonly number[],
  torques: readonly number[],
  total: number,
): Figure {
  const highest = Math.max(...angles.map(Math.cos));
  const words = `${highest.toFixed(2).replace("-", "−")} m`;
  return pendulumFilm({
    headline: "Torques at random\ndo not lift it",
    description:
      `A pendulum moved by random torques: it dangles about the lowest point, and its end comes no higher than ${words}; the episode's return is ${
        total.toFixed(0)
      }.`,
    angles,
    torques,
    more: [
      tipWay(angles),
      rule({ y: highest, label: "", role: "ink" }),
      label({ text: ["never higher", `than ${words}`], x: -1.15, y: highest + 0.3, bold: false }),
    ],
  });
}

/** The swing-up that was learned, as a film. */
export function swingFilm(angles: readonly number[], torques: readonly number[]): Figure {
  return pendulumFilm({
    headline: "Out, back, higher, back again,\nand up: then it stands",
    description:
      "A pendulum that swings to one side, higher to the other, back through the bottom, up to the top, and stands.",
    angles,
    torques,
    more: [tipWay(angles)],
  });
}

/** Moments of it; `angles` from hanging to standing, 0.05 s apart, rad. */
export function swingStrip(angles: readonly number[], torques: readonly number[]): Figure {
  const tilt = angles.map((angle) => Math.abs(Math.atan2(Math.sin(angle), Math.cos(angle))));
  const up = tilt.findLastIndex((each) => each > 0.2) + 1; // from here on it stands
  return pendulumStrip({
    headline: `From hanging to standing\nin ${(up * 0.05).toFixed(1)} seconds`,
    description:
      `Seven moments of the swing-up: hanging, swinging out, back, higher on the other side, back through the bottom, up on the first side, and standing within 0.2 rad of the top from ${
        (up * 0.05).toFixed(1)
      } s on.`,
    angles,
    torques,
  });
}

/** Which way a swing goes: four heads where it is fast, but none where the angle wraps round. */
function onward({ angles, velocities }: Parameters<typeof insideItsHead>[2]) {
  const fast = angles.map((_, i) => i).filter((i) =>
    Math.abs(velocities[i]!) > 3 && Math.abs((angles[i + 1] ?? Infinity) - angles[i]!) < 1
  );
  const from = [0.1, 0.35, 0.6, 0.85].map((part) => fast[Math.floor(part * fast.length)]!)
    .filter((i) => i !== undefined);
  const of = (list: readonly number[], ahead: number) => from.map((i) => list[i + ahead]!);
  return arrows({
    name: "which way",
    x: of(angles, 0),
    y: of(velocities, 0),
    x2: of(angles, 1),
    y2: of(velocities, 1),
    role: "bound",
    width: 3,
  });
}

/** What the critic promises and what the actor does, over angle and speed, and a swing through both. */
export function insideItsHead(
  grid: { readonly angles: readonly number[]; readonly velocities: readonly number[] },
  head: { readonly promises: readonly number[]; readonly torques: readonly number[] },
  swing: { readonly angles: readonly number[]; readonly velocities: readonly number[] },
): Figure {
  const near = (list: readonly number[], wanted: number) =>
    list.reduce(
      (best, x, i) => Math.abs(x - wanted) < Math.abs(list[best]! - wanted) ? i : best,
      0,
    );
  const at = (values: readonly number[], angle: number, velocity: number) =>
    values[near(grid.velocities, velocity) * grid.angles.length + near(grid.angles, angle)]!;
  return phaseMaps({
    headline: "A ridge of value leads up,\nand the torque follows the swing",
    description:
      `Two maps over angle and angular velocity: the critic's value is a ridge that winds through the upright rest, its shades from ${
        minus(Math.min(...head.promises))
      } to ${
        minus(Math.max(...head.promises))
      }, and the torque flips sign along curves; a swing-up winds into the middle.`,
    grid,
    maps: [
      {
        title: "what the critic promises [return]",
        shade: "Q [return]",
        values: head.promises,
        scale: "ramp",
        words: [
          label({ text: ["hanging:", minus(at(head.promises, -Math.PI, 0))], x: -2.9, y: 1.4 }),
          label({ text: `upright: ${minus(at(head.promises, 0, 0))}`, x: 0.35, y: 1.2 }),
          label({ text: "the swing", x: -1.05, y: -3.2, role: "bound" }),
          onward(swing),
        ],
      },
      {
        title: "what the actor does [N m]",
        shade: "torque [N m]",
        values: head.torques,
        scale: "diverging",
        words: ([[-2.2, 6.4], [0.4, 6.4], [-2.6, -4], [-0.6, -4]] as const).map(([angle, speed]) =>
          label({
            text: torqueWords(at(head.torques, angle, speed)),
            x: angle,
            y: speed,
            align: "center",
          })
        ),
      },
    ],
    path: { name: "the swing above", ...swing },
  });
}

/** A torque with its sign. */
function torqueWords(torque: number): string {
  return `${torque < 0 ? "−" : "+"}${Math.abs(torque).toFixed(1)}`;
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

/** The hill that the film draws, m. */
const heightAt = (x: number) => 0.55 + 0.45 * Math.sin(3 * x);

/** A blind episode that got there. */
export function blindClimb(positions: readonly number[], throttles: readonly number[]): Figure {
  const moved = positions.filter((x, i) => x !== positions[i - 1]); // at the wall it rests a step
  const turns = moved.filter((x, i) => (x - (moved[i - 1] ?? x)) * ((moved[i + 1] ?? x) - x) < 0);
  return mountainCarFilm({
    headline: `Pushes that last rock it up\nin ${throttles.length} steps`,
    description:
      `A car in a valley rocks to and fro under random pushes that last, turns ${turns.length} times, and reaches the flag on the right hill after ${throttles.length} steps.`,
    positions,
    throttles,
    more: [
      dots({ name: "it turned here", x: turns, y: turns.map(heightAt), role: "world", size: 45 }),
      label({
        text: [`it turned ${turns.length} times,`, "at the dots"],
        x: -0.3,
        y: 0.95,
        align: "center",
        role: "world",
      }),
    ],
  });
}
