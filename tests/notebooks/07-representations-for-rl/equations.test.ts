/** Chapter 07: every equation, held against oracles that import nothing of lib. */
import { assert, assertEquals, assertGreater } from "@std/assert";
import * as game from "chapters/07-representations-for-rl/game.ts";
import { linearProbe } from "chapters/07-representations-for-rl/memory.ts";
import { rewardVae } from "chapters/07-representations-for-rl/codes.ts";
import { deepQAgent } from "lib/agents";
import { keyDoorPlaces } from "lib/envs";
import { mlpVae, startBackend } from "lib/inference/tensor";
import { key } from "lib/math";
import * as tf from "lib/nn/tf";
import { assertClose, otherNormals, sum } from "../../support/mod.ts";
import {
  act,
  atStart,
  best,
  bestGain,
  doubt,
  h,
  keyWorth,
  type List,
  nameOf,
  type Place,
  places,
  shareOf,
  surprise,
  telling,
  values,
} from "./oracle.ts";

await startBackend();

Deno.test("REP-1: an update goes down ½ (Q(read(s), a) − y)², y by the greatest of the next code's values", () => {
  const spaces = { kind: "discrete", observations: 3, actions: 2 } as const;
  const half = { width: 3, read: (x: tf.Tensor2D) => tf.mul<tf.Tensor2D>(x, 0.5) };
  using agent = deepQAgent(key(1), spaces, { hidden: [5], discount: 0.9 }, half);
  const [seen, next] = [[[1, 0, 2], [0, 1, 1]], [[0, 2, 1], [1, 1, 0]]];
  const now = agent.actionValues(seen), then = agent.actionValues(next);
  const batch = {
    size: 2,
    observations: Float32Array.from(seen.flat()),
    observationsNext: Float32Array.from(next.flat()),
    actions: Float32Array.of(1, 0),
    rewards: Float32Array.of(0.3, 1),
    masks: Float32Array.of(1, 0),
  };
  const { loss } = agent.update(key(2), batch, 0);
  const y = [0.3 + 0.9 * Math.max(...then[0]!), 1];
  const by = 0.25 * ((now[0]![1]! - y[0]!) ** 2 + (now[1]![0]! - y[1]!) ** 2);
  assertClose(loss!, by, { rtol: 1e-5 }); // float32
  using plain = deepQAgent(key(1), spaces, { hidden: [5] });
  assertClose(plain.actionValues([[0.5, 0, 1]])[0]!, now[0]!, { rtol: 1e-5 }); // the reading halves
});

Deno.test("REP-2: a policy of shares over bats is worth what its linear equations say", () => {
  const normal = otherNormals(5),
    rows = Array.from({ length: 66 * 9 }, () => [0, 1, 2, 3].map(() => normal()));
  const policy = new Map(keyDoorPlaces.map(({ row, column, key }, s) => {
    const taken = rows.slice(9 * s, 9 * s + 9).map((each) => each.indexOf(Math.max(...each)));
    return [
      nameOf([row, column, key]),
      [0, 1, 2, 3].map((a) => taken.filter((t) => t === a).length / 9),
    ];
  }));
  const worth = atStart(
    values((q, place) => sum(q.map((each, a) => each * policy.get(nameOf(place))![a]!))),
  );
  assertClose(game.worthOf(game.exactValues().mdp, rows), worth, { atol: 1e-7 }); // a stop at 1e-9, γ/(1−γ) = 19
});

Deno.test("REP-3: acting alike wherever the key alone differs earns less than the best, for any table", () => {
  const normal = otherNormals(3), { mdp } = game.exactValues();
  const optimal = values((q) => Math.max(...q));
  const bestAt = (place: Place) => {
    const q = [0, 1, 2, 3].map((a) => {
      const [next, reward] = act(place, a);
      return reward + 0.95 * optimal.get(nameOf(next))!;
    });
    return q.indexOf(Math.max(...q));
  };
  const earned: number[] = [];
  for (let i = 0; i < 20; i++) {
    const table = new Array<number>(48).fill(0); // the best, in each cell, for a key that is anywhere
    for (const place of places.toSorted(() => normal())) {
      table[(place[2] === 4 ? 24 : 0) + 6 * place[0] + place[1]] = bestAt(place);
    }
    const of = ([row, column, key]: Place) => table[(key === 4 ? 24 : 0) + 6 * row + column]!;
    earned.push(atStart(values((q, place) => q[of(place)]!)));
    assert(earned[i]! < best);
    // no way is longer than 60 steps without coming back to where it was, so nothing is cut off
    assertClose(game.blindWorth(mdp, table), earned[i]!, { atol: 1e-12 });
  }
  assertGreater(Math.max(...earned), 0.1 * best); // some of them do earn
});

Deno.test("REP-3: chance earns more than a plan without it, whole parts nothing, and both less than the best", () => {
  const { mdp } = game.exactValues(), optimal = values((q) => Math.max(...q));
  const actionValues = keyDoorPlaces.flatMap(({ row, column, key }) =>
    [0, 1, 2, 3].map((a) => {
      const [next, reward] = act([row, column, key], a);
      return reward + 0.95 * optimal.get(nameOf(next))!;
    })
  );
  const plan = game.bestBlind(key(0), mdp, actionValues, 20);
  assertClose(game.withChance(mdp, plan, 1), plan.worth, { atol: 1e-7 }); // a stop at 1e-9, γ/(1−γ) = 19
  const mixed = game.withChance(mdp, plan, 9);
  assert(mixed > plan.worth + 0.1 && mixed < best);
});

Deno.test("REP-4: no code earns more than Σ H(x_j) − H(x), whatever the images", () => {
  const images = [[1, 1, 0], [0, 1, 0], [0, 0, 1], [1, 0, 1]], chances = [0.4, 0.1, 0.3, 0.2];
  const shown = images.map((image, i) => ({
    chance: chances[i]!,
    pixels: image.flatMap((lit, j) => lit === 1 ? [j] : []),
  }));
  const apart = sum(
    [0, 1, 2].map((j) => h(sum(images.map((image, i) => image[j]! * chances[i]!)))),
  );
  const bound = game.worthOfTelling(shown);
  assertClose(bound, apart - surprise(chances), { atol: 1e-14 });
  // two codes that say which half: explained by the means of each half, priced at its entropy
  const halves = [[0, 1], [2, 3]].map((group) => {
    const all = sum(group.map((i) => chances[i]!));
    return {
      all,
      cost: sum([0, 1, 2].map((j) => h(sum(group.map((i) => images[i]![j]! * chances[i]! / all))))),
    };
  });
  const elbo = -sum(halves.map(({ all, cost }) => all * cost)) -
    surprise(halves.map(({ all }) => all));
  assert(elbo + apart > 0 && elbo + apart <= bound);
});

Deno.test("REP-5: a bit of n pixels is worth (n − 1) H(b), so one of a single pixel nothing", () => {
  for (const p of [0.5, 0.25, 0.9]) {
    for (const n of [1, 2, 5]) {
      const pixels = Array.from({ length: n }, (_, j) => j);
      const worth = game.worthOfTelling([{ chance: p, pixels }, { chance: 1 - p, pixels: [] }]);
      assertClose(worth, (n - 1) * h(p), { atol: 1e-13 });
    }
  }
  const own = game.walkShares(game.exactValues().mdp);
  assertClose(sum(own), 1, { atol: 1e-12 });
  assertClose(game.worthOfTelling(game.shownKey(own, 3)), keyWorth(3), { atol: 1e-10 });
  assertGreater(shareOf(([, , key]) => key === 3), 0.3);
});

Deno.test("REP-6: n I − KL, its information by the definition, its maximum below (n − 1) log 2", () => {
  for (const [m, s] of [[0.5, 0.9], [0.9, 0.4], [1.5, 0.6]] as const) {
    const { information, price } = game.tellingBit(m, s);
    for (const n of [1, 2, 5]) {
      assertClose(n * information - price, telling(n, m, s), { atol: 1e-6 });
    }
    assert(price >= information && information < Math.LN2);
  }
  for (const n of [2, 4]) {
    assertClose(game.bestTelling(n).gain, bestGain(n), { atol: 1e-3 }); // two grids
    assert(game.bestTelling(n).gain <= (n - 1) * Math.LN2);
  }
  assertEquals(game.bestTelling(1).gain, 0);
});

Deno.test("REP-7: a pixel of weight w counts as w copies of it", () => {
  const [x, y] = [[[1, 0, 1]], [[0.7, -1.2, 0.1]]],
    copies = (row: List) => [row[0]!, row[0]!, row[0]!, row[1]!, row[2]!];
  const weighted = game.weightedVae([3, 1, 1]).logLikelihood(tf.tensor2d(y), tf.tensor2d(x));
  const copied = mlpVae.logLikelihood(tf.tensor2d([copies(y[0]!)]), tf.tensor2d([copies(x[0]!)]));
  const plain = sum(
    copies(x[0]!).map((each, j) =>
      each * copies(y[0]!)[j]! - Math.log1p(Math.exp(copies(y[0]!)[j]!))
    ),
  );
  assertClose(weighted.dataSync()[0]!, plain, { rtol: 1e-6 });
  assertClose(copied.dataSync()[0]!, plain, { rtol: 1e-6 });
  const [weights, ofKey] = [game.keyWeights(2, 8), game.keyPixelsOf(2)];
  assertEquals(weights.filter((each) => each === 8).length, 8); // two pixels in each of four places
  assert(ofKey.every((j) => weights[j] === 8));
});

Deno.test("REP-8: the doubt about a reward, over 2σ², is what an unseen key costs in log-density", () => {
  assertClose(
    game.rewardDoubt(game.exactValues().mdp, game.walkShares(game.exactValues().mdp)),
    doubt(),
    { atol: 1e-14 },
  );
  // N(r; r̂, σ²) at the mean guess, against the true one: two equally likely rewards, 0 and 0.1
  const sigma = 0.05, row = (reward: number) => [...new Array(144).fill(0), 0, 1, 0, 0, reward];
  const guess = (each: number) => [...new Array(144).fill(-20), 0, each, 0, 0];
  const density = (guessed: number, reward: number) =>
    rewardVae(sigma).logLikelihood(tf.tensor2d([guess(guessed)]), tf.tensor2d([row(reward)]))
      .dataSync()[0]!;
  const lost = (density(0, 0) + density(0.1, 0.1) - density(0.05, 0) - density(0.05, 0.1)) / 2;
  assertClose(lost, 0.05 ** 2 / (2 * sigma ** 2), { atol: 1e-6 });
});

Deno.test("REP-9: the line tells what lies on two sides, guesses on noise, and counts both answers alike", () => {
  const normal = otherNormals(9), held = Array.from({ length: 400 }, (_, i) => i % 8 < 2);
  const apart = held.map((is) =>
    [is ? 1 : -1, normal()].map((each, d) => each + (d === 0 ? 0.1 * normal() : 0))
  );
  assertEquals(linearProbe({ codes: apart, held }), 1);
  const noise = linearProbe({ codes: held.map(() => [normal(), normal()]), held });
  assertClose(noise, 0.5, { atol: 0.2 }); // 50 of them held: five errors of 0.04
  assertEquals(linearProbe({ codes: held.map(() => [0, 0]), held }), 0.5); // one answer for all
});
