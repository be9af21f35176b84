/** The loop on six kinds of sight: act, remember, update the code, update Q on the code. */
import { addTransition, type DeepQAgent, deepQAgent, sampleBatch, spacesOf } from "lib/agents";
import { type TransitionReplay, transitionReplay } from "lib/agents";
import { keyDoor, keyDoorPlaces } from "lib/envs";
import { fold, type Key, key, uniform } from "lib/math";
import { type CodeKind, type CodeLearner, codeLearner } from "./code_learner.ts";
import { allFrames, DISCOUNT, type Exact, features, withFeatures, worthOf } from "./world.ts";

/** What Q is shown: what is so, the pixels, or a code of them. */
export type Sight = "state" | "pixels" | CodeKind;

/** The same for all of them. */
export const LOOP = {
  hidden: [64, 64],
  randomSteps: 200,
  batch: 32,
  randomness: 0.2,
  learningRate: 1e-3,
  averaging: 0.01,
  capacity: 10_000,
} as const;

const { hidden, learningRate, averaging, randomness } = LOOP;
/** Of Q, on whatever it is shown. */
export const agentConfig = { hidden, learningRate, averaging, randomness, discount: DISCOUNT };

/** All chance of a run derives from this. */
export const runKey = (seed: number, sight: Sight, keyPixels: number): Key =>
  fold(fold(key(seed), sight), keyPixels);

/** A run under way; owns memory. */
export interface Run extends Disposable {
  /** One step of the world, and of the learning. */
  readonly step: () => void;
  readonly steps: () => number;
  /** E[V^π(s₁)] of the greedy policy as it is now, exactly, as a share of the best there is. */
  readonly worth: () => number;
  readonly agent: DeepQAgent;
  readonly code: CodeLearner | undefined;
}

/** A run of the loop from nothing. */
export function makeRun(seed: number, sight: Sight, keyPixels: number, exact: Exact): Run {
  const own = runKey(seed, sight, keyPixels);
  const world = sight === "state" ? withFeatures(keyDoor({ keyPixels })) : keyDoor({ keyPixels });
  const isCode = sight !== "state" && sight !== "pixels";
  const code = isCode ? codeLearner(fold(own, "code"), sight, keyPixels) : undefined;
  const agent = deepQAgent(fold(own, "agent"), spacesOf(world), agentConfig, code?.reading);
  const replay = transitionReplay(spacesOf(world), { capacity: LOOP.capacity });
  const shown = sight === "state" ? keyDoorPlaces.map(features) : allFrames(keyPixels);
  let now = { ...world.reset(fold(fold(own, "reset"), 0)), steps: 0 };
  return {
    agent,
    code,
    steps: () => now.steps,
    worth: () => worthOf(exact.mdp, agent.actionValues(shown)) / exact.best,
    step: () => {
      const t = now.steps, action = chosen(own, agent, now.observation, t);
      const next = world.step(now.state, action, fold(fold(own, "world"), t));
      const { reward, ending, observation: observationNext } = next;
      addTransition(replay, {
        observation: now.observation,
        action,
        reward,
        observationNext,
        ending,
      });
      if (t >= LOOP.randomSteps) learn(own, { agent, code, replay }, t);
      const begin = () => world.reset(fold(fold(own, "reset"), t + 1));
      const { state, observation } = ending.kind === "running" ? next : begin();
      now = { state, observation, steps: t + 1 };
    },
    [Symbol.dispose]: () => {
      agent[Symbol.dispose]();
      code?.[Symbol.dispose]();
    },
  };
}

interface Parts {
  readonly agent: DeepQAgent;
  readonly code: CodeLearner | undefined;
  readonly replay: TransitionReplay;
}

/** Steps 2 and 3 of the loop: the code from what is remembered, then Q on the code as it is now. */
function learn(own: Key, { agent, code, replay }: Parts, t: number): void {
  if (code?.learnsAlong) {
    code.learn(sampleBatch(fold(fold(own, "frames"), t), replay, code.batch));
  }
  agent.update(own, sampleBatch(fold(fold(own, "batch"), t), replay, LOOP.batch), t);
}

/** Step 1: at random at first, then ε-greedy. */
function chosen(own: Key, agent: DeepQAgent, observation: readonly number[], t: number): number {
  const each = fold(fold(own, "act"), t);
  if (t >= LOOP.randomSteps) return agent.explore(each, observation);
  return Math.floor(uniform(each, 1)[0]! * 4);
}
