/** Chapter 01: every equation and every number, held against oracles that import nothing of lib. */
import { assertGreater } from "@std/assert";
import { normalPdf, pin, spreadOf, sum } from "../../support/mod.ts";
import {
  byHeads,
  centres,
  complete,
  exactLogEvidence,
  indecision,
  oneNormal,
  rho,
  sigma,
  slopeAt,
  upperTail,
  weights,
} from "./oracle.ts";
import { priorError } from "./prior_error.ts";

const rounding = "64-bit rounding of a closed form";

pin("01", "p-middling", 0.36 * 0.18 + 0.64 * 0.22, { atol: 1e-14 }, rounding);
pin("01", "p-long-given-middling", 0.1408 / 0.2056, { atol: 1e-14 }, rounding);
pin(
  "01",
  "p-long-given-middling-counted",
  0.1408 / 0.2056,
  { atol: 0.017 },
  "five standard errors of 20 560 middling waits, √(.685·.315/20560) = .0032",
);
pin("01", "p-straight-near", 0.02, { atol: 1e-14 }, rounding);
pin("01", "p-left-near-dependent", 0.6 * 0.97 + 0.4 * 0.01, { atol: 1e-14 }, rounding);
pin("01", "p-left-near-if-ignored", 0.49, { atol: 1e-14 }, rounding);
pin(
  "01",
  "mean-wait-of-mixture",
  0.36085 * 54.61364 + 0.63915 * 80.09031,
  { atol: 1e-7 },
  "adaptive quadrature's own bound",
);
pin("01", "linear-evidence", normalPdf(2.5, 1, Math.sqrt(4.25)), { atol: 1e-14 }, rounding);
const over67 = sum(weights.map((w, k) => w * upperTail((67 - centres[k]!) / sigma)));
pin("01", "p-wait-over-67", over67, { atol: 1e-9 }, "two quadratures");
pin(
  "01",
  "p-wait-over-67-sampled",
  over67,
  { atol: 5 * Math.sqrt(0.25 / 100_000) },
  "five standard errors of 1e5 draws",
);
pin(
  "01",
  "loglik-one-normal",
  oneNormal,
  { atol: 1e-9 },
  "−N/2 (log 2πσ² + 1), rounding of 272 terms",
);
pin("01", "loglik-two-moods", -1034.002, { atol: 5e-4 }, "published by mixtools to three decimals");
pin(
  "01",
  "gain-of-two-moods",
  -1034.002 - oneNormal,
  { atol: 5e-4 },
  "mixtools minus a closed form",
);
pin("01", "log-evidence-exact", exactLogEvidence, { atol: 1e-14 }, rounding);
pin(
  "01",
  "log-evidence-million",
  exactLogEvidence,
  { atol: 5 * Math.sqrt((rho - 1) / 1e6) },
  "five standard errors, √((ρ−1)/M)",
);
pin("01", "rho", rho, { rtol: 1e-12 }, "midpoint rule");
pin(
  "01",
  "log10-samples-at-20",
  Math.log10(100 * (rho ** 20 - 1)),
  { atol: 1e-10 },
  "midpoint rule, to the 20th power",
);
pin("01", "expected-complete-loglik", complete, { atol: 1e-9 }, "544 terms, each rounded at 1e-13");
pin("01", "total-indecision", indecision, { atol: 1e-9 }, "544 terms, each rounded at 1e-13");
pin("01", "slope-at-50", slopeAt(50), { atol: 1e-9 }, "272 terms, each rounded at 1e-13");
pin(
  "01",
  "split-distance",
  20 + 3 * Math.log(5),
  { atol: 1e-12 },
  "1.5/(1+e^((x−20)/3)) = ¼ solved by hand",
);
pin(
  "01",
  "evidence-over-a-million-causes",
  byHeads,
  { rtol: 1e-11 },
  "a million roundings of 1e-16",
);

const errors = Array.from({ length: 6 }, (_, seed) => priorError(28, 100_000, 7919 * (seed + 1)));
const others = spreadOf(errors);
Deno.test("chapter 01 says that log p̂ falls below the truth in 28 dimensions, whatever the noise", () => {
  for (const error of errors) assertGreater(-error, 3);
});
pin(
  "01",
  "mean-error-at-28",
  others.mean,
  { atol: 5 * others.std * Math.sqrt(1 / 5 + 1 / 6) },
  "another generator's six runs against five, five standard errors of the difference",
);
pin(
  "01",
  "standard-error-at-28",
  others.std / Math.sqrt(5),
  { rtol: 0.9 },
  "a spread from five runs is known to a factor of two at best",
);
pin("01", "p-long-given-middling-error", Math.sqrt(0.1408 * 0.0648 / 0.2056 ** 2 / 20_560), {
  rtol: 0.03,
}, "√(p(1 − p)/n) with the n expected; their number varies by half a per cent, p by more");
