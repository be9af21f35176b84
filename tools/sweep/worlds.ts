import type { AgentEnvironment, EvaluationGrid } from "lib/agents";
import {
  mountainCarContinuous,
  type MountainCarOptions,
  mountainCarStart,
  pendulum,
  type PendulumOptions,
  pendulumStart,
  type Start,
} from "lib/envs";
import { grid } from "lib/math";
import type { StoredOptions } from "data";

/** A world that runs know by name; what its states are is its own affair. */
export interface World {
  /** @throws {TypeError|RangeError} for options that it has not */
  readonly make: (options: StoredOptions) => AgentEnvironment<unknown>;
  /** Where evaluations begin, always. */
  readonly grid: EvaluationGrid<unknown>;
}

const ANGLES = [-3, -2, -1, 0, 1, 2, 3, 3.14]; // rad
const ANGULAR_VELOCITIES = [-1, 0, 1]; // rad/s

/** The worlds there are. */
export const WORLDS: Readonly<Record<string, World>> = {
  pendulum: worldOf(
    (options) => pendulum(options as PendulumOptions),
    ANGLES.flatMap((angle) => ANGULAR_VELOCITIES.map((velocity) => pendulumStart(angle, velocity))),
    200,
  ),
  mountainCarContinuous: worldOf(
    (options) => mountainCarContinuous(options as MountainCarOptions),
    Array.from(grid(-0.6, -0.4, 10), (position) => mountainCarStart(position, 0)),
    999,
  ),
};

/** Forgets what the states are: only the world itself looks at them. */
function worldOf<State>(
  make: (options: StoredOptions) => AgentEnvironment<State>,
  starts: readonly Start<State, readonly number[]>[],
  maxSteps: number,
): World {
  return {
    make: (options) => make(options) as unknown as AgentEnvironment<unknown>,
    grid: { starts, maxSteps },
  };
}
