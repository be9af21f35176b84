/** Exercises 06.2 and 06.3, gradient and bound; the answers are written from the definitions. */
import { exercise } from "lib/notebook";

type List = readonly number[];
const average = (values: List): number =>
  values.reduce((sum, each) => sum + each, 0) / values.length;
const chance = (y: number): number => 1 / (1 + Math.exp(-y));

/** Slope of the explanation in z at every draw. */
function slopesInZ(x: number, [w, b]: List, [mu, logStd]: List, noise: List): List {
  return noise.map((e) => w! * (x - chance(w! * (mu! + Math.exp(logStd!) * e) + b!)));
}

type Given = [x: number, decoder: List, q: List, noise: List];

/** 06.2: slopes of a one-pixel ELBO. */
export const exercise06_2 = exercise<Given>({
  id: "06.2",
  cases: [
    [1, [2, 0], [0, 0], [0.5]],
    [1, [3, -1], [0.4, -0.7], [-1.2, 0.3, 0.8]],
    [0, [1.5, 0.5], [-1, 0.3], [2, -0.4]],
  ],
  answer: (x, decoder, q, noise) => {
    const slopes = slopesInZ(x, decoder, q, noise), std = Math.exp(q[1]!);
    return [
      average(slopes) - q[0]!,
      average(slopes.map((each, i) => each * std * noise[i]!)) - std ** 2 + 1,
    ];
  },
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (x, decoder, q, noise) => {
        const slopes = slopesInZ(x, decoder, q, noise), std = Math.exp(q[1]!);
        return [average(slopes), average(slopes.map((each, i) => each * std * noise[i]!))];
      },
      says: "That is the explanation alone: the price has slopes, too, μ and σ² − 1.",
    },
    {
      answer: (x, decoder, q, noise) => {
        const slopes = slopesInZ(x, decoder, q, noise), std = Math.exp(q[1]!);
        return [
          average(slopes) + q[0]!,
          average(slopes.map((each, i) => each * std * noise[i]!)) + std ** 2 - 1,
        ];
      },
      says: "The ELBO is explanation minus price: the price's slopes are subtracted.",
    },
    {
      answer: (x, decoder, q, noise) => {
        const slopes = slopesInZ(x, decoder, q, noise), std = Math.exp(q[1]!);
        return [
          average(slopes) - q[0]!,
          average(slopes.map((each, i) => each * noise[i]!)) - std ** 2 + 1,
        ];
      },
      says: "∂z/∂log σ is σε, not ε: the factor σ is missing.",
    },
    {
      answer: (x, decoder, q, noise) => {
        const slopes = slopesInZ(x, decoder, q, noise).map((each) => each / decoder[0]!);
        const std = Math.exp(q[1]!);
        return [
          average(slopes) - q[0]!,
          average(slopes.map((each, i) => each * std * noise[i]!)) - std ** 2 + 1,
        ];
      },
      says: "x − sigmoid(y) is the slope in y; the chain rule to z brings the factor w.",
    },
    {
      answer: (_x, _decoder, [mu, logStd]) => [-mu!, 1 - Math.exp(2 * logStd!)],
      says: "You held the draws fixed: z = μ + σε moves with μ and σ, and the explanation with it.",
    },
  ],
  solved: "That is what back-propagation does for 64 pixels and two networks.",
  hints: [
    "How does xy − softplus(y) change with y, y with z, and z with μ and with log σ?",
    "With g = w(x − sigmoid(wz + b)): the average of g, less μ; the average of gσε, less σ² − 1.",
  ],
});

const logMeanExp = (row: List): number => {
  const most = Math.max(...row);
  return most + Math.log(average(row.map((each) => Math.exp(each - most))));
};

/** 06.3: the importance-weighted bound from log weights. */
export const exercise06_3 = exercise<[readonly List[]]>({
  id: "06.3",
  cases: [
    [[[0, Math.log(3)]]],
    [[[-20, -21, -19.5], [-30, -25, -28]]],
    [[[-1000, -1001], [-999, -1002]]],
  ],
  answer: (logWeights) => average(logWeights.map(logMeanExp)),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (logWeights) => average(logWeights.map(average)),
      says: "The mean of the logarithms is the ELBO, k = 1: the average belongs inside the log.",
    },
    {
      answer: (logWeights) =>
        average(logWeights.map((row) => logMeanExp(row) + Math.log(row.length))),
      says: "The log of the sum, not of the average: log k is not taken off.",
    },
    {
      answer: (logWeights) => logMeanExp(logWeights.map(logMeanExp)),
      says: "Over the images the logarithms are averaged: each image has its own log p(x).",
    },
    {
      answer: (logWeights) =>
        average(logWeights.map((row) => Math.log(average(row.map(Math.exp))))),
      says:
        "Right in principle, but exp(−1000) is 0 in floating point: take the greatest out first.",
    },
    {
      answer: (logWeights) => average(logWeights.map((row) => Math.max(...row))),
      says: "The greatest weight alone is not the average of all.",
    },
  ],
  solved: "With k = 1 it is the ELBO; with many draws it creeps up to log p(x).",
  hints: [
    "Which average stands inside the logarithm, and which outside?",
    "For each row: most + log(mean of exp(log w − most)); then the mean over the rows.",
  ],
});
