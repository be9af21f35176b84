// code id=12-pln-import

import { fold, key, mean, tInterval } from "lib/math";
import { gruCell, readOut } from "lib/nn";
import * as tf from "lib/nn/tf";
import { agree, holds, notYet, renderPicture } from "lib/notebook";
import { priorStep, startBackend, stateSpaceParameters } from "lib/sequence/tensor";
import * as pln from "chapters/12-planning-in-latent-space/chapter.ts";
import * as figures from "chapters/12-planning-in-latent-space/figures.ts";
import * as exercises from "chapters/12-planning-in-latent-space/exercises.ts";
async function storedStudy(name: string, seeds: readonly number[]) {
  const all = [];
  for (const s of seeds) { try { all.push(JSON.parse(await Deno.readTextFile(`data/results/${name}/${s}.json`))); } catch { /* none */ } }
  if (all.length === 0) { const f = JSON.parse(await Deno.readTextFile(`data/results/rssm-stochastic/0.json`)); all.push(f); }
  while (all.length < 2) all.push(all[0]);
  return all as { seed: number; values: Record<string, any> }[];
}
let pics = 0;
// deno-lint-ignore no-explicit-any
async function plot(f: any) { pics++; for (const look of ["light","dark"] as const) { const p = await renderPicture(f, undefined, look); const bytes = (p as any).png ?? p; await Deno.writeFile(`/tmp/m12/fig${pics}-${look}.png`, typeof bytes === "string" ? Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0)) : bytes); } console.log("FIG", pics, f.description); }
async function result(name: string, v: number, unit: string, words: string, _o?: any) { console.log("RESULT", name, v, unit, "|", words); }
async function table(rows: any, _o?: any) { console.table(rows); }
async function allResults() {}
const t0 = performance.now();


// code id=12-pln-hero
await startBackend();
type Row = readonly number[];
type Rows = readonly Row[];
const seeds = [0, 1, 2, 3, 4];
const full = await storedStudy("rssm-full", seeds);
const tests = pln.testEpisodes(); // swings that no learner has seen
const film = (full[0]!.values.film as Rows).map((each) => each.map((grey) => grey / 255));
const seenAt = (step: number) => {
  const picture = pln.pictureOf(tests[0]!.observations[pln.TEST.seen - 1 + step]!);
  return Array.from(picture, (each) => each / 255);
};
const shown = [1, 5, 10, 15, 20, 25, 30, 40];
const filmMiss = (full[0]!.values.degrees as Rows)[0]!;
await plot(figures.dream(
  shown.map((each) => each / 10),
  shown.map(seenAt),
  shown.map((each) => film[each - 1]!),
  shown.map((each) => filmMiss[each - 1]!),
  "Two seconds of a swing, dreamt\nwith shut eyes; then it is lost",
));
await result("hero-two", filmMiss[19]!, "degrees", "the dream's rod misses, after 2 s");

// code id=12-pln-futures
const { actTruly, degreesApart, idleEpisodes, remembered, HARD_STARTS, LEARNER, SEARCH } = pln;
const pictureAt = (angle: number) => pln.drawn(angle);
const [now, rises, falls] = [0, -0.4, 0.4].map((turn) => pictureAt(Math.PI / 2 + turn));
const rms = (one: Row, other: Row) =>
  Math.sqrt(mean(one.map((each, p) => (each - other[p]!) ** 2)));
const ghost = rises!.map((each, p) => (each + falls![p]!) / 2);
const ghostMiss = rms(ghost, rises!);
await plot(figures.twoFutures(now!, rises!, falls!, ghostMiss));
await result("ghost", ghostMiss, "grey", "the best single guess misses each future by");
await result("blank", rms(rises!, rises!.map(() => mean(rises!))), "grey", "a grey page misses by");

// code id=12-pln-graph
await plot(figures.twoPaths());

// code id=12-pln-step
const small = stateSpaceParameters(key(1), { pixels: 256, actions: 1, memory: 5, code: 2 });
const writtenOut = readOut(() => {
  const [h, z, a] = [tf.fill([1, 5], 0.3), tf.fill([1, 2], -0.5), tf.fill([1, 1], 0.8)];
  const later = gruCell(small.memory, tf.concat([z, a], 1) as tf.Tensor2D, h as tf.Tensor2D);
  const raw = tf.add(tf.matMul(later, small.prior.weight as tf.Tensor2D), small.prior.bias);
  const [middle, wide] = tf.split(raw, 2, 1) as [tf.Tensor, tf.Tensor];
  return { later, middle, std: tf.add(tf.softplus(wide), 0.1) }; // never quite certain
});
await table([{ "mean of z": writtenOut.middle[0]!, "spread of z": writtenOut.std[0]! }], { digits: 3 });

// code id=12-pln-step-check tags=check
const byLibrary = readOut(() => {
  const state = { memory: tf.fill([1, 5], 0.3), code: tf.fill([1, 2], -0.5) };
  const { memory, mean: middle, std } = priorStep(small, state, tf.fill([1, 1], 0.8));
  return { memory, middle, std };
});
await agree("the memory, written out and by the library", writtenOut.later, byLibrary.memory, {
  atol: 1e-6, // float32
});
await agree("the code's Gaussian, written out and by the library", writtenOut.std, byLibrary.std, {
  atol: 1e-6, // float32
});

// code id=12-pln-toy
const [m1, s1] = pln.toyLook(0, 1, 0, pln.TOY.seen[0]); // exact, given o₁ alone
const terms = pln.toyBound(m1, s1); // q(z₂ | h₂, o₂) exact, too
const evidence = pln.toyEvidence(); // log p(o₁, o₂ | a), by a grid over z₁
await result("toy-evidence", evidence, "nats", "log p of two pixels, given the torque");
await result("toy-elbo", terms.pictures - terms.kl, "nats", "the bound, each look as good as can be");

// code id=12-pln-toy-check tags=check
const gap = evidence - (terms.pictures - terms.kl);
await agree("the gap is what the first look did not know of the second picture", gap, pln.toyGap(m1, s1), {
  atol: 1e-9, // two grids of 4,000 cells
});
await holds("no shift of the first look beats the evidence", [-1, -0.3, 0.4].every((shift) => {
  const { pictures, kl } = pln.toyBound(m1 + shift, s1);
  return pictures - kl < evidence;
}));

// code id=12-pln-free
const one = { q: [0.8, 0.5], p: [0.2, 0.7] } as const;
const news = pln.klOf(one.q[0], one.q[1], one.p[0], one.p[1]);
await table([0, 0.1, 1].map((free) => ({ "free nats": free, KL: news, "it costs": Math.max(free, news) })), {
  digits: 3,
});

// code id=12-pln-jensen
const [a, noise, z0, mq, sq] = [0.9, 0.3, 1, 0.5, 0.4]; // z′ = 0.9 z + N(0, 0.3²), q = N(0.5, 0.4²)
const twoSteps = pln.klOf(mq, sq, a * a * z0, Math.hypot(a * noise, noise));
const meanKl = pln.klOf(mq, sq, a * a * z0, noise) + (a * noise) ** 2 / (2 * noise ** 2);
await result("two-steps", twoSteps, "nats", "KL to the prior of two steps");
await result("jensen", meanKl, "nats", "mean KL to the last step of a walk");

// code id=12-pln-live
const live = pln.learn(key(0), pln.VARIANTS.full, { ...pln.LEARNER, episodes: 8, judged: [] });
await table(
  live.terms.map((each, i) => ({
    updates: 100 * (i + 1),
    pictures: each.pictures!,
    rewards: each.rewards!,
    KL: each.kl!,
    "return of the episode": live.episodes[5 + i]!.return,
  })),
  { digits: 3 },
);
await result("live-pictures", live.terms.at(-1)!.pictures!, "nats", "pictures' term, third hundred");

// code id=12-pln-live-check tags=check
const lived = live.episodes.map((each) => each.return);
await agree("the live run is the beginning of the stored one", lived, (full[0]!.values.collected as Row).slice(0, 8), {
  rtol: 1e-3, // the kernels with fused multiply-add round otherwise than those without
});

// code id=12-pln-learned
const returnsOf = (runs: typeof full) =>
  runs.map(({ values }) => (values.returns as Rows).map((each) => mean(each)));
const fullReturns = returnsOf(full), finals = fullReturns.map((each) => each.at(-1)!);
const truth = mean(full.map(({ values }) => mean(values.truth as Row)));
await plot(figures.learned([2000, 4000, 6000], fullReturns, truth, "From 4,000 steps on it plans\nas if it knew the world"));
await result("full-2000", mean(fullReturns.map((each) => each[0]!)), "reward units", "after 2,000 steps");
await result("full-4000", mean(fullReturns.map((each) => each[1]!)), "reward units", "after 4,000 steps");
await result("full-6000", mean(finals), "reward units", "after 6,000 steps");
await result("full-worst", Math.min(...finals), "reward units", "the worst of five runs");
await result("truth", truth, "reward units", "the same search in the world itself");

// code id=12-pln-variants
const alone = {
  stochastic: await storedStudy("rssm-stochastic", seeds),
  deterministic: await storedStudy("rssm-deterministic", seeds),
  overshooting: await storedStudy("rssm-overshooting", seeds),
};
const numberOf = (runs: typeof full, name: string) => runs.map(({ values }) => values[name] as number);
await result("velocity", mean(numberOf(full, "velocity")), "1", "of the velocity's variance, both paths");
await result("velocity-stochastic", mean(numberOf(alone.stochastic, "velocity")), "1", "the same, stochastic only");

// code id=12-pln-standings
const finalsOf = (runs: typeof full) => returnsOf(runs).map((each) => each.at(-1)!);
await plot(figures.standings([
  { name: "true model", runs: full.map(({ values }) => mean(values.truth as Row)), role: "wish" },
  { name: "both paths", runs: finals, role: "bound" },
  { name: "overshooting, five steps", runs: finalsOf(alone.overshooting), role: "causeA" },
  { name: "deterministic only", runs: finalsOf(alone.deterministic), role: "world" },
  { name: "stochastic only", runs: finalsOf(alone.stochastic), role: "quiet" },
], "HEADLINE-STANDINGS"));
for (const name of ["stochastic", "deterministic", "overshooting"] as const) {
  await result(`final-${name}`, mean(finalsOf(alone[name])), "reward units", `${name}, after 6,000 steps`);
}

// code id=12-pln-spreads
const spreads = (name: string, runs: typeof full) => {
  const rows = runs.map(({ values }) => values.spreads as Row);
  const [posterior, prior, code] = [0, 1, 2].map((i) => mean(rows.map((row) => row[i]!)));
  return { model: name, "σ of q": posterior!, "σ of p": prior!, "spread of the means": code!, "σ of p, in codes": prior! / code! };
};
await table([
  spreads("both paths", full),
  ...Object.entries(alone).map(([name, runs]) => spreads(name, runs)),
], { digits: 3 });
const sizes = (runs: typeof full) => mean(runs.map(({ values }) => (values.spreads as Row)[1]! / (values.spreads as Row)[2]!));
await result("unit-full", sizes(full), "1", "the prior's σ over the codes' spread, both paths");
await result("unit-deterministic", sizes(alone.deterministic), "1", "the same, deterministic only");

// code id=12-pln-horizon
/** Each run's mean over its tests, by step. */
const perRun = (runs: typeof full, name: string): Rows =>
  runs.map(({ values }) => {
    const rows = values[name] as Rows;
    return rows[0]!.map((_, t) => mean(rows.map((row) => Math.abs(row[t]!))));
  });
const trustOf = (runs: typeof full) => {
  const rows = perRun(runs, "degrees");
  const at = rows[0]!.map((_, t) => tInterval(rows.map((row) => row[t]!)));
  const within = (x: number) => Math.min(Math.max(x, 0), 180);
  const middle = at.map((each) => (each.low + each.high) / 2);
  return { middle, low: at.map(({ low }) => within(low)), high: at.map(({ high }) => within(high)) };
};
const held = tests.map((each) => pln.heldCheck(each));
const stillAt = held[0]!.degrees.map((_, t) => mean(held.map(({ degrees }) => degrees[t]!)));
const still = { middle: stillAt, low: stillAt, high: stillAt };

// code id=12-pln-horizon-plot
const trust = trustOf(full), misses = Object.entries({ full, ...alone }).map(([name, runs]) => {
  return { name, middle: trustOf(runs).middle };
});
await plot(figures.horizon(0.1, [
  { name: "both paths", ...trust, role: "bound", dash: "solid", at: [16, -40] },
  { name: "stochastic only", ...trustOf(alone.stochastic), role: "quiet", dash: "dotted", at: [25, 12] },
  { name: "nothing moves", ...still, role: "ink", dash: "dashed", at: [30, 12] },
], 90, "HEADLINE-HORIZON"));
for (const [step, name] of [[5, "half"], [10, "one"], [15, "plan"], [50, "five"]] as const) {
  await result(`miss-${name}`, trust.middle[step - 1]!, "degrees", `missed after ${step / 10} s, both paths`);
}

// code id=12-pln-horizon-table
const pixels = perRun(full, "pixels"), pays = perRun(full, "missedRewards");
const interval = (rows: Rows, t: number) => {
  const { low, high } = tInterval(rows.map((row) => row[t - 1]!));
  return `${((low + high) / 2).toPrecision(3)} ± ${((high - low) / 2).toPrecision(2)}`;
};
await table([1, 5, 10, 15, 50].map((t) => ({
  "steps ahead": t,
  "degrees": interval(perRun(full, "degrees"), t),
  "grey of a pixel": interval(pixels, t),
  "reward units": interval(pays, t),
  "grey, nothing moves": mean(held.map((each) => each.pixels[t - 1]!)).toPrecision(3),
})));
await result("pixels-plan", mean(pixels.map((row) => row[14]!)), "grey", "root mean square miss, 15 steps ahead");
await result("pixels-five", mean(pixels.map((row) => row[49]!)), "grey", "root mean square miss, 50 steps ahead");
for (const { name, middle } of misses.slice(1)) {
  await result(`miss-one-${name}`, middle[9]!, "degrees", `missed after 1 s, ${name}`);
}

// code id=12-pln-topple
const which = 2;
const shaken = pln.shakenWorld(tests[which]!);
const top = pln.topReached(tests[which]!)! / 10;
await plot(figures.topples(0.1, full.map(({ values }) => (values.degrees as Rows)[which]!), shaken, top));
const shakenTrust = tests.map((each) => pln.stepsTrusted(pln.shakenWorld(each)) / 10);
const dreamTrust = full.map(({ values }) => mean((values.degrees as Rows).map((row) => pln.stepsTrusted(row) / 10)));
await result("trust-dream", mean(dreamTrust), "s", "until a dream misses by 30°, mean");
await result("trust-world", mean(shakenTrust), "s", "until the world does, begun 1° off, mean");

// code id=12-pln-lambda tags=check
const fallen = pln.fallFromTop(0.1, 8); // degrees after 8 decisions of the world, begun 0.1° off at the top
const exactFall = 0.1 * Math.cosh(Math.sqrt(15) * 0.8);
await agree("the world's own steps fall as (PLN-12) says", fallen, exactFall, {
  rtol: 0.12, // steps of 0.05 s in place of a differential equation
});

// code id=12-pln-film
const readOff = film.map(pln.angleOf);
const realAngles = tests[0]!.states.slice(pln.TEST.seen, pln.TEST.seen + film.length).map(({ angle }) => angle);
await plot(figures.rods(realAngles, readOff));

// code id=12-pln-results tags=numbers
await allResults();

// code id=12-pln-ex-1
const { exercise12_1, exercise12_2, exercise12_3, exercise12_4 } = exercises;
function missLater(): number {
  return notYet({});
}
void missLater;

// code id=12-pln-sol-1-code tags=solution
function missLaterSolution(): number {
  return 0.5 * Math.cosh(Math.sqrt(15) * 0.8);
}
void missLaterSolution;

// code id=12-pln-ex-2
type Diagonal = { readonly mean: readonly number[]; readonly std: readonly number[] };
function costOfNews(q: Diagonal, p: Diagonal, free: number): number {
  return notYet({ q, p, free });
}
void costOfNews;

// code id=12-pln-sol-2-code tags=solution
function costOfNewsSolution(q: Diagonal, p: Diagonal, free: number): number {
  const kl = q.mean.reduce((sum, m, k) => {
    const [s, m2, s2] = [q.std[k]!, p.mean[k]!, p.std[k]!];
    return sum + Math.log(s2 / s) + (s * s + (m - m2) ** 2) / (2 * s2 * s2) - 0.5;
  }, 0);
  return Math.max(free, kl);
}
void costOfNewsSolution;

// code id=12-pln-ex-3
function stepsAhead(walk: { readonly a: number; readonly q: number }, z: number, d: number): readonly number[] {
  return notYet({ walk, z, d });
}
void stepsAhead;

// code id=12-pln-sol-3-code tags=solution
function stepsAheadSolution(walk: { readonly a: number; readonly q: number }, z: number, d: number): readonly number[] {
  let [m, v] = [z, 0];
  for (let i = 0; i < d; i++) [m, v] = [walk.a * m, walk.a ** 2 * v + walk.q];
  return [m, v];
}
void stepsAheadSolution;

// code id=12-pln-ex-4
function rewardTerm(guesses: readonly number[], rewards: readonly number[], std: number): number {
  return notYet({ guesses, rewards, std });
}
void rewardTerm;

// code id=12-pln-sol-4-code tags=solution
function rewardTermSolution(guesses: readonly number[], rewards: readonly number[], std: number): number {
  const sum = rewards.reduce((all, r, t) => all + (guesses[t + 1]! - r) ** 2, 0);
  return sum / rewards.length / (2 * std * std);
}
void rewardTermSolution;

// code id=12-pln-ex-5-code
const begin = pln.beliefsOf(live.model, pln.VARIANTS.full, tests[0]!, 6).at(-1)!;
const spreadThere = readOut(() => {
  const state = { memory: tf.tensor2d(begin.memory, [1, 64]), code: tf.tensor2d(begin.code, [1, 8]) };
  return { std: priorStep(live.model, state, tf.zeros([1, 1])).std };
});
await table([Object.fromEntries(Array.from(spreadThere.std, (each, k) => [`σ of number ${k + 1}`, each]))], { digits: 2 });

console.log("seconds", (performance.now() - t0) / 1000);
