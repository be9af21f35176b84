/** Films of worlds: what is drawn is where the world stands. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import {
  acrobotFilm,
  cartPoleFilm,
  mountainCarFilm,
  multigoalFilm,
  multigoalPaths,
  pendulumFilm,
  planeFilm,
} from "lib/viz";
import { assertClose } from "../../support/mod.ts";
import {
  assertRows,
  body,
  captions,
  description,
  force,
  layersOf,
  near,
  rows,
  second,
} from "./film_parts.ts";

Deno.test("pendulumFilm: 0 is up, a positive angle and torque are counter-clockwise", () => {
  const angles = [0, Math.PI / 2, Math.PI];
  const drawn = pendulumFilm({ description, angles, torques: [2, -1] });
  assertRows(rows(drawn, "rule", body), [
    [0, 0, 0, 1, 0],
    [0, 0, -1, 0, 1], // a quarter turn counter-clockwise points to the left
    [0, 0, 0, -1, 2],
  ]);
  const arrows = rows(drawn, "rule", force);
  const [first] = arrows.filter(([, , , , frame]) => frame === 0);
  assert(first![2]! < first![0]!); // from the top to the left: counter-clockwise
  const [back] = arrows.filter(([, , , , frame]) => frame === 1);
  assert(back![2]! > back![0]!);
  assertEquals(arrows.filter(([, , , , frame]) => frame === 2), []); // nothing was done there
  assertEquals(captions(drawn), [
    "0.00 s, torque +2.00 N m",
    "0.05 s, torque −1.00 N m",
    "0.10 s",
  ]);
});

Deno.test("pendulumFilm: half the torque turns half as far", () => {
  const end = (torque: number) => {
    const drawn = pendulumFilm({ description, angles: [0, 0], torques: [torque] });
    const arc = rows(drawn, "rule", force).slice(0, -2); // without the head
    const [, , x, y] = arc.at(-1)!;
    return Math.atan2(-x!, y!);
  };
  // 3/8 of a turn at half of 2 N m; a digit is lost on a circle of 0.32
  assertClose(end(1), 0.75 * Math.PI, { atol: 1e-3 });
  assertClose(end(-0.5), -0.375 * Math.PI, { atol: 1e-3 });
});

Deno.test("pendulumFilm: a torque too weak to see has no arrow", () => {
  const drawn = pendulumFilm({ description, angles: [0, 0, 0], torques: [0.05, 0.2] });
  const frames = new Set(rows(drawn, "rule", force).map((row) => row.at(-1)));
  assertEquals([...frames], [1]); // a torque of 2 is the strongest
});

Deno.test("mountainCarFilm: the car stands on the hill, the arrow follows the slope", () => {
  const parts = { description, positions: [-0.5, 0, 0.5], throttles: [1, -1] };
  const drawn = mountainCarFilm(parts);
  const steepest = Math.atan(1.35); // d/dx 0.45 sin 3x at 0
  const arrows = rows(drawn, "rule", force);
  const [, down] = [0, 1].map((k) => arrows.find((row) => row[4] === k)!);
  assertClose(Math.atan2(down![1]! - down![3]!, down![0]! - down![2]!), steepest, { atol: 1e-3 });
  const hill = (x: number) => 0.55 + 0.45 * Math.sin(3 * x);
  for (const [x, y, x2, y2, k] of rows(drawn, "rule", body)) {
    const [middle, height] = [(x! + x2!) / 2, (y! + y2!) / 2];
    const place = parts.positions[k!]!;
    assert(Math.hypot(middle - place, height - hill(place)) < 0.07);
  }
  assertEquals(captions(drawn), ["step 0, throttle +1.00", "step 1, throttle −1.00", "step 2"]);
});

Deno.test("cartPoleFilm: a positive angle leans to the right, a negative force points left", () => {
  const drawn = cartPoleFilm({
    description,
    positions: [0.5, 1],
    angles: [Math.PI / 6, 0],
    forces: [-10],
  });
  assertRows(rows(drawn, "rule", body), [
    [0.5, 0, 1, Math.sqrt(3) / 2, 0],
    [1, 0, 1, 1, 1],
  ]);
  const [arrow] = rows(drawn, "rule", force);
  assertClose(arrow!, [0.25, 0, -0.15, 0, 0], near);
});

Deno.test("acrobotFilm: both links hang at 0; the elbow's angle adds to the shoulder's", () => {
  const drawn = acrobotFilm({
    description,
    shoulderAngles: [0, Math.PI / 2],
    elbowAngles: [0, Math.PI / 2],
    torques: [1],
  });
  assertRows(rows(drawn, "rule", body), [[0, 0, 0, -1, 0], [0, 0, 1, 0, 1]]);
  assertRows(rows(drawn, "rule", second), [[0, -1, 0, -2, 0], [1, 0, 1, 1, 1]]);
});

Deno.test("planeFilm: the point is where it was at each step, its way so far behind it, the goal named", () => {
  const drawn = planeFilm({
    description,
    places: [[1, 2], [3, 4], [6, 4]],
    goal: [7, 5],
    obstacles: [{ x: 10, y: 10, radius: 1 }],
  });
  assertRows(rows(drawn, "rule", force), [[1, 2, 3, 4, 1], [1, 2, 3, 4, 2], [3, 4, 6, 4, 2]]);
  assertStringIncludes(JSON.stringify(drawn.spec), '"goal"');
});

Deno.test("multigoalPaths: paths are grouped by the goal they end in", () => {
  const east = [[0, 0], [4.5, 0]], south = [[0, 0], [0.2, -4.4]], nowhere = [[0, 0], [4, 0]];
  const drawn = multigoalPaths({ description, paths: [east, south, nowhere, east] });
  const names = layersOf(drawn).flatMap(({ data }) =>
    typeof data.values === "string" ? [] : (data.values as unknown as { name: string }[])[0]!.name
  );
  assertEquals(names, ["to (5, 0) (2)", "to (0, −5) (1)", "no goal (1)"]); // 1 away is not there
  const moving = multigoalFilm({ description, paths: [east, [...nowhere, [4.2, 1]]] });
  assertEquals(rows(moving, "point", force), [
    [0, 0, 0],
    [0, 0, 0],
    [4.5, 0, 1],
    [4, 0, 1],
    [4.5, 0, 2], // it stays where it arrived
    [4.2, 1, 2],
  ]);
});
