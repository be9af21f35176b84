/** Chapter 17: every number of the notebook, held against other computations. */
import { pin } from "../../support/mod.ts";
import { storedValues } from "../../support/stored_values.ts";
import {
  average,
  chanceWorld,
  coins,
  compose,
  fixedPoint,
  knee,
  lifeInKnee,
  type List,
  median,
  middleHalf,
  planeQ,
  planeValue,
  policy,
  type Rows,
  soft,
  svgd,
} from "./oracle.ts";

const value = planeValue();
pin(
  "17",
  "plane-middle-value",
  value(0, 0),
  { atol: 0.1 },
  "sweeps on another grid; creases and edges are seen by a cell of 0.2 or 0.25",
);

const world = { moves: knee.moves, reward: knee.reward, discount: 0.9 };
const exact = fixedPoint(world, (q) => soft(q, 0.5, knee.habit));
pin("17", "exact-fresh", soft(exact[0]!, 0.5, knee.habit), { atol: 1e-10 }, "600 sweeps");

const lives = (rate: (n: number) => number) =>
  [1, 2, 3, 4, 5].map((seed) => lifeInKnee(seed, rate, 300_000, exact));
const other = "lives of another generator";
pin("17", "left-lawful", median(lives((n) => n ** -0.7)), { atol: 0.05 }, other);
pin(
  "17",
  "left-constant",
  median(lives(() => 0.1)),
  { atol: 0.7 },
  `${other}; it trembles by that`,
);
pin("17", "left-harmonic", median(lives((n) => 1 / n)), { rtol: 0.05 }, other);
const frozen = "the first visits decide, so lives end up to 1 apart";
pin("17", "left-square", median(lives((n) => n ** -2)), { atol: 1 }, frozen);
pin("17", "harmonic-slope", -0.1, { atol: 0.02 }, "−(1 − γ); luck is left in 1,000 days");

const fresh = (value: (q: List) => number, shift = 0) => {
  const reward = knee.reward.map((row) => row.map((r) => r + shift));
  return value(fixedPoint({ ...world, reward }, value)[0]!);
};
const right = fresh((q) => soft(q, 0.5)), sweeps = "600 sweeps";
pin("17", "target-right", right, { atol: 1e-10 }, sweeps);
pin("17", "target-unmasked", 0.5 * Math.log(2), { atol: 1e-10 }, "α log 2");
const without = fresh((q) => policy(q, 0.5).reduce((sum, p, a) => sum + p * q[a]!, 0));
pin("17", "target-no-entropy", without - right, { atol: 1e-9 }, sweeps);
const endless = [100, 200].map((k) =>
  soft(fixedPoint({ ...world, discount: 1 }, (q) => soft(q, 0.5), k)[0]!, 0.5)
);
pin("17", "target-growth", (endless[1]! - endless[0]!) / 100, { atol: 1e-9 }, "100 sweeps more");

const coin = coins(17);
const powers = Array.from(
  { length: 40_000 },
  () => Math.exp(planeQ(value, 1, 1, 2 * coin() - 1, 2 * coin() - 1)),
);
const spread = average(powers.map((w) => w * w)) / average(powers) ** 2 - 1;
pin("17", "bias-rule", -spread / 32, { rtol: 0.1 }, "40,000 draws on another grid's values");
pin(
  "17",
  "bias-16",
  -spread / 32,
  { atol: 0.02 },
  "five errors of 5,000 estimates, 0.0034 each; next order",
);
pin(
  "17",
  "scatter-16",
  Math.sqrt(spread / 16),
  { rtol: 0.15 },
  "to first order in 1/M; the next is Var w / M",
);

pin("17", "crowd-left", 20, { atol: 3 }, "half of 40: the target is even, luck chose the start");
pin("17", "crowd-square", 5, { atol: 0.3 }, "of N(±2, 1); 40 particles have no tails");
const start = Array.from({ length: 64 }, (_, i) => -0.8 + 1.6 * i / 63).map(Math.atanh);
const inU = svgd(start, (u) => -2 * Math.tanh(u), 1000, 0.5).map(Math.tanh);
const square = (a: List) => average(a.map((x) => x * x));
pin("17", "variance-u", square(inU), { atol: 1e-6 }, "the same descent, written as a loop");
pin("17", "variance-a", 0.2, { atol: 0.01 }, "of a density ∝ 1 − a²; 64 particles");
pin("17", "variance-theirs", 1 / 5, { atol: 1e-10 }, "∫ a² (1 − a²) over ∫ (1 − a²)");

const run = "stored runs, read as plain JSON";
const poles = await storedValues("soft-q-cart", 10);
const resampled = "another generator's resamples, 2,000 and 500 of ten runs: edges move by that";
const ends = (name: string) => poles.map((values) => (values[name] as List).at(-1)!);
function edge(values: List, share: number): number {
  const draw = coins(5);
  const found = Array.from(
    { length: 2000 },
    () => middleHalf(values.map(() => values[Math.floor(draw() * values.length)]!)),
  );
  return found.toSorted((a, b) => a - b)[Math.floor(share * 2000)]!;
}
const some = { atol: 25 }; // of runs that lie up to 300 apart
pin("17", "pole-soft-hot", middleHalf(ends("soft-10")), { atol: 1e-9 }, run);
pin("17", "pole-soft-hot-low", edge(ends("soft-10"), 0.025), some, resampled);
pin("17", "pole-soft-hot-high", edge(ends("soft-10"), 0.975), some, resampled);
pin("17", "pole-soft-warm", middleHalf(ends("soft-1")), { atol: 1e-9 }, run);
pin("17", "pole-soft-warm-low", edge(ends("soft-1"), 0.025), some, resampled);
pin("17", "pole-soft-warm-high", edge(ends("soft-1"), 0.975), some, resampled);
pin("17", "pole-soft-cool", middleHalf(ends("soft-0.1")), { atol: 1e-9 }, run);
pin("17", "pole-soft-cool-low", edge(ends("soft-0.1"), 0.025), some, resampled);
pin("17", "pole-soft-cool-high", edge(ends("soft-0.1"), 0.975), some, resampled);
pin("17", "pole-deep-half", middleHalf(ends("deep-0.5")), { atol: 1e-9 }, run);
pin("17", "pole-deep-half-low", edge(ends("deep-0.5"), 0.025), some, resampled);
pin("17", "pole-deep-half-high", edge(ends("deep-0.5"), 0.975), { atol: 50 }, resampled);
pin("17", "pole-deep-tenth", middleHalf(ends("deep-0.1")), { atol: 1e-9 }, run);
pin("17", "pole-deep-tenth-low", edge(ends("deep-0.1"), 0.025), some, resampled);
pin("17", "pole-deep-tenth-high", edge(ends("deep-0.1"), 0.975), { atol: 50 }, resampled);
const all = ["soft-10", "soft-1", "soft-0.1", "deep-0.5", "deep-0.1"].flatMap(ends);
pin("17", "pole-whole", all.filter((each) => each === 500).length, { atol: 0 }, run);

const samplers = await storedValues("soft-q-sampler", 10);
const sharesOf = (name: string, place: number) =>
  samplers.map((values) => (values[name] as Rows)[place]!);
const wrongCells = (p: List, q: List) =>
  p.reduce((sum, each, i) => sum + Math.max(0, each - q[i]!), 0); // what p has too much, q has too little
const apart = (place: number) => {
  const learned = sharesOf("learned", place);
  return median(sharesOf("drawn", place).map((row, seed) => wrongCells(row, learned[seed]!)));
};
pin("17", "sampler-one-one", apart(0), { atol: 1e-6 }, `${run}; shares of float32 values`);
pin("17", "sampler-middle", apart(1), { atol: 1e-6 }, `${run}; shares of float32 values`);
pin("17", "sampler-two-two", apart(2), { atol: 1e-6 }, `${run}; shares of float32 values`);
pin("17", "sampler-three", apart(3), { atol: 1e-6 }, `${run}; shares of float32 values`);
const gapOf = (row: List) =>
  // steps in (0, 0.6) to the right and up: cells 5, 6, 7 of 10 both ways
  row.reduce(
    (sum, x, i) => sum + ([i % 10, (i - i % 10) / 10].every((k) => k > 4 && k < 8) ? x : 0),
    0,
  );
const [gapDrawn, gapLearned] = ["drawn", "learned"].map((name) => sharesOf(name, 0).map(gapOf));
pin("17", "gap-drawn", median(gapDrawn!), { atol: 1e-12 }, run);
pin("17", "gap-learned", median(gapLearned!), { atol: 1e-12 }, run);
const crowded = gapDrawn!.filter((share, seed) => share > gapLearned![seed]!).length;
pin("17", "gap-more", crowded, { atol: 0 }, run);
const live = "a network that learnt 1,500 steps; even draws are 0.3 to 0.5 away, honest ones 0.05";
pin("17", "sampler-live", 0.15, { atol: 0.1 }, live);

const planes = await storedValues("soft-q-plane", 10);
const goals = (kind: string) =>
  planes.map((values) => (values[`${kind}-ends`] as Rows).at(-1)!.slice(0, 4));
const kept = (kind: string) => goals(kind).map((row) => row.filter((each) => each >= 2).length);
const four = (kind: string) => kept(kind).filter((each) => each === 4).length;
const most = (kind: string) => average(goals(kind).map((row) => Math.max(...row) / 40));
pin("17", "kept-soft", average(kept("soft")), { atol: 1e-12 }, run);
pin("17", "kept-sac", average(kept("sac")), { atol: 1e-12 }, run);
pin("17", "kept-ddpg", average(kept("ddpg")), { atol: 1e-12 }, run);
pin("17", "all-soft", four("soft"), { atol: 0 }, run);
pin("17", "all-sac", four("sac"), { atol: 0 }, run);
pin("17", "all-ddpg", four("ddpg"), { atol: 0 }, run);
pin("17", "most-soft", most("soft"), { atol: 1e-12 }, run);
pin("17", "most-sac", most("sac"), { atol: 1e-12 }, run);
pin("17", "most-ddpg", most("ddpg"), { atol: 1e-12 }, run);

const at = (name: string, i: number) =>
  middleHalf(planes.map((values) => (values[name] as List)[i]!));
pin("17", "after-soft-250", at("soft-after", 1), { atol: 1e-9 }, run);
pin("17", "after-soft-1000", at("soft-after", 4), { atol: 1e-9 }, run);
pin("17", "after-soft-2000", at("soft-after", 8), { atol: 1e-9 }, run);
pin("17", "fresh-soft-1000", at("soft-fresh", 4), { atol: 1e-9 }, run);
pin("17", "after-sac-250", at("sac-after", 1), { atol: 1e-9 }, run);
pin("17", "after-sac-1000", at("sac-after", 4), { atol: 1e-9 }, run);
pin("17", "after-sac-2000", at("sac-after", 8), { atol: 1e-9 }, run);
pin("17", "fresh-sac-1000", at("sac-fresh", 4), { atol: 1e-9 }, run);
pin("17", "after-ddpg-250", at("ddpg-after", 1), { atol: 1e-9 }, run);
pin("17", "after-ddpg-1000", at("ddpg-after", 4), { atol: 1e-9 }, run);
pin("17", "after-ddpg-2000", at("ddpg-after", 8), { atol: 1e-9 }, run);
pin("17", "fresh-ddpg-1000", at("ddpg-fresh", 4), { atol: 1e-9 }, run);
const area = (values: Record<string, unknown>, name: string) =>
  average((values[name] as List).slice(1));
const helped = (kind: string) =>
  planes.filter((values) => area(values, `${kind}-after`) > area(values, `${kind}-fresh`)).length;
pin("17", "helped-soft", helped("soft"), { atol: 0 }, run);
pin("17", "helped-sac", helped("sac"), { atol: 0 }, run);
pin("17", "helped-ddpg", helped("ddpg"), { atol: 0 }, run);
const lives30 = ["soft", "sac", "ddpg"].flatMap((kind) =>
  planes.map((values, seed) => ({
    knew: goals(kind)[seed]![seed % 4] !== 0, // the goal that is left goes round with the seeds
    gained: area(values, `${kind}-after`) - area(values, `${kind}-fresh`),
  }))
);
const [knew, forgot] = [lives30.filter((l) => l.knew), lives30.filter((l) => !l.knew)];
const gainers = (those: typeof lives30) => those.filter(({ gained }) => gained > 0).length;
pin("17", "knew", knew.length, { atol: 0 }, run);
pin("17", "knew-helped", gainers(knew), { atol: 0 }, run);
pin("17", "forgot", forgot.length, { atol: 0 }, run);
pin("17", "forgot-helped", gainers(forgot), { atol: 0 }, run);

const [byMean, byExact] = cornerChances();
pin("17", "corner-mean", byMean!, { atol: 1e-9 }, "14 steps in a room written anew");
pin("17", "corner-exact", byExact!, { atol: 1e-9 }, "14 steps in a room written anew");

const found = Array.from({ length: 100 }, (_, i) => {
  const { world, one, other } = chanceWorld(100 + i), all = compose(world, one, other, 0.1);
  const [mean, both, played] = [all.mean.flat(), all.both.flat(), all.played.flat()];
  return {
    gap: Math.max(...mean.map((q, j) => q - both[j]!)),
    loss: Math.max(...both.map((q, j) => q - played[j]!)),
    ceiling: Math.max(...all.ceiling.flat()),
    bound: Math.max(...all.bound.flat()),
  };
});
const worlds = "a hundred worlds of another generator; medians of such differ by that";
pin("17", "ceiling-ratio", median(found.map((w) => w.ceiling / w.gap)), { rtol: 0.1 }, worlds);
pin("17", "bound-ratio", median(found.map((w) => w.bound / w.loss)), { rtol: 0.5 }, worlds);
pin("17", "true-loss", median(found.map((w) => w.loss)), { rtol: 0.5 }, worlds);
pin("17", "bound-median", median(found.map((w) => w.bound)), { rtol: 0.15 }, worlds);
pin("17", "all-there-is", 10, { atol: 1e-12 }, "1/(1 − γ), rewards in [0, 1]");
pin("17", "unbiased-off", Math.log(2), { atol: 1e-15 }, "log(1 + 1)");

/** The chance of the upper right corner after 14 steps from the lower left, by the mean and exactly. */
function cornerChances(): number[] {
  const side = 7, ways = [[0, 0], [-1, 0], [0, 1], [1, 0], [0, -1]] as const;
  const to = (s: number, [down, right]: readonly [number, number]) => {
    const row = Math.min(6, Math.max(0, Math.floor(s / side) + down));
    return row * side + Math.min(6, Math.max(0, s % side + right));
  };
  const moves = Array.from(
    { length: 49 },
    (_, s) => ways.map((way) => Array.from({ length: 49 }, (_, n) => n === to(s, way) ? 1 : 0)),
  );
  const pays = (is: (s: number) => boolean) => moves.map((_, s) => ways.map(() => is(s) ? 1 : 0));
  const all = compose({ moves, discount: 0.9 }, pays((s) => s < 7), pays((s) => s % 7 === 6), 0.05);
  return [all.mean, all.both].map((q) => {
    let chances: number[] = Array.from({ length: 49 }, (_, s) => s === 42 ? 1 : 0);
    for (let t = 0; t < 14; t++) {
      const next = new Array<number>(49).fill(0);
      chances.forEach((chance, s) =>
        policy(q[s]!, 0.05).forEach((p, a) => next[to(s, ways[a]!)]! += chance * p)
      );
      chances = next;
    }
    return chances[6]!;
  });
}
