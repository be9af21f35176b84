/** Chapter 09: every number of the notebook, held against other computations. */
import { assertEquals, assertLess } from "@std/assert";
import { pin, sum } from "../../support/mod.ts";
import { fold, key } from "lib/math";
import { sequences } from "chapters/09-state-space-models/learning.ts";
import { storedValues } from "../../support/stored_values.ts";
import golden from "../../sequence/golden/kalman.json" with { type: "json" };
import * as oracle from "./oracle.ts";

const x = await oracle.flows(), { NILE } = oracle;
const whole = oracle.dense(NILE, x), at1899 = 1899 - 1871;
const past = oracle.filtered(NILE, x);
const same = { atol: 1e-7 }; // dense inverses of entries of 10⁷
const path = "the Gaussian over the whole path, by a dense inverse";
const average = (values: readonly number[]) => sum(values) / values.length;

const evidence = golden.evidence.find(({ start }) => start === 1e7)!.logEvidence;
pin("09", "nile-evidence", evidence, { atol: 1e-9 }, "statsmodels, all terms");
const first = -0.5 * (Math.log(2 * Math.PI * (1e7 + 15_099)) + 1120 ** 2 / (1e7 + 15_099));
pin("09", "nile-later", evidence - first, { atol: 1e-9 }, "statsmodels less the first year's term");
pin("09", "filtered-1899", past.means[at1899]!, same, path);
pin("09", "smoothed-1899", whole.mean[at1899]!, same, path);
pin(
  "09",
  "grid-evidence",
  whole.logEvidence,
  { atol: 1e-6 },
  "the dense log p(x); the grid's ends",
);
pin("09", "grid-apart", 0, { atol: 1e-6 }, "no difference but the grid's ends");

const steps = Array.from({ length: 60 }, (_, t) => t),
  light = steps.filter((t) => t < 25 || t > 40);
pin("09", "dark-filter", oracle.walkerSpread(light.filter((t) => t <= 40), 40), {
  rtol: 1e-9,
}, "places as sums of independent noises, conditioned densely");
pin(
  "09",
  "dark-smoother",
  oracle.walkerSpread(light, 40),
  { rtol: 1e-9 },
  "the same, all glimpses",
);

const rounds = oracle.climbed({ ...NILE, move: 1e4, look: 1e4 }, x, 400);
const { fit } = golden,
  short = rounds.findIndex((each) => fit.logEvidence - each.logEvidence < 1e-3);
pin("09", "em-top", fit.logEvidence, { atol: 1e-8 }, "SciPy's top of statsmodels' likelihood");
pin("09", "em-move", fit.move, { rtol: 1e-3 }, "there; the top is flat");
pin("09", "em-look", fit.look, { rtol: 1e-3 }, "there; the top is flat");
pin("09", "em-short", short, { atol: 0.5 }, "EM written for numbers");
pin("09", "em-short-move", rounds[short]!.move, { rtol: 1e-7 }, "EM written for numbers");

const lambda = oracle.precision(NILE, 100);
const gapOf = (mean: readonly number[], covariance: readonly (readonly number[])[]) =>
  oracle.klToPosterior(NILE, x, mean, covariance);
const free = lambda.map((row, t) => 1 / row[t]!);
const best = gapOf(whole.mean, oracle.diagonal(free));
const mixing = [
  x.map((_, t) => t === 0 ? 0 : 0.7),
  x.map((each, t) => t === 0 ? each : 0.3 * each),
  x.map((_, t) => t === 0 ? NILE.look : 1000),
] as const;
const mixed = oracle.chainMoments(...mixing);
pin("09", "drawn-bound", whole.logEvidence - gapOf(mixed.mean, mixed.covariance), {
  atol: 5 * oracle.drawnSpread(NILE, x, ...mixing, 2000) / Math.sqrt(400),
}, "the exact bound; five standard errors of 400 paths");
pin("09", "gap-filters", gapOf(past.means, oracle.diagonal(past.variances)), same, path);
const marginals = whole.covariance.map((row, t) => row[t]!);
pin("09", "gap-smoothers", gapOf(whole.mean, oracle.diagonal(marginals)), same, path);
pin("09", "gap-independent", best, same, path);
const V = NILE.move * NILE.look / (NILE.move + NILE.look);
const byFilters = oracle.chainMoments(
  x.map(() => V / NILE.move),
  x.map((each, t) => t === 0 ? past.means[0]! : V * each / NILE.look),
  x.map((_, t) => t === 0 ? past.variances[0]! : V),
);
pin("09", "gap-chain", gapOf(byFilters.mean, byFilters.covariance), same, path);
pin("09", "variance-smoother", whole.covariance[50]![50]!, same, path);
pin(
  "09",
  "variance-independent",
  1 / (2 / 1469.1 + 1 / 15_099),
  { rtol: 1e-12 },
  "(SSM-12) by hand",
);

pin("09", "independence", oracle.independence(NILE, 100), same, path);
const cut = "dense posteriors of the path cut off, links by information from the end";
pin("09", "blindness-0", oracle.blindness(NILE, 100, 0), same, cut);
pin("09", "blindness-1", oracle.blindness(NILE, 100, 1), same, cut);
pin("09", "blindness-5", oracle.blindness(NILE, 100, 5), same, cut);
pin(
  "09",
  "blindness-nile",
  oracle.pastGap(NILE, x),
  same,
  "½ Σ (g − its forecast)²/V, by information",
);

pin("09", "gain-chain", 15_099 / (1469.1 + 15_099), { rtol: 1e-12 }, "R/(Q + R)");
pin(
  "09",
  "gain-exact",
  oracle.links(NILE, x).F[50]!,
  { rtol: 1e-9 },
  "by information from the end",
);

// the notes' two steps: numbers found beforehand, four digits
pin("09", "two-filters", 0.2973, { atol: 5e-5 }, "by quadrature over data, four digits");
pin("09", "two-best", 0.2162, { atol: 5e-5 }, "by minimizing over linear means, four digits");
const unit = { start: 1, move: 1, look: 1 };
pin("09", "two-independence", oracle.independence(unit, 2), { atol: 1e-12 }, "½ log(3·2/5)");

const gaps = await storedValues("ssm-encoders", 5) as unknown as readonly {
  readonly gaps: readonly (readonly number[])[];
  readonly independent: number;
  readonly past: number;
  readonly both: number;
}[];
const ends = (i: number) => gaps.map((run) => run.gaps[i]!.at(-1)!);
const run = "the stored runs, read as plain JSON", exact = { atol: 1e-12 };
const world = { start: 1, move: 0.1, look: 1 };
pin("09", "live-gap", gaps[0]!.gaps[4]![5]!, { atol: 1e-9 }, "the stored run after 500 steps");
pin("09", "floor-independent", oracle.independence(world, 20), same, path);
pin("09", "floor-past", oracle.blindness(world, 20, 0), same, cut);
pin("09", "end-now", average(ends(0)), exact, run);
pin("09", "end-past", average(ends(1)), exact, run);
pin("09", "end-all", average(ends(2)), exact, run);
pin("09", "end-past-chained", average(ends(3)), exact, run);
pin("09", "end-all-chained", average(ends(4)), exact, run);
pin("09", "end-attention", average(ends(5)), exact, run);
pin("09", "excess-past", average(ends(1).map((g, i) => g - gaps[i]!.both)), exact, run);
pin("09", "excess-all", average(ends(2).map((g, i) => g - gaps[i]!.independent)), exact, run);
pin("09", "excess-past-chained", average(ends(3).map((g, i) => g - gaps[i]!.past)), exact, run);

const L = oracle.precision(world, 20),
  S = oracle.pathCovariance(world, 20)
    .map((row, t) => row.map((each, s) => each + (t === s ? 1 : 0)));

/** The best α of N(α_t x_t, 1/Λ_tt) by coordinate descent on the expected gap, not by its equations. */
const alpha = L.map(() => 0);
for (let sweep = 0; sweep < 400; sweep++) {
  alpha.forEach((_, t) => {
    const others = sum(alpha.map((a, s) => s === t ? 0 : a * L[t]![s]! * S[t]![s]!));
    alpha[t] = (S[t]![t]! - others) / (L[t]![t]! * S[t]![t]!);
  });
}
const spread = oracle.inverted(L).inverse;
const quadratic = sum(
  L.map((row, t) =>
    sum(row.map((each, s) => S[t]![s]! * (each * alpha[t]! * alpha[s]! + spread[t]![s]!)))
  ),
);
const descended = oracle.independence(world, 20) +
  0.5 * (quadratic - 2 * sum(alpha.map((a, t) => a * S[t]![t]!)));
pin("09", "floor-now", descended, { rtol: 1e-7 }, "coordinate descent on the expected gap");
const least = [0, 1, 2, 3, 4].map((seed) =>
  average(
    sequences(fold(key(seed), "judged"), 50).map((row) =>
      oracle.klToPosterior(
        world,
        row,
        row.map((each, t) => alpha[t]! * each),
        oracle.diagonal(L.map((line, t) => 1 / line[t]!)),
      )
    ),
  )
);
pin("09", "excess-now", average(ends(0).map((g, i) => g - least[i]!)), {
  atol: 1e-7,
}, "the stored runs less a dense divergence on the same sequences");

const moves = Array.from({ length: 29 }, (_, i) => 100 * 10 ** (i / 10.5));
const looks = Array.from({ length: 250 }, (_, i) => Math.exp(6 + i / 50));
type Bound = (world: oracle.World) => number;
const over = (bound: Bound) =>
  moves.map((move) => Math.max(...looks.map((look) => bound({ start: 1e7, move, look }))));
const likelihood = over((w) => oracle.passed(w, x).logEvidence);
/** ½ (Σ log Λ_tt − log |Λ|), with the determinant by pivots. */
const tied: Bound = ({ start, move, look }) => {
  let pivot = Infinity;
  return sum(x.map((_, t) => {
    const own = 1 / (t === 0 ? start : move) + 1 / look + (t === 99 ? 0 : 1 / move);
    pivot = own - 1 / (move * move * pivot);
    return 0.5 * Math.log(own / pivot);
  }));
};
const independent = over((w) => oracle.passed(w, x).logEvidence - tied(w));
const blind = over((w) => oracle.passed(w, x).logEvidence - oracle.pastGap(w, x));
const top = (values: readonly number[]) => values.indexOf(Math.max(...values));
const grid = "the same places, each by a search over 250 variances of a look";
pin("09", "favourite-exact", moves[top(likelihood)]!, exact, grid);
pin("09", "favourite-independent", moves[top(independent)]!, exact, grid);
pin("09", "favourite-past", moves[top(blind)]!, exact, grid);
pin("09", "favourite-lost", likelihood[top(likelihood)]! - likelihood[top(independent)]!, {
  atol: 0.01, // the two searches' steps in log look
}, grid);

const bell = (off: number, v: number) => Math.exp(-0.5 * off * off / v) / Math.sqrt(v);
const leap = (off: number) => 0.98 * bell(off, 25) + 0.02 * bell(off, 250 ** 2);
pin(
  "09",
  "leap-gain",
  oracle.gridEvidence(x, 15_099, leap) -
    oracle.gridEvidence(x, 15_099, (off) => bell(off, 1469.1)),
  { atol: 1e-8 },
  "forward sums over the grid, in plain probabilities",
);

Deno.test("chapter 09: the order of the bet, and that families are ordered", () => {
  assertLess(best, gapOf(byFilters.mean, byFilters.covariance));
  assertLess(
    gapOf(byFilters.mean, byFilters.covariance),
    gapOf(whole.mean, oracle.diagonal(marginals)),
  );
  assertLess(oracle.blindness(NILE, 100, 0), best);
});

Deno.test("chapter 09: each encoder's runs end within 0.25 nats of its family's floor", () => {
  assertEquals(gaps.length, 5);
  gaps.forEach(({ gaps: rows, both, independent: tied, past }) => {
    const floors = [undefined, both, tied, past, 0, 0];
    rows.forEach((row, i) => {
      if (floors[i] === undefined) return;
      assertLess(row.at(-1)! - floors[i]!, 0.25);
      assertLess(-0.02, row.at(-1)! - floors[i]!); // on the same sequences none gets below its floor
    });
  });
});
