/** The walk past the tree: its geometry, its endings, its demonstrations. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { rollOut, touchesTree, tree, treePlay, treeStart, treeWalk } from "lib/envs";
import { fold, key } from "lib/math";
import { assertClose } from "../support/mod.ts";

/** The least distance of a segment to (0, 4), over a fine walk along it. */
function nearest(from: readonly number[], to: readonly number[], pieces = 10_000): number {
  let least = Infinity;
  for (let i = 0; i <= pieces; i++) {
    const [x, y] = [0, 1].map((d) => from[d]! + (to[d]! - from[d]!) * i / pieces);
    least = Math.min(least, Math.hypot(x!, y! - 4));
  }
  return least;
}

Deno.test("touchesTree: the segment comes within 1 of (0, 4), its ends and its middle", () => {
  const ways = [
    [[-2, 4.5], [2, 4.5]],
    [[-2, 5.1], [2, 5.1]],
    [[0, 2], [0, 3.1]],
    [[0, 2], [0, 2.9]],
    [[1.2, 2], [1.2, 6]],
    [[-3, 1], [1, 4]],
    [[3, 3], [3, 3]],
  ] as const;
  for (const [[a, b], [c, d]] of ways) {
    assertEquals(touchesTree({ x: a, y: b }, { x: c, y: d }), nearest([a, b], [c, d]) < 1);
  }
});

Deno.test("tree: into the tree is −1 and the end, past the line +1 and the end, noise spreads as said", () => {
  const still = tree({ noise: 0 });
  assertEquals(still.step(treeStart(0, 2.9).state, [0, 0.5], key(0)).reward, -1);
  const passed = still.step(treeStart(2, 7.8).state, [0, 0.5], key(0));
  assertEquals([passed.reward, passed.ending.kind], [1, "terminated"]);
  assertThrows(() => still.step(passed.state, [0, 0], key(0)), RangeError, "the episode");
  const stands = rollOut(key(1), still, () => [0, 0], 100);
  assertEquals([stands.actions.length, stands.ending.kind], [60, "truncated"]);
  const gaps = Array.from(
    { length: 4000 },
    (_, i) => tree().step(treeStart(2, 2).state, [0.1, 0.2], fold(key(2), i)).observation[0]! - 2.1,
  );
  const spread = Math.sqrt(gaps.reduce((sum, each) => sum + each * each, 0) / gaps.length);
  assertClose(spread, 0.03, { atol: 5 * 0.03 / Math.sqrt(2 * 4000) }); // five standard errors
});

Deno.test("treeWalk: pauses of 4 to 6 steps, both sides alike, hardly ever into the tree", () => {
  const walks = Array.from({ length: 600 }, (_, i) => treeWalk(fold(key(3), i)));
  const pauses = walks.map(({ strides }) => strides.filter(([x, y]) => x === 0 && y === 0).length);
  assertEquals([Math.min(...pauses), Math.max(...pauses)], [4, 6]);
  const right = walks.filter(({ side }) => side === 1).length / 600;
  assertClose(right, 0.5, { atol: 5 * 0.5 / Math.sqrt(600) }); // five standard errors
  const crashed = walks.filter(({ places }) =>
    places.slice(1).some((to, t) => nearest(places[t]!, to, 50) < 1)
  );
  assert(crashed.length <= 3, `${crashed.length} of 600`); // berths of 0.3 in noise of 0.03 a step
  assertThrows(() => treeWalk(key(0), { shortest: 5, longest: 4 }), RangeError, "shortest is 5");
});

Deno.test("treePlay: stays on its ground, off the tree, and its key alone decides", () => {
  const play = treePlay(key(4), 2000);
  assertEquals(treePlay(key(4), 2000), play);
  for (const [t, [x, y]] of play.places.entries()) {
    assert(Math.abs(x!) < 3.8 && y! > 0.1 && y! < 7.9, `${x}, ${y}`);
    if (t > 0) assert(nearest(play.places[t - 1]!, [x!, y!], 50) >= 1);
  }
});
