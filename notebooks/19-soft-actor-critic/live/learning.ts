/** Chapter 19, live: Soft Actor-Critic learns the pendulum on the reader's machine. */
import { decimals, type Explorable } from "lib/live";
import { draw, thousands } from "./learning_picture.ts";
import {
  type Given,
  hear,
  idle,
  lastStep,
  type Order,
  read,
  type Values,
} from "./learning_values.ts";

/** Nothing is chosen: the run is that of the chapter. */
type Nothing = Readonly<Record<never, number>>;

/** Seed 0 learns in a worker, and draws itself over the stored runs. */
export const explorable: Explorable<Given, Nothing, Values> = {
  description: "A rod on a hinge that swings as the latest policy makes it; beside it the return " +
    "over the steps, stored runs and the one that learns now, and below it the temperature.",
  read,
  bet: {
    question:
      "How much practice does it need until it can swing up? A step is a twentieth of a second.",
    answers: ["half a minute", "three minutes", "half an hour", "three hours"],
    verdict,
  },
  start: () => ({}),
  sliders: () => ({}),
  buttons: {},
  hint: "It learns in this page, on your machine.",
  compute: () => idle,
  draw,
  words,
  numbers: ({ returns }, { plan }) => ({
    "return-of-a-plan": plan,
    ...returns.length > 8 ? { "return-after-8000-steps": returns[8]! } : {},
  }),
  labour: {
    start: "Start learning",
    order: (given): Order => ({
      seed: given.seed,
      steps: lastStep(given),
      learningRate: given.learningRate,
    }),
    hear,
    isDone: ({ step }, given) => step >= lastStep(given),
  },
};

/** Within a hundred of the plan. */
function learnedAt({ stored: [run], steps, plan }: Given): number | undefined {
  const found = run!.findIndex((each) => each > plan - 100);
  return found < 0 ? undefined : steps[found];
}

function verdict(answer: number, _: Values, given: Given): string {
  const steps = learnedAt(given);
  if (steps === undefined) return "The stored run of this seed never could. Press Start.";
  const ratios = [30, 180, 1800, 10_800].map((each) => each * 20 / steps);
  const off = ratios.map((ratio) => Math.abs(Math.log(ratio))), ratio = ratios[answer]!;
  const isRight = off[answer] === Math.min(...off);
  const judged = isRight ? "Right" : ratio < 1 ? "More" : ratio < 30 ? "Less" : "Far less";
  return `${judged}: the stored run could after ${thousands(steps)} steps, ${practice(steps)} of ` +
    "practice, the first 50 s of it at random. Press Start, and your machine does it again.";
}

/** Steps as time in the pendulum's world. */
function practice(steps: number): string {
  const seconds = Math.round(steps / 20);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

function words(values: Values, _: Nothing, given: Given): string {
  const { step, rate, returns, temperatures } = values;
  if (step === 0) return "The rod hangs, and nothing is known.";
  const alpha = temperatures.at(-1)![1];
  const now = `${thousands(step)} steps, ${practice(step)} of practice`;
  const state = `Return now ${decimals(returns.at(-1)!, 0)} (the plan gets ` +
    `${decimals(given.plan, 0)}), temperature ${alpha.toPrecision(2)}.`;
  return step < lastStep(given)
    ? `${now}; ${decimals(rate, 0)} steps a second. ${state}`
    : `${now}. ${state} ${comparison(returns, given)}`;
}

/** How near the run came to the stored one of its seed. */
function comparison(returns: readonly number[], { stored: [run] }: Given): string {
  const off = Math.max(...run!.map((each, i) => Math.abs((returns[i]! - each) / each)));
  return off === 0
    ? "All its evaluations are those of the stored run, to the last bit."
    : `Its evaluations are those of the stored run, to one part in ${
      thousands(10 ** Math.floor(-Math.log10(off)))
    }.`;
}
