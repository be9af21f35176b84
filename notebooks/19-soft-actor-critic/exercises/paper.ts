/** Exercises 19.1 to 19.3; the answers are written from the definitions and import nothing. */
import { exercise } from "lib/notebook";

const shrink = 2 / Math.sqrt(Math.PI); // σ/√π for σ = 2
const loop = (perStep: number, gamma: number) => gamma * perStep / (1 - gamma);

/** 19.1: the lesser of two critics, once and over and over, on paper. */
export const exercise19_1 = exercise({
  id: "19.1",
  cases: [[]],
  answer: () => [-shrink, loop(-shrink, 0.99)],
  tolerance: 6e-3, // on paper: two decimals, rounded either way
  mistakes: [
    {
      answer: () => [shrink, loop(shrink, 0.99)],
      says: "The sign: the lesser of two is, on average, below the truth.",
    },
    {
      answer: () => [-1 / Math.sqrt(Math.PI), loop(-1 / Math.sqrt(Math.PI), 0.99)],
      says: "That is for σ = 1; here the errors have a spread of 2.",
    },
    {
      answer: () => [-shrink, -shrink / (1 - 0.99)],
      says: "Nearly: the error enters through γ Q(s′, a′), so each round costs γ times it.",
    },
    {
      answer: () => [-shrink, -shrink],
      says:
        "The first is right. The second: the target of the next round holds this round's error.",
    },
    {
      answer: () => [-2 * shrink, loop(-2 * shrink, 0.99)],
      says:
        "min(x, y) = ½(x + y) − ½|x − y|, and |x − y| has the mean 2σ/√π: there is a ½ before it.",
    },
  ],
  hints: [
    "Of two numbers, what is the lesser in terms of their sum and their difference?",
    "min(x, y) = ½(x + y) − ½|x − y|. For (b) solve q = γ(q − the miss).",
  ],
  solved: "−1.13 in one look, −111.71 when every target believes it.",
});

/** log N(u; μ, σ²). */
const gauss = (u: number, mu: number, logStd: number) =>
  -0.5 * ((u - mu) / Math.exp(logStd)) ** 2 - logStd - 0.5 * Math.log(2 * Math.PI);

/** log(1 − tanh² u), symmetric in u. */
const slope = (u: number) => {
  const size = Math.abs(u);
  return 2 * (Math.LN2 - size - Math.log1p(Math.exp(-2 * size)));
};

type DensityArgs = [number, number, number];

/** 19.2: the log-density of a squashed Gaussian, for any u. */
export const exercise19_2 = exercise<DensityArgs>({
  id: "19.2",
  cases: [
    [0.5, 0, 0],
    [-0.3, 0.2, -1],
    [2, 1, 0.5],
    [-3, -2.5, -0.7],
    [25, 20, 1],
    [-400, -399, 0],
  ],
  answer: (u, mu, logStd) => gauss(u, mu, logStd) - slope(u),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (u, mu, logStd) => gauss(u, mu, logStd) - Math.log(1 - Math.tanh(u) ** 2),
      says: "It is right until tanh rounds to one: 1 − tanh² u is 0 then. Use (SAC-2).",
    },
    {
      answer: (u, mu, logStd) => gauss(u, mu, logStd) - Math.log(1 - Math.tanh(u) ** 2 + 1e-6),
      says: "Without the crash, but bent: the 10⁻⁶ inside shows already at u = −3. Use (SAC-2).",
    },
    {
      answer: (u, mu, logStd) =>
        gauss(u, mu, logStd) - 2 * (Math.LN2 - u - Math.log(1 + Math.exp(-2 * u))),
      says: "It is right until u is far below zero: e^(−2u) is infinite. tanh² does not know the " +
        "sign of u, so take |u|.",
    },
    {
      answer: (u, mu, logStd) => gauss(u, mu, logStd),
      says: "That is the density of u, before squashing: the change of variables is missing.",
    },
    {
      answer: (u, mu, logStd) => gauss(u, mu, logStd) + slope(u),
      says: "The sign of the change of variables: where tanh is flat, the density of a grows.",
    },
    {
      answer: (u, mu, logStd) => gauss(u, mu, logStd) - slope(u) / 2,
      says: "The slope of tanh is 1 − tanh², which is a square of 2 / (eᵘ + e⁻ᵘ): a 2 is missing.",
    },
    {
      answer: (u, mu, logStd) => gauss(u, mu, logStd) + logStd - slope(u),
      says: "−log σ is missing: a wider Gaussian is lower in its middle.",
    },
    {
      answer: (u, mu, logStd) => gauss(u, mu, logStd) + 0.5 * Math.log(2 * Math.PI) - slope(u),
      says: "−½ log 2π is missing.",
    },
    {
      answer: (u, mu, logStd) =>
        -0.5 * (u - mu) ** 2 / Math.exp(logStd) - logStd - 0.5 * Math.log(2 * Math.PI) - slope(u),
      says: "The square of u − μ is divided by σ², which is e^(2 log σ).",
    },
  ],
  hints: [
    "Which part of (SAC-1) becomes log 0, and which u makes e^(−2u) infinite?",
    "(SAC-2) with |u| in the place of u: tanh² does not know the sign. log1p for the small rest.",
  ],
  solved: "Right from −400 to 25: no other line of SAC needs more care.",
});

const roundness = 2 * Math.PI * Math.E;

/** 19.3: the price at which a narrow policy on a parabola has the target entropy. */
export const exercise19_3 = exercise<[number, number]>({
  id: "19.3",
  cases: [[1, -1], [4, -2], [0.3, 0.5]],
  answer: (c, target) => 2 * c * Math.exp(2 * target) / roundness,
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (c, target) => c * Math.exp(2 * target) / roundness,
      says: "Half of it: the slope of c σ² in σ is 2cσ.",
    },
    {
      answer: (c, target) => 2 * c * Math.exp(target) / roundness,
      says: "H has ½ log σ² in it, so σ² goes with e^(2H̄).",
    },
    {
      answer: (c, target) => Math.exp(2 * target) / roundness / (2 * c),
      says: "Upside down: σ² = α/(2c), so a sharper parabola needs a higher price.",
    },
    {
      answer: (c, target) => 2 * c * Math.exp(2 * target),
      says: "The entropy of a Gaussian is ½ log(2πe σ²): 2πe is missing.",
    },
    {
      answer: (_, target) => Math.exp(2 * target) / roundness,
      says: "That is σ². Which α makes the policy so wide?",
    },
  ],
  hints: [
    "Write J_π = α E[log π] − E[Q] for a Gaussian: what is E[(a − m)²], and what is −E[log π]?",
    "The slope in σ is −α/σ + 2cσ. Set it to zero, then put σ² into H = ½ log(2πe σ²) = H̄.",
  ],
  solved: "α is proportional to c: the temperature is in units of reward, and sets itself.",
});
