/** The plane in pictures, against geometry written again and moves in tiny steps. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  movePlane,
  pixelPlane,
  pixelPlaneStart,
  planeImage,
  planeObstacles,
  rollOut,
  touchesPlane,
} from "lib/envs";
import { fold, key, ShapeError, uniform } from "lib/math";
import { assertClose } from "../support/mod.ts";

const gap = (x: number, y: number) =>
  Math.min(...planeObstacles.map((each) => Math.hypot(x - each.x, y - each.y)));

Deno.test("planeImage: a soft bright disc over dimmer ones, pixel by pixel", () => {
  const [x, y] = [3.2, 11.7], picture = planeImage(x, y);
  assertEquals(picture.length, 400);
  for (let row = 0; row < 20; row++) {
    for (let column = 0; column < 20; column++) {
      const [right, up] = [column + 0.5, 19.5 - row];
      const point = 255 / (1 + Math.exp(Math.hypot(right - x, up - y) - 1.5));
      const dim = 110 / (1 + Math.exp(gap(right, up) - 1.2));
      assertClose(picture[20 * row + column]!, Math.max(point, dim), { atol: 0.51 }); // a byte's rounding
    }
  }
});

Deno.test("movePlane: free moves are sums; walls and obstacles are slid along, never entered", () => {
  assertEquals(movePlane([2, 2], [1, 2.5]), [3, 4.5]);
  assertEquals(movePlane([2, 2], [-3, 1]), [1, 3]);
  const places = uniform(key(1), 4000, -3, 3);
  for (let i = 0; i < 4000; i += 4) {
    const from = [10 + 3 * places[i]!, 10 + 3 * places[i + 1]!] as const;
    if (touchesPlane(...from)) continue;
    const [x, y] = movePlane(from, [places[i + 2]!, places[i + 3]!]);
    assert(
      gap(x, y) >= 1.8 - 1e-9 && x >= 1 && x <= 19 && y >= 1 && y <= 19,
      `${from} to ${x}, ${y}`,
    );
  }
});

Deno.test("movePlane: eight steps are near a thousand where it slides", () => {
  const from = [12.7, 10.3] as const, move = [3, -0.4] as const;
  let fine: readonly [number, number] = from;
  for (let i = 0; i < 1000; i++) fine = movePlane(fine, move.map((each) => each / 1000));
  assertClose([...movePlane(from, move)], [...fine], { atol: 0.15 }); // eight steps of 0.4 round an arc
});

Deno.test("pixelPlane pays the share of time in the goal, starts outside of obstacles, and truncates", () => {
  const world = pixelPlane({ goal: [5, 2], goalRadius: 1, stepLimit: 3 });
  const first = world.step(pixelPlaneStart(3, 2).state, [1.5, 0], key(0));
  assertEquals([first.state.x, first.reward, first.ending.kind], [4.5, 1, "running"]);
  assertEquals([...first.observation], [...planeImage(4.5, 2)]);
  const second = world.step(first.state, [1.5, 0], key(0));
  assertEquals(second.reward, 0); // exactly on the edge
  for (let i = 0; i < 200; i++) {
    const { x, y } = world.reset(fold(key(5), i)).state;
    assert(!touchesPlane(x, y));
  }
  assertEquals(rollOut(key(0), world, () => [0, 0], 10).ending.kind, "truncated");
});

Deno.test("the plane refuses places outside, moves too long, options unknown, in words", () => {
  assertThrows(() => planeImage(0.5, 3), RangeError, "x is 0.5");
  assertThrows(() => pixelPlaneStart(3, 20), RangeError, "y is 20");
  assertThrows(
    () => pixelPlane({ goal: [1, 2, 3] } as never),
    ShapeError,
    "goal is [3], expected [2]",
  );
  assertThrows(() => pixelPlane({ gaol: [1, 2] } as never), TypeError, "gaol");
  assertThrows(
    () => pixelPlane().step(pixelPlaneStart(3, 3).state, [3.5, 0], key(0)),
    RangeError,
    "3.5",
  );
  assertThrows(() => movePlane([1], [2, 3]), ShapeError, "from is [1], expected [2]");
});
