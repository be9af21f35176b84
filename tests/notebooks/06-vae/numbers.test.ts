/** Chapter 06: every number of the notebook, held against other computations. */
import { assert, assertGreater } from "@std/assert";
import { integral, normalPdf, pin, spreadOf, sum } from "../../support/mod.ts";
import { readNotebook, savedResult } from "../../support/notebooks.ts";
import { planeGiven } from "./live_given.ts";
import { average, chance, counts, inkAt, type List, pixelFit, ppca, price } from "./oracle.ts";
import { storedValues } from "../../support/stored_values.ts";
import { type Rows, spectrum, turnedGap } from "./oracle.ts";

const rounding = "64-bit rounding of a closed form";
const run = "the mean of the stored runs, read as plain JSON";

// an untrained decoder gives every pixel about even odds: weights U(±1/√fan-in), so logits near ±½
pin(
  "06",
  "first-fit",
  -64 * Math.LN2,
  { atol: 3 },
  "64 coins of about even odds, logits of spread ⅓",
);
pin("06", "first-price", 0, { atol: 0.5 }, "an untrained encoder answers nearly N(0, I)");
pin("06", "first-loss", 64 * Math.LN2, { atol: 3.5 }, "both together");

const closed = price([1, -0.5], [0.6, 1.2]);
// log q − log p is a quadratic in ε: Var Σ (μσε + ½(σ²−1)ε²) = Σ μ²σ² + ½(σ²−1)²
const spread = Math.sqrt(
  sum(([[1, 0.6], [-0.5, 1.2]] as const).map(([m, s]) => m * m * s * s + 0.5 * (s * s - 1) ** 2)),
);
pin("06", "kl-closed", closed, { atol: 1e-14 }, rounding);
pin("06", "kl-sampled", closed, { atol: 5 * spread / Math.sqrt(100_000) }, "five standard errors");
pin(
  "06",
  "kl-spread",
  spread,
  { rtol: 0.02 },
  "an estimated spread of 1e5 draws: 2 % is five of its errors",
);

const h = 1e-4;
const slope = (e: number) => 3 * (1 - chance(3 * (0.2 + 0.8 * e)));
const errorOf = (f: (e: number) => number) => {
  const first = integral((e) => normalPdf(e, 0, 1) * f(e), -12, 12);
  const second = integral((e) => normalPdf(e, 0, 1) * f(e) ** 2, -12, 12);
  return 5 * Math.sqrt((second - first ** 2) / 50_000);
};
pin("06", "slope-in-mean", (pixelFit(0.2 + h, 0.8) - pixelFit(0.2 - h, 0.8)) / (2 * h), {
  atol: errorOf(slope),
}, "five standard errors of 50,000 draws");
pin(
  "06",
  "slope-in-log-std",
  (pixelFit(0.2, 0.8 * Math.exp(h)) - pixelFit(0.2, 0.8 * Math.exp(-h))) / (2 * h),
  { atol: errorOf((e) => slope(e) * 0.8 * e) },
  "five standard errors of 50,000 draws",
);

pin(
  "06",
  "ppca-log-likelihood",
  ppca,
  { atol: 1e-6 },
  "power iteration against Jacobi's rotations",
);
pin("06", "linear-elbo", ppca, { atol: 0.02 }, "1,800 noisy steps: what the last step size leaves");
pin(
  "06",
  "linear-gap",
  0.01,
  { atol: 0.01 },
  "below the best likelihood, by the noise of the last steps",
);

const dispersion = (() => {
  const columns = counts[0]!.map((_, j) => counts.map((row) => row[j]!));
  const own = columns.map((column) => spreadOf(column).std ** 2 * (1 - 1 / column.length));
  const tossed = columns.map((column) => average(column) * (1 - average(column) / 16));
  return average(own) / average(tossed);
})();
pin(
  "06",
  "over-dispersion",
  dispersion,
  { rtol: 1e-3 },
  "pixel by pixel; n or n − 1 in a variance of 1,797",
);

const digits = await storedValues("vae-digits", 5);
const bounds = (which: number, k: number) =>
  average(digits.map(({ bounds }) => (bounds as Rows[])[which]![k]! as unknown as number));
const told = (name: string, which: number) =>
  average(digits.map((values) => (values[name] as List)[which]!));
pin("06", "mixture-of-thirty", average(digits.map(({ mixture }) => mixture as number)), {
  atol: 1e-12,
}, run);
Deno.test("chapter 06 says that the mixture of thirty is the peer: −18.5 nats by another program", () => {
  for (const { mixture } of digits) assert(Math.abs(mixture as number + 18.5) < 0.3); // three fits differ by as much
});
pin("06", "elbo-two", bounds(0, 0), { atol: 1e-12 }, run);
pin("06", "elbo-eight", bounds(1, 0), { atol: 1e-12 }, run);
pin("06", "bound-eight-1", bounds(1, 0), { atol: 1e-12 }, run);
pin("06", "bound-eight-5", bounds(1, 1), { atol: 1e-12 }, run);
pin("06", "bound-eight-50", bounds(1, 2), { atol: 1e-12 }, run);
pin("06", "bound-eight-500", bounds(1, 3), { atol: 1e-12 }, run);
pin("06", "told-apart-two", told("told", 0), { atol: 1e-12 }, run);
pin("06", "told-apart-eight", told("told", 1), { atol: 1e-12 }, run);

Deno.test("chapter 06 says that eight numbers beat the mixture by a nat once the bound is tight, and two lose", () => {
  for (const { bounds, mixture } of digits) {
    const [two, eight] = bounds as readonly Rows[];
    assertGreater(eight![3]! as unknown as number, (mixture as number) + 0.9);
    assertGreater(mixture as number, (two![3]! as unknown as number) + 0.5);
  }
});

Deno.test("chapter 06 says that holes grow with the number of numbers, in all runs", () => {
  for (const { hole, told } of digits) {
    assertGreater((hole as List)[1]!, 5 * (hole as List)[0]!);
    assertGreater((told as List)[1]!, (told as List)[0]!);
  }
});

// the plane, from the notebook's own saved decoder
pin(
  "06",
  "ink-at-origin",
  sum(inkAt(planeGiven.weights, [0, 0])),
  { atol: 1e-9 },
  "the saved decoder, by another sum",
);
const spreadIn = (name: string, which: number) =>
  spreadOf(digits.map((values) => (values[name] as List)[which]!));
const within = (name: string, which: number) => ({ atol: 6 * spreadIn(name, which).std });
const six = "the stored runs, and six of their standard deviations: it is one run of the same";
pin("06", "price-of-two", spreadIn("kl", 0).mean, within("kl", 0), six);
pin("06", "hole-of-two", spreadIn("hole", 0).mean, within("hole", 0), six);
pin(
  "06",
  "told-of-images",
  spreadIn("kl", 0).mean - spreadIn("hole", 0).mean,
  within("kl", 0),
  six,
);
pin(
  "06",
  "best-accuracy",
  0.61,
  { atol: 0.05 },
  "above the nearest neighbours' .57, by at most what they lose",
);
pin("06", "starved-share", 0.17, { atol: 0.1 }, "a share near that of 4,000 draws in the appendix");
pin("06", "starved-draws", 0.17, { atol: 0.1 }, "a share near the integral's");
Deno.test("chapter 06: the share in holes is the same by integral and by draws", async () => {
  const [byGrid, byDraws] = [
    await savedResult("06", "starved-share"),
    await savedResult("06", "starved-draws"),
  ];
  assert(Math.abs(byGrid - byDraws) < 5 * Math.sqrt(0.17 * 0.83 / 4000)); // five errors of a share
});
Deno.test("chapter 06: neighbours never beat the best accuracy, and come near it", async () => {
  const best = await savedResult("06", "best-accuracy"),
    found = await savedResult("06", "told-apart-two");
  assert(found < best && found > best - 0.08); // 750 neighbours of each kind
});

pin(
  "06",
  "pixels-right",
  0.95,
  { atol: 0.02 },
  "a bound of 17.4 nats with 7 told leaves 10 nats in 64 coins: 5 % wrong",
);

const inked = counts.map((row) => row.map((count) => count >= 8 ? 1 : 0));
const usual = counts[0]!.map((_, j) =>
  2 * inked.slice(0, 1500).filter((row) => row[j]).length > 1500 ? 1 : 0
);
pin(
  "06",
  "pixels-by-majority",
  average(inked.slice(1500).map((row) => average(row.map((ink, j) => ink === usual[j] ? 1 : 0)))),
  { atol: 1e-12 },
  "counted from the file",
);

// what the mixture of seed 0 says of real digits is stored; halfway images lie below them
const judgeOfSeed0 = digits[0]!.mixture as number;
pin(
  "06",
  "judged-real",
  judgeOfSeed0,
  { atol: 1e-9 },
  "the stored mixture of seed 0 on the same digits",
);
pin("06", "judged-mended", judgeOfSeed0, { atol: 1.5 }, "a reconstruction is like a digit");
pin("06", "judged-codes", judgeOfSeed0 - 2, { atol: 1.5 }, "near the digits, not among them");
pin(
  "06",
  "judged-pixels",
  judgeOfSeed0 - 7,
  { atol: 2 },
  "every pixel that differs is a fair coin: about 16 of them",
);

pin(
  "06",
  "encoder-signal-exponent",
  -0.5,
  { atol: 0.3 },
  "Rainforth et al. 2018; five errors of 20,000 repeats at a signal of .05",
);
pin(
  "06",
  "decoder-signal-exponent",
  0.5,
  { atol: 0.1 },
  "Rainforth et al. 2018; k is not yet large at 16",
);
pin(
  "06",
  "twice-signal-exponent",
  0.5,
  { atol: 0.15 },
  "Tucker et al. 2018; k is not yet large at 16",
);
const signals = await storedValues("vae-gradients", 5);
const ratio = (i: number, which: number) =>
  average(signals.map(({ ratios }) => (ratios as Rows)[i]![which]!));
pin("06", "encoder-signal-1", ratio(0, 0), { atol: 1e-12 }, run);
pin("06", "encoder-signal-500", ratio(3, 0), { atol: 1e-12 }, run);
pin("06", "decoder-signal-500", ratio(3, 1), { atol: 1e-12 }, run);
Deno.test("chapter 06 says that the encoder's signal falls from 50 to 500 draws in all runs, the decoder's rises", () => {
  for (const { ratios } of signals) {
    const rows = ratios as Rows;
    assert(
      rows[3]![0]! < rows[2]![0]! && rows[3]![1]! > rows[2]![1]! && rows[2]![1]! > rows[0]![1]!,
    );
  }
});

const grey = spectrum.map((each) => each / 256);
pin(
  "06",
  "largest-variance",
  grey[0]!,
  { atol: 1e-9 },
  "power iteration against Jacobi's rotations",
);
pin(
  "06",
  "told-at-half",
  sum(grey.slice(0, 8).map((each) => Math.max(0, 0.5 * Math.log(each / 0.5)))),
  { atol: 1e-4 },
  "power iteration: eigenvalues that lie close part slowly",
);
const variances = await storedValues("vae-variance", 5);
pin("06", "told-at-32", average(variances.map(({ fixed }) => (fixed as Rows)[0]![0]!)), {
  atol: 1e-12,
}, run);
pin("06", "told-fitted", average(variances.map(({ fitted }) => (fitted as List)[0]!)), {
  atol: 1e-12,
}, run);
Deno.test("chapter 06 says that at σ² = 32 nothing is told in any run, and that networks tell a little more than the line", () => {
  for (const { fixed } of variances) {
    const rows = fixed as Rows;
    assert(rows[0]![0]! < 1e-4);
    for (const [i, v] of [[1, 0.5], [2, 0.1], [3, 0.03]] as const) {
      const line = sum(grey.slice(0, 8).map((each) => Math.max(0, 0.5 * Math.log(each / v))));
      assertGreater(rows[i]![0]!, line - 0.1);
    }
  }
});

const collapse = await storedValues("vae-collapse", 5);
const cured = (name: string, which: number) =>
  average(collapse.map((values) => (values[name] as List)[which]!));
pin("06", "told-autoregressive", cured("none", 0), { atol: 1e-12 }, run);
pin("06", "told-warm-up", cured("warmUp", 0), { atol: 1e-12 }, run);
pin("06", "told-free-nats", cured("freeNats", 0), { atol: 1e-12 }, run);
Deno.test("chapter 06 says that both cures bring nats back in all runs, and that the likelihood hardly cares", () => {
  for (const { none, warmUp, freeNats } of collapse as Record<string, List>[]) {
    assert(none![0]! < 3 && warmUp![0]! > 5 && freeNats![0]! > 4.9);
    assert(Math.abs(none![1]! - warmUp![1]!) < 0.3 && Math.abs(none![1]! - freeNats![1]!) < 0.3);
  }
});

pin("06", "gap-of-truth", 1, { atol: 1e-12 }, "each factor told by one number alone");
pin("06", "gap-of-copies", 0, { atol: 1e-12 }, "two numbers tell the same");
pin("06", "gap-of-noise", 0, { atol: 0.02 }, "what 1,536 images leave of it in 20 bins");
pin(
  "06",
  "gap-of-turned",
  turnedGap(),
  { atol: 1e-12 },
  "the same rotation, counted in another way",
);
const beta = await storedValues("vae-beta", 10);
const gap = (i: number) => average(beta.map(({ gap }) => (gap as List)[i]!));
pin("06", "gap-beta-1", gap(0), { atol: 1e-12 }, run);
pin("06", "gap-beta-2", gap(1), { atol: 1e-12 }, run);
pin("06", "gap-beta-4", gap(2), { atol: 1e-12 }, run);
pin("06", "gap-beta-8", gap(3), { atol: 1e-12 }, run);
pin("06", "gap-beta-16", gap(4), { atol: 1e-12 }, run);
Deno.test("chapter 06 says that β = 16 tells nothing, that size goes before places, and angle is never told", () => {
  for (const { kl, perFactor } of beta) {
    assert((kl as List)[4]! < 0.01);
    for (const row of perFactor as Rows) assert(row[3]! < 0.1);
  }
  const factor = (i: number, f: number) =>
    average(beta.map(({ perFactor }) => (perFactor as Rows)[i]![f]!));
  assert(
    factor(2, 2) < 0.5 * factor(1, 2) && factor(2, 0) > factor(1, 0) && factor(2, 1) > factor(1, 1),
  );
});

const drawings = await storedValues("vae-convolution", 5);
const end = (name: string) => average(drawings.map((values) => (values[name] as List).at(-1)!));
pin("06", "convolutions-end", end("convolutional"), { atol: 1e-12 }, run);
pin("06", "perceptrons-end", end("perceptrons"), { atol: 1e-12 }, run);
Deno.test("chapter 06 says that perceptrons lead at 100 steps and convolutions at 500, in all runs", () => {
  for (const { convolutional, perceptrons } of drawings as Record<string, List>[]) {
    assert(perceptrons![0]! > convolutional![0]! && convolutional![4]! > perceptrons![4]! + 5);
  }
});

// exercise 06.6: the encoder learns on alone; eight runs with other keys gave 0.99 ± 0.08, 0.04 ± 0.03
const others = "eight runs with other keys, and five of their spreads";
pin("06", "reread-elbo", 0.99, { atol: 0.4 }, others);
pin("06", "reread-tight", 0.04, { atol: 0.17 }, others);
Deno.test("chapter 06 says that of three nats the encoder wins back one, and the bound of many draws stays two below", async () => {
  const { outputs } = (await readNotebook("06")).notebook.cells.find(({ id }) =>
    id === "answer-06-6-numbers"
  )!;
  const rows = /both, from 300 +−([\d.]+) +−([\d.]+)/.exec(JSON.stringify(outputs))!;
  const [elbo, tight] = [-Number(rows[1]), -Number(rows[2])];
  assert(Math.abs(bounds(1, 0) - elbo - 3) < 0.5 && Math.abs(bounds(1, 3) - tight - 2) < 0.5);
});

// appendix: three pixels by Cramer's rule, σ² = ¼
const turnedLikelihood = (() => {
  const w = [[2, 0.5], [0, 1], [1, -1]], x = [1, -0.5, 2];
  const c = w.map((p, i) => w.map((q, j) => p[0]! * q[0]! + p[1]! * q[1]! + (i === j ? 0.25 : 0)));
  const minor = (i: number, j: number) => {
    const [r, s] = [0, 1, 2].filter((k) => k !== i), [t, u] = [0, 1, 2].filter((k) => k !== j);
    return ((i + j) % 2 === 0 ? 1 : -1) * (c[r!]![t!]! * c[s!]![u!]! - c[r!]![u!]! * c[s!]![t!]!);
  };
  const determinant = sum([0, 1, 2].map((j) => c[0]![j]! * minor(0, j)));
  const square = sum(x.flatMap((a, i) => x.map((b, j) => a * b * minor(i, j) / determinant)));
  return -0.5 * (3 * Math.log(2 * Math.PI) + Math.log(determinant) + square);
})();
pin(
  "06",
  "axes-likelihood",
  turnedLikelihood,
  { atol: 1e-11 },
  "determinant and inverse by minors",
);
pin(
  "06",
  "turned-likelihood",
  turnedLikelihood,
  { atol: 1e-11 },
  "a rotated code has the same covariance",
);
