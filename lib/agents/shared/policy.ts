/** A policy alone: a network that says what to do, as bytes and back, without what made it. */
import {
  callable,
  door,
  oneOf,
  record,
  refusal,
  ShapeError,
  shapeOf,
  text,
  wrongValue,
} from "../../math/mod.ts";
import {
  CheckpointError,
  decodeCheckpoint,
  encodeCheckpoint,
  mlp,
  type SavedTensor,
  type TensorTree,
} from "../../nn/mod.ts";
import * as tf from "../../nn/tf.ts";
import type { Actor, Agent, Observations } from "./agent.ts";
import { kept, type Network, outputsOf } from "./networks.ts";
import { type BoxSpaces, requireBox, SPACES } from "./spaces.ts";

const APPLIED = record({ apply: callable("a function of parameters and tensor") });
const named = record({}, "tensors by name");
const TENSORS = shapeOf<TensorTree>(
  named.wish,
  (value) =>
    named.fault(value) ??
      (Object.keys(value as object).length > 0 ? undefined : wrongValue(value, named.wish)),
);
const checkKept = door("encode a policy", {
  agent: record({
    kind: text,
    spaces: SPACES,
    policy: record({
      network: APPLIED,
      parameters: TENSORS,
      head: oneOf("tanh", "median"),
    }),
  }),
});

/**
 * How outputs become actions in [−1, 1]: `tanh` of each; or of `median`, whose outputs are means and
 * then log-deviations, tanh of the means: half of the policy lies on either side.
 */
export type Head = "tanh" | "median";

/** A network and how its outputs become actions. */
export interface PolicyParts {
  readonly network: Pick<Network, "apply" | "name">;
  readonly parameters: TensorTree;
  readonly head: Head;
}

/** The best actions that a policy knows, `[B][A]`. */
export function bestActions(
  { network, parameters, head }: PolicyParts,
  { observations: width, low: { length: columns } }: BoxSpaces,
  observations: Observations,
): number[][] {
  const numbers = outputsOf((x) => network.apply(parameters, x), observations, width);
  const stride = head === "median" ? 2 * columns : columns;
  if (numbers.length !== stride * observations.length) {
    const wish = `[${stride * observations.length}]`;
    throw new ShapeError("ask the agent", "the answer", [numbers.length], wish);
  }
  return observations.map((_, i) =>
    Array.from({ length: columns }, (_, j) => Math.tanh(numbers[stride * i + j]!))
  );
}

/** An agent whose policy can be kept. */
export type KeptAgent = Pick<Agent, "kind" | "spaces"> & { readonly policy: PolicyParts };

/** What was learned, ready to act; owns its tensors: `using` frees them. */
export interface Policy extends Actor, Disposable {
  /** Of the agent that it was, `"sac"`. */
  readonly kind: string;
  readonly spaces: BoxSpaces;
}

/**
 * The policy of an agent as bytes: some kilobytes, whatever the training was. They do not depend on
 * keys, on the grid of evaluations or on the build of the kernels, and cannot be learned on from; for
 * that there is `encodeTraining`. To write a file, hand them to `writeAtomic` of `lib/notebook`.
 *
 * @throws {NonFiniteTensorError} naming a weight that is NaN
 * @throws {TypeError} for what is no agent with a policy, or actions that are no box
 */
export function encodePolicy(agent: KeptAgent): Uint8Array<ArrayBuffer> {
  checkKept({ agent });
  const { kind, spaces, policy } = agent;
  const { low, high, observations } = requireBox("encode a policy", spaces);
  const { network: { name = OWN }, parameters, head } = policy;
  const box = { kind: "box", observations, low: [...low], high: [...high] };
  const config = { policy: kind, spaces: box, head, network: name };
  return encodeCheckpoint({ config, step: 0, tensors: parameters });
}

const OWN = "own", PERCEPTRON = "perceptron";

/**
 * A policy from its bytes.
 *
 * @param network what computes, for a policy of a network of one's own
 * @returns owns its tensors; `using` frees them
 * @throws {CheckpointError} for bytes that are damaged, or no policy
 * @throws {TypeError} for what are no bytes, and a network of one's own that is not given
 *
 * @example
 * ```ts
 * import { decodePolicy, encodePolicy, predict, sacAgent, spacesOf } from "lib/agents";
 * import { pendulum } from "lib/envs";
 * import { key } from "lib/math";
 * import { startBackend } from "lib/nn";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const agent = sacAgent(key(0), spacesOf(pendulum()), { hidden: [8] });
 * const policy = decodePolicy(encodePolicy(agent)), hanging = [-1, 0, 0];
 * assertEquals(predict(policy, hanging), predict(agent, hanging)); // a torque, N m
 * for (const each of [agent, policy]) each[Symbol.dispose]();
 * ```
 */
export function decodePolicy(
  bytes: Uint8Array,
  network?: Pick<Network, "apply">,
): Policy {
  if (network !== undefined) APPLIED.check("read a policy", "network", network);
  const { config, tensors } = decodeCheckpoint(bytes), saved = config as Partial<SavedPolicy>;
  if (typeof saved.policy !== "string" || saved.spaces?.kind !== "box") {
    const got = "a checkpoint of something else";
    throw new CheckpointError("foreign", "read a policy", "it", got, "what encodePolicy gives");
  }
  const { policy: kind, spaces, head } = saved as SavedPolicy;
  const applied = network ?? networkNamed(saved.network);
  const parameters = kept(treeOf(tensors));
  const parts = { network: applied, parameters, head };
  return {
    kind,
    spaces,
    exploit: (observations) => bestActions(parts, spaces, observations),
    [Symbol.dispose]: () => tf.dispose(parameters as unknown as tf.TensorContainer),
  };
}

interface SavedPolicy {
  readonly policy: string;
  readonly spaces: BoxSpaces;
  readonly head: Head;
  readonly network: string;
}

function networkNamed(name: unknown): Pick<Network, "apply"> {
  if (name === PERCEPTRON) return { apply: (p, x) => mlp(p as Parameters<typeof mlp>[0], x) };
  const wish = "the network that it was made with";
  throw new TypeError(refusal("read a policy", "network", undefined, wish));
}

/** Tensors as they were saved, records within records. */
function treeOf(saved: Readonly<Record<string, SavedTensor>>): TensorTree {
  const root: { [name: string]: TensorTree | tf.Tensor } = {};
  for (const [path, { shape, values }] of Object.entries(saved)) {
    const names = path.split("/"), last = names.pop()!;
    let branch = root;
    for (const name of names) branch = (branch[name] ??= {}) as typeof root;
    branch[last] = tf.tensor(values, [...shape]);
  }
  return root;
}
