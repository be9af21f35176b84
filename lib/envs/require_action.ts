/** Refusing what is no action of an environment. */
import { refusal, requireInteger, requireVector } from "../math/mod.ts";
import type { ActionSpace } from "./environment.ts";

/**
 * Refuses anything but an action of the space: a whole number in [0, count − 1], or a vector within
 * the box, its faces included. Nothing is clamped: an agent that leaves the box has a mistake.
 *
 * @param doing what the caller was about to do, for the message: "step pendulum"
 * @throws {TypeError} wrong kind, {ShapeError} wrong size, {RangeError} out of range
 * @example
 * ```ts
 * import { requireAction } from "lib/envs";
 * import { assertThrows } from "@std/assert";
 *
 * const torque = { kind: "box", low: [-2], high: [2] } as const;
 * requireAction("step pendulum", torque, [2]);
 * assertThrows(() => requireAction("step pendulum", torque, [2.5]), RangeError, "in [-2, 2]");
 * ```
 */
export function requireAction(doing: string, space: ActionSpace, action: unknown): void {
  switch (space.kind) {
    case "discrete":
      return requireInteger(doing, "action", action, 0, space.count - 1);
    case "box":
      return requireInBox(doing, space.low, space.high, action);
    default:
      return space satisfies never;
  }
}

function requireInBox(
  doing: string,
  low: readonly number[],
  high: readonly number[],
  action: unknown,
): void {
  requireVector(doing, "action", action, low.length);
  const entries = action as ArrayLike<number>;
  for (let i = 0; i < low.length; i++) {
    const [entry, least, most] = [entries[i]!, low[i]!, high[i]!];
    if (entry < least || entry > most) {
      const wish = `a number in [${least}, ${most}]`;
      throw new RangeError(refusal(doing, `action[${i}]`, entry, wish));
    }
  }
}
