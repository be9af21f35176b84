/** Learning from a rollout: advantages once, then steps of Adam on pieces of it. */
import { fold, type Key, permutation, refusal } from "../../math/mod.ts";
import {
  capture,
  type Captured,
  hostTensor,
  onHost,
  tensorScope,
  valueAndGradients,
} from "../../nn/mod.ts";
import * as tf from "../../nn/tf.ts";
import type { Metrics } from "../shared/agent.ts";
import { type Advantages, advantagesOf } from "./advantages.ts";
import type { Rollout } from "./crowd.ts";
import { policyLossOf, stateValueLossOf } from "./losses.ts";
import {
  logDensitiesOf,
  type PolicyGradientState,
  type Question,
} from "./policy_gradient_state.ts";

/** A rollout, and what policy and value said of it before they learned; tables `[T, N]`. */
export interface Judgement extends Advantages {
  readonly logDensities: Float32Array;
}

/** What policy and value say of a rollout, and the advantages that follow. */
export function judged(
  state: PolicyGradientState,
  ask: { readonly actor: Question; readonly critic: Question },
  rollout: Rollout,
): Judgement {
  const values = ask.critic.ask(rollout.observations);
  const valuesNext = ask.critic.ask(rollout.observationsNext);
  const outputs = ask.actor.ask(rollout.observations);
  const logDensities = logDensitiesOf(state, outputs, rollout.marks);
  const paths = { ...rollout, logDensities, values, valuesNext };
  return { ...advantagesOf(paths, state.config), logDensities };
}

/** Numbers of a piece of a rollout, in this order of rows. */
export interface Piece {
  readonly observations: Float32Array;
  readonly marks: Float32Array;
  readonly before: Float32Array;
  readonly advantages: Float32Array;
  readonly targets: Float32Array;
}

/** Rows of a rollout, picked. */
export function pieceOf(rollout: Rollout, judgement: Judgement, rows: Int32Array): Piece {
  const count = judgement.targets.length;
  const picked = (table: ArrayLike<number>) => {
    const width = table.length / count, out = new Float32Array(rows.length * width);
    rows.forEach((row, i) => {
      for (let j = 0; j < width; j++) out[i * width + j] = table[row * width + j]!;
    });
    return out;
  };
  const { logDensities, advantages, targets } = judgement;
  return {
    observations: picked(rollout.observations),
    marks: picked(rollout.marks),
    before: picked(logDensities),
    advantages: picked(advantages),
    targets: picked(targets),
  };
}

/** One step of Adam for policy and value on pieces of one size, recorded and replayed. */
export interface Learning extends Disposable {
  readonly take: (piece: Piece, step: number) => Metrics;
  readonly captured: () => Captured | undefined;
}

/** Steps on pieces; a piece of another size is recorded anew. */
export function learning(state: PolicyGradientState): Learning {
  let captured: Captured | undefined, size = -1;
  const turn: Turn = { piece: undefined!, metrics: {} };
  return {
    take: (piece, step) => {
      if (piece.before.length !== size) {
        captured?.[Symbol.dispose]();
        size = piece.before.length;
        captured = capture(() => learn(state, turn, size));
      }
      turn.piece = piece;
      captured!.run(step);
      return turn.metrics;
    },
    captured: () => captured,
    [Symbol.dispose]: () => captured?.[Symbol.dispose](),
  };
}

interface Turn {
  piece: Piece;
  metrics: Metrics;
}

function learn(state: PolicyGradientState, turn: Turn, size: number): void {
  using scope = tensorScope();
  const { network, head, actor, critic, config, spaces } = state;
  const table = (name: keyof Piece, shape: number[]) =>
    scope.own(hostTensor(shape, () => turn.piece[name]));
  const seen = table("observations", [size, spaces.observations]);
  const marks = table("marks", [size, head.width]), targets = table("targets", [size, 1]);
  const taken = { before: table("before", [size]), advantages: table("advantages", [size]) };
  using policy = valueAndGradients(
    (each) =>
      tf.tidy(() =>
        policyLossOf(head.logDensities(network.apply(each, seen), marks), taken, config.clip)
      ),
    actor,
  );
  state.actorOptimizer.update(policy.gradients);
  using value = valueAndGradients(
    (each) => stateValueLossOf(network.apply(each, seen), targets),
    critic,
  );
  state.criticOptimizer.update(value.gradients);
  onHost(() => {
    const { loss, ratio } = policy.terms;
    turn.metrics = { policyLoss: loss!, ratio: ratio!, valueLoss: value.loss };
  });
}

/** Which rows each step of an update learns from: every row once an epoch, shuffled. */
export function piecesOfRows(
  key: Key,
  count: number,
  { epochs, minibatch = count }: {
    readonly epochs: number;
    readonly minibatch?: number | undefined;
  },
): readonly Int32Array[] {
  if (count % minibatch !== 0) {
    const wish = `a divisor of the rollout's ${count} experiences`;
    throw new RangeError(refusal("learn", "minibatch", minibatch, wish));
  }
  return Array.from({ length: epochs }, (_, epoch) => {
    const order = minibatch === count
      ? Int32Array.from({ length: count }, (_, i) => i)
      : permutation(fold(key, epoch), count);
    return Array.from(
      { length: count / minibatch },
      (_, i) => order.subarray(i * minibatch, (i + 1) * minibatch),
    );
  }).flat();
}
