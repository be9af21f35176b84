/** Chapter 06: every equation, held against oracles that import nothing of lib. */
import { assert, assertGreater, assertLess } from "@std/assert";
import {
  mutualInformationGap,
  sampleAggregate,
  standardDivergences,
  twoSamples,
} from "lib/inference";
import { aggregateLogDensities, importanceBound } from "lib/inference";
import * as vae from "lib/inference/tensor";
import { key } from "lib/math";
import * as tf from "lib/nn/tf";
import {
  assertClose,
  integral,
  logNormal,
  normalPdf,
  otherNormals,
  spreadOf,
  sum,
} from "../../support/mod.ts";
import {
  average,
  chance,
  logEvidence,
  logWeight,
  pixelFit,
  ppca,
  price,
  softplus,
  spectrum,
  world,
} from "./oracle.ts";

await vae.startBackend();
const parameters = vae.mlpVaeParameters(key(3), { pixels: 6, hidden: [5], latent: 2 });
const images = [[1, 0, 1, 1, 0, 0], [0, 1, 1, 0, 0, 1]];

Deno.test("VAE-1: given the code pixels are independent coins; over all images their chances add up to 1", () => {
  const [logits] = vae.decodeCodes(vae.mlpVae, parameters, [[0.4, -1.2]]);
  const all = Array.from(
    { length: 64 },
    (_, i) => Array.from({ length: 6 }, (_, d) => (i >> d) & 1),
  );
  const each = all.map((x) =>
    sum(x.map((ink, d) => Math.log(ink === 1 ? chance(logits![d]!) : 1 - chance(logits![d]!))))
  );
  assertClose(sum(each.map(Math.exp)), 1, { atol: 1e-12 });
});

Deno.test("VAE-2: the loss lies above −log p(x), found by quadrature over the code", () => {
  const narrow = vae.mlpVaeParameters(key(3), { pixels: 6, hidden: [5], latent: 1 });
  const grid = Array.from({ length: 801 }, (_, i) => [-8 + i / 50]);
  const logits = vae.decodeCodes(vae.mlpVae, narrow, grid);
  const weights = vae.logWeightsOf(key(0), vae.mlpVae, narrow, images, 20_000);
  images.forEach((x, n) => {
    const evidence = sum(
      grid.map(([z], i) =>
        normalPdf(z!, 0, 1) / 50 *
        Math.exp(sum(x.map((ink, d) => ink * logits[i]![d]! - softplus(logits[i]![d]!))))
      ),
    );
    const elbo = importanceBound([weights[n]!], 1);
    assertLess(elbo, Math.log(evidence) + 0.02); // the error of 20,000 draws
    assertClose(importanceBound([weights[n]!], 20_000), Math.log(evidence), { atol: 0.02 });
  });
});

Deno.test("VAE-3: x y − softplus(y) is the coin's log-probability", () => {
  for (const y of [-20, -2, 0, 0.7, 5]) {
    assertClose(y - softplus(y), Math.log(chance(y)), { atol: 1e-12 });
    assertClose(-softplus(y), Math.log(1 - chance(y)), { atol: 1e-12 });
  }
  const [logits] = vae.decodeCodes(vae.mlpVae, parameters, [[0.4, -1.2]]);
  const lib = vae.mlpVae.logLikelihood(
    tf.tensor2d([Array.from(logits!)]),
    tf.tensor2d([images[0]!]),
  );
  const plain = sum(images[0]!.map((x, d) => x * logits![d]! - softplus(logits![d]!)));
  assertClose(lib.dataSync()[0]!, plain, { rtol: 1e-6 }); // float32
});

Deno.test("VAE-4: the price is the integral of q log q/p", () => {
  for (const [m, s] of [[1, 0.6], [-0.5, 1.2], [0, 1]] as const) {
    const exact = integral(
      (z) => normalPdf(z, m, s) * (logNormal(z, m, s) - logNormal(z, 0, 1)),
      m - 12 * s,
      m + 12 * s,
    );
    assertClose(price([m], [s]), exact, { atol: 1e-10 }); // quadrature
    assertClose(standardDivergences({ means: [[m]], stds: [[s]] })[0]!, exact, { atol: 1e-10 });
  }
});

Deno.test("VAE-5: the slope goes through the sample", () => {
  const h = 1e-4, [m, s] = [0.2, 0.8];
  const slope = (e: number) => 3 * (1 - chance(3 * (m + s * e)));
  const through = (f: (e: number) => number) => integral((e) => normalPdf(e, 0, 1) * f(e), -12, 12);
  assertClose(through(slope), (pixelFit(m + h, s) - pixelFit(m - h, s)) / (2 * h), { atol: 1e-6 }); // h²
  const wide = (pixelFit(m, s * Math.exp(h)) - pixelFit(m, s * Math.exp(-h))) / (2 * h);
  assertClose(through((e) => slope(e) * s * e), wide, { atol: 1e-6 });
});

Deno.test("VAE-6: at the best linear model bound and likelihood are one: digits have −177.43997", () => {
  assertClose(ppca, -177.43997, { atol: 5e-6 }); // computed with numpy, five decimals
  // the bound of that model: squared error (P − D)σ² + DΣ…, written out in the eigenvectors' frame
  const rest = (spectrumTrace() - spectrum[0]! - spectrum[1]!) / 62;
  const told = [0, 1].map((d) => 0.5 * Math.log(spectrum[d]! / rest));
  const fit = -32 * (Math.log(2 * Math.PI * rest) + 1); // its mean squared error is σ² itself
  assertClose(fit - sum(told), ppca, { atol: 1e-9 });
});
const spectrumTrace = () => {
  const s = (ppca * -2 - 64 * Math.log(2 * Math.PI) - 64 - Math.log(spectrum[0]!) -
    Math.log(spectrum[1]!)) / 62;
  return 62 * Math.exp(s) + spectrum[0]! + spectrum[1]!;
};

Deno.test("VAE-6 erratum 001: an independent prior does not ask for axes; turning W changes no likelihood", () => {
  const w = [[2, 0.5], [0, 1], [1, -1]];
  const gram = (rows: number[][]) =>
    rows.flatMap((a) => rows.map((b) => a[0]! * b[0]! + a[1]! * b[1]!));
  for (const angle of [0.3, Math.PI / 4]) {
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    assertClose(gram(w.map(([p, q]) => [c * p! + s * q!, c * q! - s * p!])), gram(w), {
      atol: 1e-14,
    });
  }
  const factors = Array.from({ length: 400 }, (_, i) => [i % 20, Math.floor(i / 20)]);
  const turned = factors.map(([a, b]) => [a! + b!, a! - b!]);
  assertClose(mutualInformationGap(factors, factors).gap, 1, { atol: 1e-12 });
  assertLess(mutualInformationGap(turned, factors).gap, 0.01);
});

Deno.test("VAE-7: the bound rises with k and stays below log p(x)", () => {
  const draw = otherNormals(7);
  const bound = (k: number, count: number) =>
    spreadOf(
      Array.from({ length: count }, () =>
        Math.log(average(Array.from({ length: k }, () => Math.exp(logWeight(0.8 * draw())))))),
    );
  const [one, five, fifty] = [bound(1, 20_000), bound(5, 10_000), bound(50, 4000)];
  assert(one.mean < five.mean && five.mean < fifty.mean);
  assertLess(fifty.mean, logEvidence + 5 * fifty.standardError);
  const exact = integral((z) => normalPdf(z, 0, 0.8) * logWeight(z), -9, 9);
  assertClose(one.mean, exact, { atol: 5 * one.standardError });
});

Deno.test("VAE-8: signal over noise of the encoder falls like k^−½, the decoder's rises like k^½", () => {
  const draw = otherNormals(9), { a, s, x, d } = world;
  const signal = (k: number) => {
    const pairs = Array.from({ length: 20_000 }, () => {
      const z = Array.from({ length: k }, () => d * draw()),
        w = z.map((each) => Math.exp(logWeight(each)));
      const total = sum(w);
      return [
        sum(z.map((each, i) => w[i]! / total * (a * (x - a * each) / s ** 2 - each))),
        sum(z.map((each, i) => w[i]! / total * (x - a * each) / s ** 2)),
      ];
    });
    return [0, 1].map((which) => {
      const { mean, std } = spreadOf(pairs.map((pair) => pair[which]!));
      return Math.abs(mean) / std;
    });
  };
  const [few, many] = [signal(16), signal(128)];
  const power = (which: number) => Math.log(many[which]! / few[which]!) / Math.log(8);
  assertClose(power(0), -0.5, { atol: 0.15 }); // 20,000 repeats: a signal of .08 is known to a tenth, and k is not yet large
  assertClose(power(1), 0.5, { atol: 0.1 });
});

Deno.test("VAE-9: squared error over 2σ², and P·MSE is σ² = ½", () => {
  const [x, back] = [[0, 1, 0.5], [0.25, 0.5, 0.5]];
  const squares = sum(x.map((each, i) => (each - back[i]!) ** 2));
  const density = -sum(x.map((each, i) => logNormal(each, back[i]!, Math.SQRT1_2)));
  assertClose(density, squares + 1.5 * Math.log(Math.PI), { atol: 1e-14 });
  const lib = vae.gaussianPixels(0.5)(tf.tensor2d([back]), tf.tensor2d([x])).dataSync()[0]!;
  assertClose(-lib, density, { rtol: 1e-6 }); // float32
});

Deno.test("VAE-10: the best linear code tells ½ log λ/σ² nats in a direction, or nothing", () => {
  const loss = (w: number, lambda: number, v: number) => { // one direction, best encoder in closed form
    const s2 = v / (v + w * w), gain = w / (v + w * w);
    const fit = ((1 - w * gain) ** 2 * lambda + w * w * s2) / (2 * v);
    const told = 0.5 * (gain ** 2 * lambda + s2 - 1) - 0.5 * Math.log(s2);
    return { total: fit + told, told };
  };
  for (const [lambda, v] of [[0.7, 0.1], [0.7, 0.5], [0.7, 2]] as const) {
    const widths = Array.from({ length: 4001 }, (_, i) => i / 2000);
    const best = widths.reduce((a, b) =>
      loss(b, lambda, v).total < loss(a, lambda, v).total ? b : a
    );
    assertClose(loss(best, lambda, v).told, Math.max(0, 0.5 * Math.log(lambda / v)), {
      atol: 2e-3,
    }); // a grid of .0005
  }
});

const two = { means: [[-1], [2]], stds: [[0.5], [1]] };
const aggregate = (z: number) => 0.5 * normalPdf(z, -1, 0.5) + 0.5 * normalPdf(z, 2, 1);

Deno.test("VAE-11: the mean price is what codes tell plus the hole", () => {
  const hole = integral((z) => aggregate(z) * Math.log(aggregate(z) / normalPdf(z, 0, 1)), -9, 9);
  const told = 0.5 *
    sum(
      ([[-1, 0.5], [2, 1]] as const).map(([m, s]) =>
        integral(
          (z) => normalPdf(z, m, s) * Math.log(normalPdf(z, m, s) / aggregate(z)),
          m - 7 * s,
          m + 7 * s,
        )
      ),
    );
  assertClose(average(standardDivergences(two)), hole + told, { atol: 1e-6 }); // tails beyond seven σ
  assert(told <= Math.LN2);
});

Deno.test("VAE-11 erratum 000.7: paying image by image leaves holes; the prior draws where nothing was read", () => {
  const draw = otherNormals(11), far = { means: [[-1], [1]], stds: [[0.1], [0.1]] };
  const draws = Array.from({ length: 4000 }, () => [draw()]);
  const logQ = aggregateLogDensities(far, draws);
  const thin = average(draws.map(([z], i) => logQ[i]! < logNormal(z!, 0, 1) - Math.LN2 ? 1 : 0));
  assertGreater(thin, 0.6);
});

Deno.test("VAE-12: no classifier beats ½ + ½ TV", () => {
  const draw = otherNormals(12);
  const variation = 0.5 * integral((z) => Math.abs(aggregate(z) - normalPdf(z, 0, 1)), -9, 9);
  const codes = sampleAggregate(key(4), two, 4000),
    prior = Array.from({ length: 4000 }, () => [draw()]);
  const { accuracy, spreadIfEqual } = twoSamples(codes, prior, { neighbours: 31 });
  assertLess(accuracy, 0.5 + variation / 2 + 5 * spreadIfEqual);
  assertGreater(accuracy, 0.5 + variation / 2 - 0.04); // what 31 neighbours of 4,000 lose
});

Deno.test("VAE-13: weighing the price by β is multiplying σ² by it, up to constants", () => {
  const [x, back, v, beta, stray] = [[0, 1, 0.5], [0.25, 0.5, 0.5], 0.2, 3, 1.7];
  const squares = sum(x.map((each, i) => (each - back[i]!) ** 2));
  assertClose(squares / (2 * v) + beta * stray, beta * (squares / (2 * beta * v) + stray), {
    atol: 1e-14,
  });
});

Deno.test("VAE-14: the lead of the first number over the second, by counting", () => {
  const factors = Array.from({ length: 32 }, (_, i) => [i % 4, Math.floor(i / 4) % 2]);
  const codes = factors.map(([f, g], i) => [f!, f! < 2 ? 0 : 1, i % 32 < 16 ? g! : 0]);
  const lead = (Math.log(4) - Math.LN2) / Math.log(4); // the second number tells one bit of two
  assertClose(mutualInformationGap(codes, factors).perFactor[0]!, lead, { atol: 1e-12 });
});
