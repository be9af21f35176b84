/** Exercises 01.3 and 01.4, about log p(x); the answers are written from the definitions. */
import { exercise } from "lib/notebook";

type List = readonly number[];

const sum = (values: List): number => values.reduce((total, each) => total + each, 0);
const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);
const logNormal = (x: number, mean: number, std: number): number =>
  -0.5 * ((x - mean) / std) ** 2 - Math.log(std) - halfLogTwoPi;

function logMixture(x: number, weights: List, means: List, stds: List): number {
  const terms = weights.map((w, k) => Math.log(w) + logNormal(x, means[k]!, stds[k]!));
  const top = Math.max(...terms);
  return top + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - top), 0));
}

/** 01.3: the log-density of a mixture, safe far out. */
export const exercise01_3 = exercise<[number, List, List, List]>({
  id: "01.3",
  cases: [
    [0, [1], [0], [1]],
    [60, [0.4, 0.6], [54, 80], [6, 5]],
    [1000, [0.4, 0.6], [54, 80], [6, 5]],
    [-3, [0.2, 0.3, 0.5], [-4, 0, 2], [0.5, 1, 3]],
  ],
  answer: logMixture,
  tolerance: 1e-8,
  mistakes: [
    {
      answer: (x, weights, means, stds) =>
        Math.log(
          weights.reduce((sum, w, k) => sum + w * Math.exp(logNormal(x, means[k]!, stds[k]!)), 0),
        ),
      says:
        "Right near the data, −∞ at x = 1000: the densities underflow to zero before the log. " +
        "Stay in logarithms and use logSumExp.",
    },
    {
      answer: (x, weights, means, stds) =>
        weights.reduce((sum, w, k) => sum + w * logNormal(x, means[k]!, stds[k]!), 0),
      says: "You averaged the logs. It is the log of the average: the sum stands inside.",
    },
    {
      answer: (x, weights, means, stds) => logMixture(x, weights.map(() => 1), means, stds),
      says: "The weights are missing: each part counts as if its weight were one.",
    },
    {
      answer: (x, weights, means, stds) => logMixture(x, weights, means, stds) + halfLogTwoPi,
      says: "The constant −½ log 2π is missing: without it the density does not have area one.",
    },
    {
      answer: (x, weights, means, stds) => logMixture(x, weights, means, stds.map(Math.sqrt)),
      says: "You took the standard deviations for variances: square them where a variance stands.",
    },
    {
      answer: (x, weights, means, stds) =>
        logMixture(x, weights, means.map((m, k) => x - (x - m) * Math.sqrt(stds[k]!)), stds),
      says: "The square is divided by σ where σ² belongs.",
    },
    {
      answer: (x, weights, means, stds) =>
        logMixture(x, weights.map((w, k) => w * stds[k]!), means, stds),
      says: "The −log σ of each part is missing: a narrow bell must be higher than a wide one.",
    },
  ],
  solved: "It holds even at x = 1000, more than a hundred and fifty standard deviations out.",
  hints: [
    "Which of log and sum may not be swapped? Where does the underflow happen?",
    "A list of log w + log N, one for each part; then logSumExp of the list.",
  ],
});

type Rows = readonly List[];

/** log of the average of what each draw is worth. */
function logAverage(noise: Rows, worth: (epsilon: List) => number): number {
  const logs = noise.map(worth), top = Math.max(...logs);
  return top + Math.log(sum(logs.map((each) => Math.exp(each - top)))) - Math.log(noise.length);
}

const logPrior = (z: List): number => sum(z.map((each) => logNormal(each, 0, 1)));
const logFit = (x: List, z: List, s: number): number =>
  sum(x.map((each, d) => logNormal(each, z[d]!, s)));
const drawn = (x: List, s: number, epsilon: List): number[] =>
  x.map((each, d) => each + s * epsilon[d]!);

/** 01.4: importance sampling from where x says the cause is. */
export const exercise01_4 = exercise<[List, number, Rows]>({
  id: "01.4",
  cases: [
    [[0], 1, [[0]]],
    [[1.1], 0.5, [[0.3], [-1.2], [0.8]]],
    [[1.1, -0.4], 0.5, [[0.3, 1], [-1.2, 0.2]]],
    [[40], 0.5, [[0.1], [-0.2]]],
  ],
  answer: (x, s, noise) => logAverage(noise, (epsilon) => logPrior(drawn(x, s, epsilon))),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (x, s, noise) =>
        logAverage(noise, (epsilon) => {
          const z = drawn(x, s, epsilon);
          return logPrior(z) + logFit(x, z, s);
        }),
      says: "You did not divide by q(z): the likelihood is still there, and it should cancel.",
    },
    {
      answer: (x, s, noise) => logAverage(noise, (epsilon) => logFit(x, drawn(x, s, epsilon), s)),
      says: "That averages p(x | z) over the new draws without their weights p(z)/q(z).",
    },
    {
      answer: (x, s, noise) => logAverage(noise, (epsilon) => logFit(x, [...epsilon], s)),
      says: "You drew from the prior: z is the noise itself. Draw around x.",
    },
    {
      answer: (x, s, noise) =>
        sum(noise.map((epsilon) => logPrior(drawn(x, s, epsilon)))) / noise.length,
      says: "You averaged the logs. Average the weights, and take the log of that.",
    },
    {
      answer: (x, s, noise) =>
        Math.log(
          sum(noise.map((epsilon) => Math.exp(logPrior(drawn(x, s, epsilon))))) / noise.length,
        ),
      says: "Right near zero, but at x = 40 every weight underflows. Stay in logarithms.",
    },
    {
      answer: (x, s, noise) =>
        logAverage(noise, (epsilon) => logPrior(drawn(x, s, epsilon))) + Math.log(noise.length),
      says: "That is the sum of the weights, not their average: −log M is missing.",
    },
  ],
  solved: "A cause that fits is as good as it is plausible: the weight is its prior.",
  hints: [
    "Write N(x; z, s²I) and q(z) = N(z; x, s²I) side by side. What is their ratio?",
    "The ratio is 1, so each draw is worth p(z_m) with z_m = x + s ε_m. Return the log of the " +
    "average, by logSumExp of the log priors minus log M.",
  ],
});
