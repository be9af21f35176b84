import { assertThrows } from "@std/assert";
import { gumbelSoftmax, gumbelSoftmaxSlope, reparameterizedSlope } from "lib/inference";
import { key, softmax, uniform } from "lib/math";
import { assertClose, integral, normalPdf, spreadOf } from "../../support/mod.ts";

Deno.test("reparameterizedSlope averages to the slopes of E[z³], by quadrature over the noise", () => {
  const [mu, std] = [0.5, Math.exp(-0.3)];
  const average = (i: number) =>
    integral(
      (e) => {
        const z = mu + std * e;
        return normalPdf(e, 0, 1) * reparameterizedSlope([-0.3], [e], [3 * z * z])[i]!;
      },
      -10,
      10,
    );
  const expected = [3 * mu * mu + 3 * std * std, 6 * mu * std * std];
  assertClose([average(0), average(1)], expected, { atol: 1e-9 }); // the oracle's midpoint rule
});

Deno.test("gumbelSoftmax: the largest entry is a draw of the category (the Gumbel-max trick)", () => {
  const logits = [0.5, -1, 1], draws = 40_000;
  const each = gumbelSoftmax(key(5), logits, { temperature: 2, draws });
  const weights = logits.map(Math.exp), total = weights.reduce((a, b) => a + b, 0);
  weights.forEach((weight, k) => {
    const p = weight / total;
    const seen = each.filter((row) => row.every((z) => z <= row[k]!)).length / draws;
    assertClose(seen, p, { atol: 5 * Math.sqrt(p * (1 - p) / draws) }); // five standard errors
  });
});

Deno.test("gumbelSoftmax: each draw has chances of its own, one for each logit", () => {
  const logits = [0.5, -1, 1], temperature = 0.7, chances = uniform(key(4), 12);
  const expected = [0, 3, 6, 9].map((from) =>
    softmax(logits.map((each, k) => (each - Math.log(-Math.log(chances[from + k]!))) / temperature))
  );
  const draws = gumbelSoftmax(key(4), logits, { temperature, draws: 4 });
  assertClose(draws.flat(), expected.flatMap((row) => [...row]), { atol: 1e-15 });
});

Deno.test("gumbelSoftmax of two is the logistic's: P(z̃ < ½ + d) in closed form", () => {
  const each = gumbelSoftmax(key(6), [0.8, 0], { temperature: 0.7, draws: 40_000 });
  for (const edge of [0.1, 0.5, 0.9]) { // z̃ < e where (0.8 + logistic)/τ < logit(e)
    const p = 1 / (1 + Math.exp(0.8 - 0.7 * Math.log(edge / (1 - edge))));
    const seen = each.filter(([z]) => z! < edge).length / each.length;
    assertClose(seen, p, { atol: 5 * Math.sqrt(p * (1 - p) / each.length) }); // five standard errors
  }
});

Deno.test("gumbelSoftmaxSlope averages to the slope of the relaxed average, by quadrature", () => {
  const tau = 0.6, reward = (z: number) => (z - 0.45) ** 2;
  const logistic = (x: number) => 1 / (1 + Math.exp(-x));
  const relaxed = (logit: number) =>
    integral((u) => reward(logistic((logit + Math.log(u / (1 - u))) / tau)), 0, 1);
  const h = 1e-3, expected = (relaxed(1 + h) - relaxed(1 - h)) / (2 * h);
  const draws = gumbelSoftmax(key(7), [1, 0], { temperature: tau, draws: 40_000 });
  const slopes = draws.map((z) => gumbelSoftmaxSlope(z, [2 * (z[0]! - 0.45), 0], tau)[0]!);
  const { mean, std } = spreadOf(slopes);
  assertClose(mean, expected, { atol: 5 * std / Math.sqrt(draws.length) }); // five standard errors
});

Deno.test("gumbelSoftmax and slopes refuse what does not fit", () => {
  assertThrows(() => gumbelSoftmax(key(0), [0, 1], { temperature: 0 }), RangeError, "temperature");
  assertThrows(() => reparameterizedSlope([0], [1, 2], [1]), RangeError, "noise is [2]");
  assertThrows(() => gumbelSoftmaxSlope([0.5, 0.5], [1], 1), RangeError, "slope is [1]");
});
