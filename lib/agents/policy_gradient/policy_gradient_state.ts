/** The parts of a policy gradient, and how its networks are asked. */
import { door, fold, type Key, keyShape } from "../../math/mod.ts";
import {
  type AdamOptimizer,
  adamOptimizer,
  capture,
  type Captured,
  hostTensor,
  onHost,
  tensorScope,
  type TensorTree,
} from "../../nn/mod.ts";
import * as tf from "../../nn/tf.ts";
import { kept, type Network, perceptron } from "../shared/networks.ts";
import { SPACES, type Spaces } from "../shared/spaces.ts";
import { type ActionHead, actionHead } from "./action_head.ts";
import {
  POLICY_GRADIENT_SETTINGS,
  type PolicyGradientConfig,
  type ResolvedPolicyGradient,
} from "./policy_gradient_config.ts";

/** Networks of policy and value, and the optimizers at work on them. */
export interface PolicyGradientState {
  readonly config: ResolvedPolicyGradient;
  readonly spaces: Spaces;
  readonly head: ActionHead;
  readonly network: Network;
  readonly actor: TensorTree;
  readonly critic: TensorTree;
  readonly actorOptimizer: AdamOptimizer<TensorTree>;
  readonly criticOptimizer: AdamOptimizer<TensorTree>;
}

const DOING = "start a policy gradient";
const checkStart = door(DOING, { key: keyShape, spaces: SPACES });

/** All parts at their start; the caller owns them. */
export function policyGradientState(
  key: Key,
  spaces: Spaces,
  given: PolicyGradientConfig,
): PolicyGradientState {
  checkStart({ key, spaces });
  const config = POLICY_GRADIENT_SETTINGS.read(DOING, given);
  const head = actionHead(spaces, config.logStdRange);
  const network = perceptron(config.hidden), inputs = spaces.observations;
  const actor = kept(network.init(fold(key, "actor"), { inputs, outputs: head.outputs }));
  const critic = kept(network.init(fold(key, "critic"), { inputs, outputs: 1 }));
  const adam = (tree: TensorTree, learningRate: number) =>
    adamOptimizer(tree, { learningRate, epsilon: 1e-5, maxNorm: config.maxNorm });
  const { learningRate: rate, valueLearningRate = rate } = config;
  return {
    config,
    spaces,
    head,
    network,
    actor,
    critic,
    actorOptimizer: adam(actor, rate),
    criticOptimizer: adam(critic, valueLearningRate),
  };
}

/** A question asked again and again of so many rows, recorded and replayed. */
export interface Question extends Disposable {
  /** The answer, row-major; valid until the next one. */
  readonly ask: (observations: Float32Array) => Float32Array;
}

/** The outputs of a network for `[rows, O]`, whatever its weights have become. */
export function question(
  { network, spaces: { observations: width } }: PolicyGradientState,
  parameters: TensorTree,
): Question {
  let captured: Captured | undefined, rows = -1;
  const now: Record<"given" | "answer", Float32Array> = {
    given: new Float32Array(),
    answer: new Float32Array(),
  };
  const step = (count: number) => () => {
    using scope = tensorScope();
    const seen = scope.own(hostTensor<tf.Rank.R2>([count, width], () => now.given));
    const y = scope.own(network.apply(parameters, seen));
    onHost(() => now.answer = Float32Array.from(y.dataSync()));
  };
  return {
    ask: (observations) => {
      const count = observations.length / width;
      if (count !== rows) {
        captured?.[Symbol.dispose]();
        [captured, rows] = [capture(step(count)), count];
      }
      now.given = observations;
      captured!.run();
      return now.answer;
    },
    [Symbol.dispose]: () => captured?.[Symbol.dispose](),
  };
}

/** log π of marked actions under the policy as it stands, `[rows]`. */
export function logDensitiesOf(
  { head }: PolicyGradientState,
  outputs: Float32Array,
  marks: Float32Array,
): Float32Array {
  const rows = outputs.length / head.outputs;
  return tf.tidy(() =>
    Float32Array.from(
      head.logDensities(
        tf.tensor2d(outputs, [rows, head.outputs]),
        tf.tensor2d(marks, [rows, head.width]),
      ).dataSync(),
    )
  );
}
