/** Refusing what is no action of an environment. */
import { type Shape, unknownKind, vectorWithin, whole } from "../math/mod.ts";
import { type ActionSpace, SPACE } from "./environment.ts";

/** An action of the space: a whole number in [0, count − 1], or a vector within the box. */
export function actionShape(space: ActionSpace): Shape<unknown> {
  switch (space.kind) {
    case "discrete":
      return whole(0, space.count - 1);
    case "box":
      return vectorWithin(space.low, space.high);
    default:
      throw unknownKind("act", "the space", space);
  }
}

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
  actionShape(SPACE.check(doing, "the space", space)).check(doing, "action", action);
}
