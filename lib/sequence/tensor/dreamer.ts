/** A trained model at work: it keeps track of where it is, and imagines what would come. */
import {
  door,
  type Given,
  list,
  MOST_ENTRIES,
  record,
  refusal,
  setting,
  settings,
  ShapeError,
  shapeOf,
  vector,
  whole,
  wrongKind,
} from "../../math/mod.ts";
import { type Dream, dreamOf } from "./dream.ts";
import { imaginer } from "./imaginer.ts";
import { NETWORKS, type StateSpaceParameters } from "./parameters.ts";
import { PATHS } from "./step.ts";
import { type Belief, tracker } from "./tracker.ts";

/**
 * How a model is used.
 *
 * - `path`: the one that it was trained with
 */
export const STATE_SPACE_DREAMER = settings({ path: setting(PATHS, "both") });

/** A model at work; owns its recordings, borrows the parameters. */
export interface StateSpaceDreamer extends Disposable {
  /**
   * What is believed on a picture.
   *
   * @param picture `[P]` bytes
   * @param before where it was believed to be; left out at the first picture, as the action is
   * @param action `[A]`, taken since
   */
  readonly observe: (picture: Uint8Array, before?: Belief, action?: readonly number[]) => Belief;
  /** What N plans would earn from a belief on, `[N · H · A]` row-major, step by step: `[N · H]`. */
  readonly imagine: (from: Belief) => (plans: Float64Array, count: number) => Float64Array;
  /** What would be seen. */
  readonly dream: (from: Belief, actions: readonly (readonly number[])[]) => Dream;
}

const DOING = "dream";
const checkDreamer = door(DOING, { parameters: NETWORKS });
const floats = shapeOf<Float32Array>(
  "a Float32Array",
  (value) => value instanceof Float32Array ? undefined : wrongKind(value, "a Float32Array"),
);
const BELIEF = record({ memory: floats, code: floats }, "a belief { memory, code }");
const bytes = shapeOf<Uint8Array>(
  "a picture, a Uint8Array",
  (value) => value instanceof Uint8Array ? undefined : wrongKind(value, "a Uint8Array"),
);
const checkPicture = door("observe a picture", { picture: bytes });
const checkPlans = door("imagine plans", {
  plans: shapeOf<Float64Array>(
    "a Float64Array",
    (value) => value instanceof Float64Array ? undefined : wrongKind(value, "a Float64Array"),
  ),
  count: whole(1, MOST_ENTRIES),
});
const checkDream = door(DOING, { from: BELIEF, actions: list(vector("A")) });

/**
 * A model at work. Codes are the means of their Gaussians, in what it believes as in what it
 * imagines, so nothing is drawn. Looking and imagining are captured lists of kernels, one for each
 * number of plans and steps.
 *
 * @param parameters borrowed
 * @param options see {@link STATE_SPACE_DREAMER}
 * @returns owns memory: `using` frees it, never the parameters. Its functions throw
 *   {ShapeError|TypeError} for pictures, actions, plans or beliefs of other sizes or kinds, and
 *   {NonFiniteError} naming the step, when a number is not finite
 *
 * @example
 * ```ts
 * import { crossEntropyPlan } from "lib/control";
 * import { key } from "lib/math";
 * import { startBackend, stateSpaceDreamer, stateSpaceParameters } from "lib/sequence/tensor";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const own = stateSpaceParameters(key(0), { pixels: 4, actions: 1, memory: 8, code: 2 });
 * using dreamer = stateSpaceDreamer(own);
 * const belief = dreamer.observe(Uint8Array.of(0, 0, 255, 255));
 * const search = { low: [-1], high: [1], horizon: 3 };
 * const { actions } = crossEntropyPlan(key(1), dreamer.imagine(belief), search);
 * assertEquals(dreamer.dream(belief, actions).pictures.length, 3);
 * ```
 */
export function stateSpaceDreamer(
  parameters: StateSpaceParameters,
  options: Given<typeof STATE_SPACE_DREAMER> = {},
): StateSpaceDreamer {
  checkDreamer({ parameters });
  const { path } = STATE_SPACE_DREAMER.read(DOING, options);
  const sides = sidesOf(parameters);
  const tracking = tracker(parameters, path), imagining = imaginer(parameters, path);
  return {
    observe: (picture, before, action) => {
      checkPicture({ picture });
      requireSide("picture", picture.length, sides.pixels);
      if (before !== undefined) requireStep(before, action, sides);
      return tracking.observe(picture, before, action);
    },
    imagine: (from) => {
      requireBelief(from, sides);
      return (plans, count) => {
        checkPlans({ plans, count });
        return imagining.rewards(from, plans, count);
      };
    },
    dream: (from, actions) => {
      requireBelief(from, sides);
      checkDream({ from, actions });
      requireSide("actions[0]", actions[0]!.length, sides.actions);
      return dreamOf(parameters, from, actions, path);
    },
    [Symbol.dispose]: () => {
      tracking[Symbol.dispose]();
      imagining[Symbol.dispose]();
    },
  };
}

type Sides = ReturnType<typeof sidesOf>;

function sidesOf({ encoder, memory, prior }: StateSpaceParameters) {
  const code = prior.bias.shape[0]! / 2;
  return {
    pixels: encoder.hidden1?.weight.shape[0] ?? 0,
    memory: memory.stateBias.shape[1]!,
    code,
    actions: memory.inputWeight.shape[1] - code,
  };
}

function requireSide(name: string, got: number, expected: number): void {
  if (got !== expected) throw new ShapeError(DOING, name, [got], `[${expected}]`);
}

function requireBelief(from: Belief, { memory, code }: Sides): void {
  BELIEF.check(DOING, "belief", from);
  requireSide("belief.memory", from.memory.length, memory);
  requireSide("belief.code", from.code.length, code);
}

function requireStep(before: Belief, action: readonly number[] | undefined, sides: Sides): void {
  requireBelief(before, sides);
  if (action === undefined) {
    const wish = "the action taken since the belief before";
    throw new TypeError(refusal("observe a picture", "action", action, wish));
  }
  vector(sides.actions).check("observe a picture", "action", action);
}
