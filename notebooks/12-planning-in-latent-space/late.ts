/** A reward that is foretold one step late: what it does to plans. */
import type { Imagine } from "lib/control";
import { pendulum, type PixelPendulumState } from "lib/envs";
import { key } from "lib/math";
import { WORLD } from "./world.ts";

const bare = pendulum({ stepLimit: 1_000_000 }), still = key(0);

/**
 * The world itself as a model, but at each step of a plan it says, of the state that the step leads to, what
 * the *next* step will pay there, without knowing the next torque: it takes none.
 */
export function imagineLate({ angle, angularVelocity }: PixelPendulumState): Imagine {
  return (plans, count) => {
    const horizon = plans.length / count, rewards = new Float64Array(plans.length);
    for (let plan = 0; plan < count; plan++) {
      let state = { angle, angularVelocity, step: 0 };
      for (let t = plan * horizon; t < (plan + 1) * horizon; t++) {
        state = held(state, WORLD.torque * plans[t]!).state;
        rewards[t] = held(state, 0).paid;
      }
    }
    return rewards;
  };
}

/** A torque, N m, held for a decision: the state after it, and what it pays. */
function held(
  from: { readonly angle: number; readonly angularVelocity: number; readonly step: number },
  torque: number,
) {
  let state = from, paid = 0;
  for (let i = 0; i < WORLD.repeat; i++) {
    const next = bare.step(state, [torque], still);
    [state, paid] = [next.state, paid + next.reward];
  }
  return { state, paid };
}
