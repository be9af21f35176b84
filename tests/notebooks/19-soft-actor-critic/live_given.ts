/** What chapter 19 gives its explorable: the beginning of its stored runs, and what a plan gets. */
import { storedRuns } from "data";
import { mean } from "lib/math";
import { savedResult } from "../../support/notebooks.ts";

const runs = await storedRuns("pendulum-sac", [0, 1, 2, 3, 4]);
const shown = runs.map(({ evaluations }) => evaluations.slice(0, 9));

export const learningGiven = {
  steps: shown[0]!.map(({ step }) => step),
  stored: shown.map((run) => run.map(({ returns }) => mean(returns))),
  plan: await savedResult("19", "return-of-a-plan"),
  seed: 0,
  learningRate: 1e-3,
};
