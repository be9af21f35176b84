/** The settings of Soft Actor-Critic. */
import {
  refusal,
  requireInteger,
  requireNumber,
  requireOptions,
  requirePositive,
} from "../../math/mod.ts";
import type { LogStdRange } from "../../nn/mod.ts";
import { requireFraction, requireWidths } from "../shared/require_settings.ts";
import type { Spaces } from "../shared/spaces.ts";

/** Where α comes from: learned so that the entropy meets its target, or fixed (0: no entropy). */
export type TemperatureConfig =
  | { readonly kind: "learned"; readonly initial: number }
  | { readonly kind: "fixed"; readonly value: number };

/** Settings of {@link sacAgent}. */
export interface SacConfig {
  /** Widths of the hidden layers of actor and critics. */
  readonly hidden: readonly number[];
  /** γ. */
  readonly discount: number;
  /** η of Adam, for actor, critics and temperature. */
  readonly learningRate: number;
  /** τ: how far the slow copies go towards the critics in an update; 1 means no slow copies. */
  readonly averaging: number;
  /** How many critics, of which the least counts: 2, or 1 to see what goes wrong. */
  readonly critics: number;
  readonly temperature: TemperatureConfig;
  /** H̄, nats of actions in [−1, 1]; default −A. */
  readonly targetEntropy?: number;
  /** The ends of log σ. */
  readonly logStdRange: LogStdRange;
}

/** {@link SacConfig} without gaps. */
export type ResolvedSac = Required<SacConfig>;

/** The paper's settings, with networks of 64 units for small worlds in place of 256. */
export const sacDefaults: SacConfig = {
  hidden: [64, 64],
  discount: 0.99,
  learningRate: 3e-4,
  averaging: 0.005,
  critics: 2,
  temperature: { kind: "learned", initial: 1 },
  logStdRange: [-20, 2],
};

const ACTION = "start Soft Actor-Critic";

/** @throws {RangeError|TypeError} naming a setting that is bad or unknown */
export function resolveSac({ low }: Spaces, config: Partial<SacConfig>): ResolvedSac {
  requireOptions(ACTION, config, [...Object.keys(sacDefaults), "targetEntropy"]);
  const resolved = { targetEntropy: -low.length, ...sacDefaults, ...config };
  const { hidden, learningRate, critics, temperature, targetEntropy } = resolved;
  requireWidths(ACTION, "hidden", hidden);
  requirePositive(ACTION, "learningRate", learningRate);
  requireFraction(ACTION, "discount", resolved.discount);
  requireFraction(ACTION, "averaging", resolved.averaging);
  requireInteger(ACTION, "critics", critics, 1);
  requireNumber(ACTION, "targetEntropy", targetEntropy);
  requireTemperature(temperature);
  requireRange(resolved.logStdRange);
  return resolved;
}

function requireRange([lowest, highest]: readonly number[]): void {
  if (lowest! <= highest!) return;
  const wish = "[lowest, highest], two numbers in order";
  throw new RangeError(refusal(ACTION, "logStdRange", [lowest, highest], wish));
}

function requireTemperature(temperature: TemperatureConfig): void {
  switch (temperature.kind) {
    case "learned":
      return requirePositive(ACTION, "temperature.initial", temperature.initial);
    case "fixed":
      requireNumber(ACTION, "temperature.value", temperature.value);
      if (temperature.value >= 0) return;
      throw new RangeError(
        refusal(ACTION, "temperature.value", temperature.value, "a number of at least 0"),
      );
    default:
      temperature satisfies never;
      throw new RangeError(
        refusal(
          ACTION,
          "temperature.kind",
          (temperature as { kind: unknown }).kind,
          "learned or fixed",
        ),
      );
  }
}
