/** Chapter 17: every equation, held against oracles that import nothing of lib. */
import { assert, assertEquals } from "@std/assert";
import * as game from "chapters/17-soft-q-learning/game.ts";
import {
  sampledSoftTargets,
  samplerPushes,
  softMaximumTargets,
  softQAgent,
  steinQAgent,
} from "lib/agents";
import { steinDirections } from "lib/inference";
import { softPolicy, softValueIteration } from "lib/control";
import { mdp } from "lib/control";
import { key } from "lib/math";
import { startBackend } from "lib/nn";
import { assertClose, integral, otherNormals, spreadOf, sum } from "../../support/mod.ts";
import {
  average,
  chanceWorld,
  coins,
  compose,
  entropy,
  fixedPoint,
  knee,
  lifeInKnee,
  type List,
  planeQ,
  planeValue,
  policy,
  soft,
} from "./oracle.ts";

await startBackend();
const kneeWorld = { moves: knee.moves, reward: knee.reward, discount: 0.9 };
const exact = fixedPoint(kneeWorld, (q) => soft(q, 0.5, knee.habit));

Deno.test("SQL-1: Q is the average of its targets, exactly at chapter 16's values", () => {
  const ofLib = softValueIteration(
    mdp({
      states: 3,
      actions: 2,
      transition: knee.moves,
      reward: knee.reward,
      prior: [knee.habit, knee.habit, knee.habit],
      discount: 0.9,
    }),
    { temperature: 0.5, tolerance: 1e-12 },
  );
  assertClose(ofLib.actionValues, exact.flat(), { atol: 1e-10 });
  const packed = { rewards: Float32Array.of(1, 1), masks: Float32Array.of(1, 0) };
  const y = softMaximumTargets(packed, [0.3, -1, 5, 5], 0.9, 0.5);
  assertClose(y, [1 + 0.9 * soft([0.3, -1], 0.5), 1], { rtol: 1e-6 }); // float32
});

Deno.test("SQL-1 erratum 003.9: without the mask V is α log 2 too high, without γ there is none", () => {
  const right = fixedPoint(kneeWorld, (q) => soft(q, 0.5));
  // each day is the last with chance 0.1, and then comes a world that pays α log 2
  const reward = kneeWorld.reward.map((row) => row.map((r) => r + 0.1 * 0.5 * Math.LN2));
  const open = fixedPoint({ ...kneeWorld, reward }, (q) => soft(q, 0.5));
  const valueOf = (q: List) => soft(q, 0.5);
  assertClose(open.map(valueOf), right.map((q) => valueOf(q) + 0.5 * Math.LN2), { atol: 1e-10 });
  const [hundred, two] = [100, 200].map((k) =>
    fixedPoint({ ...kneeWorld, discount: 1 }, (q) => soft(q, 0.5), k)[0]![0]!
  );
  assert(two! - hundred! > 100); // more than 1 a sweep
});

Deno.test("SQL-2: steps alone come to the exact Q", () => {
  const off = lifeInKnee(1, (n) => n ** -0.7, 300_000, exact);
  assert(off < 0.2, `off by ${off}`);
});

Deno.test("SQL-3: n^−0.7 gets there; 1/n is slow, n⁻² freezes, a constant trembles", () => {
  const at = (rate: (n: number) => number, days: number) =>
    average([2, 3, 4].map((seed) => lifeInKnee(seed, rate, days, exact)));
  assert(at((n) => n ** -0.7, 200_000) < 0.15);
  const [early, late] = [at((n) => 1 / n, 2000), at((n) => 1 / n, 200_000)];
  assertClose(Math.log(late / early) / Math.log(100), -0.1, { atol: 0.03 }); // luck of 2,000 days
  assert(at((n) => n ** -2, 200_000) > 8);
  assert(at(() => 0.1, 200_000) > 0.1);
});

Deno.test("SQL-4: V is the average of Q, plus α times the entropy", () => {
  const normal = otherNormals(4);
  for (let i = 0; i < 50; i++) {
    const q = [normal(), 3 * normal(), normal()], pi = policy(q, 0.7);
    assertClose(sum(q.map((x, a) => pi[a]! * x)) + 0.7 * entropy(pi), soft(q, 0.7), {
      atol: 1e-13,
    });
    assertClose(softPolicy(q, { temperature: 0.7 }), pi, { atol: 1e-14 });
  }
});

Deno.test("SQL-4 erratum 003.12: of two noughts V is log 2, the average of Q is 0", () => {
  assertClose(soft([0, 0], 1), 0.6931471805599453, { atol: 1e-15 });
  const forgetful = fixedPoint(kneeWorld, (q) => sum(q.map((x, a) => policy(q, 0.5)[a]! * x)));
  const right = fixedPoint(kneeWorld, (q) => soft(q, 0.5));
  assert(right[0]![0]! - forgetful[0]![0]! > 0.5);
});

Deno.test("SQL-5: the loss is half the mean square of what is missing to y, by the slow copy", () => {
  const spaces = { kind: "discrete", observations: 2, actions: 2 } as const;
  using agent = softQAgent(key(1), spaces, { hidden: [5], discount: 0.9, temperature: 2 });
  const [seen, next] = [[[1, 0], [0.5, -1]], [[0, 2], [1, 1]]];
  const now = agent.actionValues(seen), ahead = agent.actionValues(next); // the copy begins equal
  const batch = {
    size: 2,
    observations: Float32Array.from(seen.flat()),
    observationsNext: Float32Array.from(next.flat()),
    actions: Float32Array.of(1, 0),
    rewards: Float32Array.of(0.3, 1),
    masks: Float32Array.of(1, 0),
  };
  const y = [0.3 + 0.9 * soft(ahead[0]!, 2), 1];
  const by = 0.25 * ((now[0]![1]! - y[0]!) ** 2 + (now[1]![0]! - y[1]!) ** 2);
  assertClose(agent.update(key(2), batch, 0).loss!, by, { rtol: 1e-5 }); // float32
});

Deno.test("SQL-6: the integral is an average over draws, from whatever density", () => {
  const q = (a: number) => 2 * Math.cos(4 * a), alpha = 0.8;
  const v = alpha * Math.log(integral((a) => Math.exp(q(a) / alpha), -1, 1));
  const coin = coins(6), weights: number[] = [];
  for (let i = 0; i < 40_000; i++) { // density ½ + ½ a, drawn by inverting its sum
    const a = 2 * Math.sqrt(coin()) - 1;
    weights.push(Math.exp(q(a) / alpha) / ((1 + a) / 2));
  }
  const { mean } = spreadOf(weights.filter((w) => w < 1e4)); // heavy near −1, where draws are rare
  assertClose(alpha * Math.log(mean), v, { atol: 0.1 });
  const one = { rewards: Float32Array.of(0), masks: Float32Array.of(1) };
  const grid = Array.from({ length: 2000 }, (_, i) => q((i + 0.5) / 1000 - 1));
  assertClose(sampledSoftTargets(one, grid, 1, alpha, 1)[0]!, v, { atol: 1e-5 });
});

Deno.test("SQL-7: the estimate is too low on average, by Var w / (2 M (E w)²)", () => {
  const coin = coins(7), w = (a: number) => Math.exp(-3 * a * a);
  const [first, second] = [1, 2].map((p) => integral((a) => w(a) ** p, -1, 1) / 2);
  for (const M of [16, 64]) {
    const estimates = Array.from(
      { length: 20_000 },
      () => Math.log(average(Array.from({ length: M }, () => w(2 * coin() - 1)))),
    );
    const { mean, standardError } = spreadOf(estimates);
    const rule = (second! / first! ** 2 - 1) / (2 * M);
    assertClose(Math.log(first!) - mean, rule, { atol: 5 * standardError + rule / M * 4 }); // the next order
    assert(mean < Math.log(first!));
  }
});

Deno.test("SQL-8: the field vanishes under p, and lowers the divergence elsewhere", () => {
  const p = (x: number) => Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  const field = (y: number, density: (x: number) => number) =>
    integral((x) => density(x) * Math.exp(-((x - y) ** 2)) * (-x + 2 * (y - x)), -10, 10);
  for (const y of [-2, 0, 1.3]) assertClose(field(y, p), 0, { atol: 1e-10 });
  for (const y of [1, 2, 3]) assert(field(y, (x) => p(x - 2)) < 0); // a crowd at 2 goes down to 0
  const lib = steinDirections({ fixed: [0, 1], scores: [0, -1], moved: [0.5] }, {
    dimensions: 1,
    bandwidth: 1,
  });
  const k = Math.exp(-0.25);
  assertClose(lib, [(k * 0 + 2 * 0.5 * k + k * -1 + 2 * -0.5 * k) / 2], { atol: 1e-14 });
});

Deno.test("SQL-9: the score of u = artanh a, by differences of its log-density", () => {
  const q = (a: number) => 1.5 * a - a ** 3, alpha = 0.6;
  const logP = (u: number) => q(Math.tanh(u)) / alpha + Math.log(1 - Math.tanh(u) ** 2);
  const u = [-1.2, 0.4], h = 1e-5;
  const slopes = u.map((x) => (q(Math.tanh(x + h)) - q(Math.tanh(x - h))) / (2 * h));
  const scores = u.map((x) => (logP(x + h) - logP(x - h)) / (2 * h));
  const sizes = { states: 1, dimensions: 1, temperature: alpha };
  assertClose(
    samplerPushes({ fixed: u, slopes, moved: [0.1, 0.7] }, sizes),
    steinDirections({ fixed: u, scores, moved: [0.1, 0.7] }, { dimensions: 1 }),
    { atol: 1e-6 }, // float32
  );
});

Deno.test("SQL-10: an update moves the sampler's draws where the field points", () => {
  const spaces = { kind: "box", observations: 1, low: [-1], high: [1] } as const;
  using agent = steinQAgent(key(3), spaces, { hidden: [16], learningRate: 1e-3, particles: 32 });
  const size = 64, zeros = new Float32Array(size);
  const actions = Float32Array.from({ length: size }, (_, i) => 2 * (i + 0.5) / size - 1);
  const rewards = actions.map((a) => 4 * a); // all the good lies to the right
  const batch = {
    size,
    observations: zeros,
    actions,
    rewards,
    observationsNext: zeros,
    masks: zeros,
  };
  const middle = () => average(agent.sample(key(4), Array.from({ length: 500 }, () => [0])).flat());
  const before = middle();
  for (let i = 0; i < 300; i++) agent.update(key(i), batch, i);
  assert(middle() > before + 0.2);
});

const worlds = [11, 12, 13, 14, 15, 16].map((seed) => chanceWorld(seed));
const each = (check: (found: ReturnType<typeof compose>) => void) => {
  for (const { world, one, other } of worlds) check(compose(world, one, other, 0.1));
};
const flat = (rows: readonly List[]) => rows.flat();

Deno.test("SQL-11: no Q for both wishes lies above the mean of the two; lib's are the oracle's", () => {
  each(({ both, mean }) => flat(mean).forEach((q, j) => assert(q >= flat(both)[j]! - 1e-10)));
  const { world, one, other } = worlds[0]!;
  const [ours, theirs] = [
    game.composed({ ...world, temperature: 0.1 }, one, other),
    compose(world, one, other, 0.1),
  ];
  for (const name of ["first", "second", "both", "mean", "played"] as const) {
    assertClose(flat(ours[name]), flat(theirs[name]), { atol: 1e-9 });
  }
});

Deno.test("SQL-12: nor further below than C, whose step is the soft maximum of a mean", () => {
  const [p, r] = [[1, 0.2, -1], [0, 2, 0.5]], alpha = 0.3;
  const distance = -Math.log(
    sum(policy(p, alpha).map((x, a) => Math.sqrt(x * policy(r, alpha)[a]!))),
  );
  assertClose(
    soft(p.map((x, a) => (x + r[a]!) / 2), alpha),
    (soft(p, alpha) + soft(r, alpha)) / 2 - alpha * distance,
    { atol: 1e-14 },
  );
  each(({ both, mean, ceiling }) =>
    flat(mean).forEach((q, j) => assert(q - flat(both)[j]! <= flat(ceiling)[j]! + 1e-10))
  );
  const { world, one, other } = worlds[0]!;
  const ours = game.composed({ ...world, temperature: 0.1 }, one, other);
  assertClose(flat(ours.ceiling), flat(compose(world, one, other, 0.1).ceiling), { atol: 1e-9 });
});

Deno.test("SQL-13: the policy of the mean loses no more than D", () => {
  each(({ both, played, bound }) =>
    flat(both).forEach((q, j) => {
      assert(q - flat(played)[j]! >= -1e-10);
      assert(q - flat(played)[j]! <= flat(bound)[j]! + 1e-10);
    })
  );
  const { world, one, other } = worlds[0]!;
  const ours = game.composed({ ...world, temperature: 0.1 }, one, other);
  assertClose(flat(ours.bound), flat(compose(world, one, other, 0.1).bound), { atol: 1e-9 });
});

Deno.test("chapter 17: the exact plane is another grid's, and its policy has four, two and one peaks", () => {
  const ours = game.exactPlane(), theirs = planeValue();
  for (const [x, y] of [[0, 0], [1, 1], [3, 0], [-2, 4], [6, 6]] as const) {
    // two grids, 0.25 and 0.2, with creases between the goals' regions and edges around the goals
    assertClose(ours(x, y), theirs(x, y), { atol: 0.1 });
  }
  const cells = game.actionCells(5);
  assertClose(
    game.exactActionValues(theirs, [1, 1], cells),
    cells.map(([right, up]) => planeQ(theirs, 1, 1, right, up)),
    { atol: 1e-12 },
  );
  assertEquals(game.countedShares([[-1, -1], [1, 1], [1, 1], [0.1, 0.1]], 2), [0.25, 0, 0, 0.75]);
  const sixteen = Array.from({ length: 16 }, (_, i) => i); // rows 0 to 3, 4 to 7, …
  assertEquals(game.blocksOf(sixteen, 2), [0 + 1 + 4 + 5, 2 + 3 + 6 + 7, 42, 50]);
  assertClose(game.totalVariation([0.5, 0.5, 0], [0.25, 0.25, 0.5]), 0.5, { atol: 1e-15 });
});
