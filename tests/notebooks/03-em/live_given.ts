/** What chapter 03 gives its explorable: the waits, and its own fit of them, by lib as in the chapter. */
import { oldFaithful } from "data";
import { fitMixtureFrom } from "lib/inference";
import { covarianceMatrix } from "lib/prob";

const waits = (await oldFaithful()).points.map(([, wait]) => wait!);
const fit = fitMixtureFrom(
  {
    weights: [0.5, 0.5],
    components: [55, 80].map((mean) => ({
      mean: [mean],
      covariance: { kind: "full", matrix: [[25]] },
    })),
  },
  waits.map((wait) => [wait]),
  { covariance: "tied" },
);

export const hillGiven = {
  waits,
  weights: Array.from(fit.mixture.weights),
  variance: covarianceMatrix(fit.mixture.components[0]!)[0]![0]!,
  rate: 0.05,
  ends: [40, 96],
  starts: [[48, 60], [92, 66], [62, 62]],
};
