/** Exercises 17.3 and 17.4, about samplers; the answers are written from the definitions. */
import { exercise } from "lib/notebook";

type List = readonly number[];

const power = (u: number) => 1 / (1 + Math.exp(-u));

/** 17.3: the score of u when a = σ(u). */
export const exercise17_3 = exercise<[u: number, slope: number, temperature: number]>({
  id: "17.3",
  cases: [[0, 1, 1], [1.5, 0, 1], [-2, 3, 0.5], [0.7, -1, 2]],
  answer: (u, slope, temperature) =>
    slope * power(u) * power(-u) / temperature + power(-u) - power(u),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (u, slope, temperature) => slope * power(u) * power(-u) / temperature,
      says:
        "A density changes with its coordinates: log |da/du| belongs to log p(u), and has a slope.",
    },
    {
      answer: (u, slope, temperature) => slope / temperature + power(-u) - power(u),
      says: "slope is by a, the score by u: the chain rule gives a factor da/du.",
    },
    {
      answer: (u, slope, temperature) =>
        slope * power(u) * power(-u) / temperature - 2 * Math.tanh(u),
      says: "−2 tanh u belongs to a = tanh u. Here a = σ(u): differentiate log σ(u)(1 − σ(u)).",
    },
    {
      answer: (u, slope, temperature) =>
        slope * power(u) * power(-u) / temperature - power(-u) + power(u),
      says: "The sign: log p(u) = log p(a) + log da/du, with a plus.",
    },
    {
      answer: (u, slope) => slope * power(u) * power(-u) + power(-u) - power(u),
      says: "The policy is e^{Q/α}: the slope of Q is divided by the temperature.",
    },
  ],
  solved: "With it a sampler can be taught for any box, and it stays inside by itself.",
  hints: [
    "What is the density of u, if a = σ(u) has the density e^{Q(a)/α}/Z?",
    "log p(u) = Q(σ(u))/α + log σ(u) + log(1 − σ(u)) + constant; differentiate, with σ' = σ(1 − σ).",
  ],
});

type Options = {
  readonly mean: number;
  readonly deviation: number;
  readonly bandwidth: number;
  readonly size: number;
  readonly rounds: number;
};
type Descent = [particles: List, options: Options];

const slopeOf = ({ mean, deviation }: Options) => (x: number) => (mean - x) / deviation ** 2;

/** Rounds of a direction, all particles at once. */
function rounds(
  [particles, { size, rounds: count }]: Descent,
  direction: (y: number, all: List) => number,
): List {
  let now = particles;
  for (let round = 0; round < count; round++) {
    const before = now;
    now = before.map((y) => y + size * direction(y, before));
  }
  return now;
}

const stein =
  (options: Options, push: number, score = slopeOf(options)) => (y: number, all: List) =>
    all.reduce((sum, x) => {
      const kernel = Math.exp(-((x - y) ** 2) / options.bandwidth);
      return sum + kernel * score(x) + push * kernel * 2 * (y - x) / options.bandwidth;
    }, 0) / all.length;

/** 17.4: Stein variational gradient descent. */
export const exercise17_4 = exercise<Descent>({
  id: "17.4",
  cases: [
    [[0, 1], { mean: 0, deviation: 1, bandwidth: 1, size: 0.5, rounds: 1 }],
    [[-1, 0.2, 2], { mean: 3, deviation: 1, bandwidth: 0.7, size: 0.3, rounds: 5 }],
    [[0.1, 0.2, 0.4, 0.8], { mean: -1, deviation: 2, bandwidth: 0.5, size: 0.2, rounds: 20 }],
  ],
  answer: (...given) => rounds(given, stein(given[1], 1)),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (...given) => rounds(given, stein(given[1], 0)),
      says: "Without the second term of (SQL-8) all particles climb, and end in one place.",
    },
    {
      answer: (...given) => rounds(given, stein(given[1], -1)),
      says: "The second term should push particles apart: ∇ₓκ(x, y) = 2 (y − x)/h κ.",
    },
    {
      answer: (...given) => rounds(given, slopeOf(given[1])),
      says:
        "That is gradient ascent of each particle by itself. Average over the neighbours by the kernel.",
    },
    {
      answer: (...given) => rounds(given, (y, all) => stein(given[1], 1)(y, all) * all.length),
      says: "The field is an average over the particles: divide by their number.",
    },
    {
      answer: (...given) =>
        rounds(given, (y, all) => stein(given[1], 1, () => slopeOf(given[1])(y))(y, all)),
      says: "The score is asked at the neighbour x, not at the particle y that is moved.",
    },
    {
      answer: ([...particles], options) =>
        rounds(
          [particles, options],
          stein(options, 1, (x) => (options.mean - x) / options.deviation),
        ),
      says: "The slope of log N(x; m, s²) is (m − x)/s²: the variance, not the deviation.",
    },
  ],
  solved: "For another target only the score changes: no constant, and as many peaks as it has.",
  hints: [
    "What is the slope of log N(x; m, s²)? Which numbers of its neighbours does (SQL-8) ask for?",
    "Δ(y) is the mean over x of κ(x, y)(score(x) + 2 (y − x)/h); compute all of them, then move all.",
  ],
});
