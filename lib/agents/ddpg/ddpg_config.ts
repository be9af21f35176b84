/** The settings of DDPG. */
import { refusal, requireNumber, requireOptions, requirePositive } from "../../math/mod.ts";
import { requireFraction, requireWidths } from "../shared/require_settings.ts";

/** Settings of `ddpgAgent`. */
export interface DdpgConfig {
  /** Widths of the hidden layers of actor and critic. */
  readonly hidden: readonly number[];
  /** γ. */
  readonly discount: number;
  /** η of Adam. */
  readonly learningRate: number;
  /** τ: how far the slow copies of actor and critic go in an update. */
  readonly averaging: number;
  /** Standard deviation of the noise added to an action while learning, in units of [−1, 1]. */
  readonly noise: number;
}

/** The settings of the comparison: SAC's, and a tenth of noise. */
export const ddpgDefaults: DdpgConfig = {
  hidden: [64, 64],
  discount: 0.99,
  learningRate: 3e-4,
  averaging: 0.005,
  noise: 0.1,
};

/** @throws {RangeError|TypeError} naming a setting that is bad or unknown */
export function resolveDdpg(config: Partial<DdpgConfig>): DdpgConfig {
  const action = "start DDPG", resolved = { ...ddpgDefaults, ...config };
  requireOptions(action, config, Object.keys(ddpgDefaults));
  requireWidths(action, "hidden", resolved.hidden);
  requirePositive(action, "learningRate", resolved.learningRate);
  requireFraction(action, "discount", resolved.discount);
  requireFraction(action, "averaging", resolved.averaging);
  requireNumber(action, "noise", resolved.noise);
  if (resolved.noise < 0) {
    throw new RangeError(refusal(action, "noise", resolved.noise, "a number of at least 0"));
  }
  return resolved;
}
