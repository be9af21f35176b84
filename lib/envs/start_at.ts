/** Beginning where one wants to. */
import { door } from "../math/mod.ts";
import { ENVIRONMENT, type Environment, type Start, startShape } from "./environment.ts";

const checkStartAt = door("hold a start", { environment: ENVIRONMENT });

/**
 * The same world, but every episode begins at `start`, whatever the key: for an evaluation on a
 * fixed grid of starts, which spares it the luck of the first state.
 *
 * @param start made by the world's own function, such as `pendulumStart`
 * @example
 * ```ts
 * import { pendulum, pendulumStart, rollOut, startAt } from "lib/envs";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * const hanging = startAt(pendulum(), pendulumStart(Math.PI, 0));
 * const { states } = rollOut(key(0), hanging, () => [0], 1);
 * assertEquals(states[0], { angle: Math.PI, angularVelocity: 0, step: 0 });
 * ```
 */
export function startAt<State, Action, Observation>(
  environment: Environment<State, Action, Observation>,
  start: Start<State, Observation>,
): Environment<State, Action, Observation> {
  checkStartAt({ environment });
  startShape(environment).check("hold a start", "start", start);
  return { ...environment, reset: () => start };
}
