/** Chapter 03: its explorable against the oracle's roads, and against lib's E step and likelihood. */
import { assertEquals, assertLess, assertThrows } from "@std/assert";
import { explorable } from "chapters/03-em/live/hill.ts";
import { expectation } from "lib/inference";
import { assertClose } from "lib/notebook";
import { mixtureLogLikelihood } from "lib/prob";
import { sum, testExplorable } from "../../support/mod.ts";
import { heightAt, meansAfter } from "./hill.ts";
import { hillGiven as given } from "./live_given.ts";

const starts = [[92, 66], [62, 62], [40, 96], [96, 40], [96, 96], [55.5, 80]] as const;

testExplorable("03", explorable, given, starts.map(([mu1, mu2]) => ({ mu1, mu2 })));

const facts = explorable.read(given);
const points = given.waits.map((wait) => [wait]);
const mixtureAt = (means: readonly number[]) => ({
  weights: given.weights,
  components: means.map((mean) => ({
    mean: [mean],
    covariance: { kind: "full", matrix: [[given.variance]] } as const,
  })),
});

Deno.test("live 03: heights and both roads are those of lib's E step and likelihood", () => {
  for (const [mu1, mu2] of [[48, 60], [92, 66], [44, 90]] as const) {
    const { em, gradient } = explorable.compute(facts, { mu1, mu2 });
    for (const { road, heights } of [em, gradient]) {
      for (const t of [0, 1, 7, 60]) {
        // sums over 51 lengths in place of 272 waits
        assertClose(heights[t]!, mixtureLogLikelihood(mixtureAt(road[t]!), points), {
          rtol: 1e-12,
        });
      }
    }
    for (const t of [0, 1, 5, 20]) {
      const q = expectation(mixtureAt(em.road[t]!), points).responsibilities;
      const means = [0, 1].map((k) =>
        sum(given.waits.map((x, i) => q[2 * i + k]! * x)) /
        sum(given.waits.map((_, i) => q[2 * i + k]!))
      );
      assertClose(em.road[t + 1]!, means, { rtol: 1e-11 });
      const here = gradient.road[t]!, r = expectation(mixtureAt(here), points).responsibilities;
      const up = here.map((mu, k) =>
        mu + 0.05 * sum(given.waits.map((x, i) => r[2 * i + k]! * (x - mu))) / given.variance
      );
      assertClose(gradient.road[t + 1]!, up, { rtol: 1e-11 });
    }
  }
});

Deno.test("live 03: EM ends where the oracle's EM ends, and neither road ever goes down", () => {
  const std = Math.sqrt(given.variance);
  for (const [mu1, mu2] of starts.filter(([a, b]) => a !== b)) {
    const { em, gradient } = explorable.compute(facts, { mu1, mu2 });
    // the oracle's weights are printed to five digits
    assertClose(em.road.at(-1)!, meansAfter([mu1, mu2], 200, std), { atol: 1e-3 });
    assertClose(em.heights.at(-1)!, heightAt(em.road.at(-1)!, std), { atol: 1e-3 });
    for (const { heights } of [em, gradient]) {
      heights.slice(1).forEach((height, t) => assertLess(heights[t]! - height, 1e-9));
    }
  }
});

Deno.test("live 03: the height of each corner of the map is the likelihood there", () => {
  const { heights, places } = explorable.compute(facts, { mu1: 48, mu2: 60 });
  for (const [i, j] of [[0, 0], [42, 0], [3, 17]] as const) {
    const height = mixtureLogLikelihood(mixtureAt([places[i]!, places[j]!]), points);
    assertClose(heights[j * places.length + i]!, height, { rtol: 1e-12 });
  }
});

Deno.test("live 03: a click chooses the means below it, the map's edge beyond it", () => {
  const first = explorable.start(facts);
  const click = (x: number, y: number) =>
    explorable.touch!({ x, y, width: 840, began: { x, y, choices: first } }, first, facts);
  assertEquals(click(34, 450), { mu1: 40, mu2: 40 });
  assertEquals(click(34 + 210, 30 + 210), { mu1: 68, mu2: 68 });
  assertEquals(click(800, -5), { mu1: 96, mu2: 96 });
});

Deno.test("live 03: what a stranger gives is looked at", () => {
  const bad: readonly [object, string][] = [
    [{ waits: ["<b>"] }, "waits[0]"],
    [{ waits: [] }, "waits"],
    [{ weights: [1, 0] }, "weights[0] is 1"],
    [{ variance: 0 }, "variance is 0"],
    [{ ends: [96, 40] }, "ends[1] is 40"],
    [{ starts: [[1, 2]] }, "starts.length is 1"],
    [{ rate: 1e9 }, "rate is 1000000000"],
  ];
  for (const [change, words] of bad) {
    assertThrows(() => explorable.read({ ...given, ...change }), Error, words);
  }
});
