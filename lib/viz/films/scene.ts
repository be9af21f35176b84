/** What a picture of a world is made of: segments and discs, and arrows out of them. */
import type { Role } from "../look/colours.ts";

/** What a mark stands for; {@link inks} says how it looks. */
export type Ink =
  | "body"
  | "second"
  | "force"
  | "point"
  | "block"
  | "joint"
  | "ground"
  | "limit"
  | "trace";

/** From one point to another, in the units of the axes. */
export interface Segment {
  readonly ink: Ink;
  readonly ends: readonly [x: number, y: number, x2: number, y2: number];
}

/** A round mark; its size is of the ink, not of the world. */
export interface Disc {
  readonly ink: Ink;
  readonly x: number;
  readonly y: number;
}

/** One moment. */
export interface Scene {
  readonly segments: readonly Segment[];
  readonly discs: readonly Disc[];
  /** A few words: a force with its unit. */
  readonly words?: string;
}

/**
 * Role, width of a segment and area of a disc in pixels: bodies are of the world, forces are chosen;
 * widths tell them apart in greyscale.
 */
export const inks: Readonly<
  Record<Ink, { style: Role; width: number; area: number; dash?: readonly number[] }>
> = {
  body: { style: "world", width: 7, area: 240 },
  second: { style: "causeA", width: 7, area: 240 },
  force: { style: "bound", width: 3, area: 60 },
  point: { style: "bound", width: 3, area: 60 },
  block: { style: "quiet", width: 16, area: 400 },
  joint: { style: "quiet", width: 2, area: 90 },
  ground: { style: "quiet", width: 2, area: 40 },
  limit: { style: "quiet", width: 1.5, area: 40, dash: [5, 4] },
  trace: { style: "hairline", width: 1, area: 20 },
};

/** A polyline as segments. */
export function chain(ink: Ink, points: readonly (readonly [number, number])[]): Segment[] {
  return points.slice(1).map((to, i) => ({ ink, ends: [...points[i]!, ...to] }));
}

/** A straight arrow; nothing when it has no length. */
export function arrow(x: number, y: number, dx: number, dy: number, head: number): Segment[] {
  const length = Math.hypot(dx, dy);
  if (length === 0) return [];
  const tip = [x + dx, y + dy] as const;
  return [...chain("force", [[x, y], tip]), ...barbs(tip, [dx / length, dy / length], head)];
}

/** An arrow along a circle from straight above its middle, by `turn` rad counter-clockwise. */
export function turningArrow(
  [x, y]: readonly [number, number],
  radius: number,
  turn: number,
): Segment[] {
  if (turn === 0) return [];
  const bits = Math.max(2, Math.ceil(Math.abs(turn) / 0.35));
  const at = (angle: number) =>
    [x - radius * Math.sin(angle), y + radius * Math.cos(angle)] as const;
  const points = Array.from({ length: bits + 1 }, (_, i) => at(turn * i / bits));
  const sign = Math.sign(turn);
  const heading = [-sign * Math.cos(turn), -sign * Math.sin(turn)] as const;
  return [...chain("force", points), ...barbs(at(turn), heading, radius * 0.45)];
}

/** The two strokes of an arrow's head. */
function barbs(
  [x, y]: readonly [number, number],
  [dx, dy]: readonly [number, number],
  size: number,
): Segment[] {
  const side = (sign: 1 | -1): Segment => ({
    ink: "force",
    ends: [x, y, x - size * (dx + sign * 0.6 * dy), y - size * (dy - sign * 0.6 * dx)],
  });
  return [side(1), side(-1)];
}
