/** The settings of Soft Actor-Critic. */
import {
  atLeast,
  extended,
  finite,
  fraction,
  type Given,
  list,
  optional,
  positive,
  type Resolved,
  setting,
  settings,
  type Shape,
  shapeOf,
  type TypeOf,
  variants,
  whole,
  wrongKind,
  wrongValue,
} from "../../math/mod.ts";
import type { LogStdRange } from "../../prob/tensor/mod.ts";
import type { BoxSpaces } from "../shared/spaces.ts";

const ENDS = "[lowest, highest], two numbers in order";

/** The ends of log σ. */
export const RANGE: Shape<LogStdRange> = shapeOf<LogStdRange>(ENDS, (value) => {
  if (!Array.isArray(value)) return wrongKind(value, ENDS);
  const found = ends.fault(value);
  if (found !== undefined) return found;
  const [lowest, highest] = value as [number, number];
  return lowest <= highest ? undefined : wrongValue(value, ENDS);
});

const ends = list(extended, 2);

/** Where α comes from: learned so that the entropy meets its target, or fixed (0: no entropy). */
const temperature = variants({ learned: { initial: positive }, fixed: { value: atLeast(0) } });

/** Where α comes from. */
export type TemperatureConfig = TypeOf<typeof temperature>;

/**
 * The settings of {@link sacAgent}; the defaults are the paper's, with networks of 64 units for small
 * worlds in place of 256.
 *
 * - `hidden`: widths of the hidden layers of actor and critics
 * - `discount`: γ
 * - `learningRate`: η of Adam; `actorLearningRate`, `criticLearningRate` and
 *   `temperatureLearningRate` take its place for one of them
 * - `averaging`: τ, how far the slow copies go towards the critics in an update; 1: no slow copies
 * - `critics`: how many, of which the least counts: 2, or 1 to see what goes wrong
 * - `temperature`: α learned from an initial one, or fixed
 * - `targetEntropy`: H̄, nats of actions in [−1, 1]; −A when left out
 * - `logStdRange`: the ends of log σ
 */
export const SAC_SETTINGS = settings({
  hidden: setting(list(whole(1)), [64, 64]),
  discount: setting(fraction, 0.99),
  learningRate: setting(positive, 3e-4),
  actorLearningRate: optional(positive),
  criticLearningRate: optional(positive),
  temperatureLearningRate: optional(positive),
  averaging: setting(fraction, 0.005),
  critics: setting(whole(1), 2),
  temperature: setting(temperature, { kind: "learned", initial: 1 }),
  targetEntropy: optional(finite),
  logStdRange: setting(RANGE, [-20, 2]),
});

/** What differs from the defaults, see {@link SAC_SETTINGS}. */
export type SacConfig = Given<typeof SAC_SETTINGS>;

/** {@link SacConfig} without gaps. */
export type ResolvedSac = Resolved<typeof SAC_SETTINGS> & { readonly targetEntropy: number };

/** The defaults of {@link SAC_SETTINGS}. */
export const sacDefaults = SAC_SETTINGS.defaults;

/** @throws {RangeError|TypeError} naming a setting that is bad or unknown */
export function resolveSac({ low }: BoxSpaces, config: SacConfig = {}): ResolvedSac {
  const resolved = SAC_SETTINGS.read("start Soft Actor-Critic", config);
  return { targetEntropy: -low.length, ...resolved };
}
