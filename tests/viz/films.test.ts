import { assert, assertEquals, assertThrows } from "@std/assert";
import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import {
  acrobotFilm,
  acrobotStrip,
  cartPoleFilm,
  cartPoleStrip,
  type Figure,
  mountainCarFilm,
  mountainCarStrip,
  multigoalFilm,
  multigoalPaths,
  pendulumFilm,
  pendulumStrip,
} from "lib/viz";
import { renderPicture } from "lib/notebook";
import { assertClose } from "../support/mod.ts";

interface Layer {
  readonly mark: { readonly type: string; readonly color: string };
  readonly data: { readonly values: string | readonly { readonly text: string }[] };
}

const blue = "#1f7ab8", vermilion = "#d55e00", violet = "#a5609b";
const description = "A film of a world that moves a little from step to step.";
const layersOf = ({ spec }: Figure) => spec.layer as unknown as readonly Layer[];

/** The rows `[…, frame]` of the marks of one colour. */
function rows(drawn: Figure, type: "rule" | "point", colour: string): readonly number[][] {
  const layer = layersOf(drawn).find(({ mark }) => mark.type === type && mark.color === colour);
  const [, ...lines] = ((layer?.data.values ?? "") as string).split("\n");
  return lines.map((line) => line.split(",").map(Number));
}

function captions(drawn: Figure): readonly string[] {
  const layer = layersOf(drawn).find(({ mark }) => mark.type === "text")!;
  return (layer.data.values as readonly { readonly text: string }[]).map(({ text }) => text);
}

function assertRows(drawn: readonly number[][], expected: readonly number[][]): void {
  assertEquals(drawn.length, expected.length);
  assertClose(drawn.flat(), expected.flat(), near);
}

const near = { atol: 1e-4 }; // four digits are kept

Deno.test("pendulumFilm: 0 is up, a positive angle and torque are counter-clockwise", () => {
  const angles = [0, Math.PI / 2, Math.PI];
  const drawn = pendulumFilm({ description, angles, torques: [2, -1] });
  assertRows(rows(drawn, "rule", blue), [
    [0, 0, 0, 1, 0],
    [0, 0, -1, 0, 1], // a quarter turn counter-clockwise points to the left
    [0, 0, 0, -1, 2],
  ]);
  const arrows = rows(drawn, "rule", vermilion);
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
    const arc = rows(drawn, "rule", vermilion).slice(0, -2); // without the head
    const [, , x, y] = arc.at(-1)!;
    return Math.atan2(-x!, y!);
  };
  // 3/8 of a turn at half of 2 N m; a digit is lost on a circle of 0.32
  assertClose(end(1), 0.75 * Math.PI, { atol: 1e-3 });
  assertClose(end(-0.5), -0.375 * Math.PI, { atol: 1e-3 });
});

Deno.test("mountainCarFilm: the car stands on the hill, the arrow follows the slope", () => {
  const parts = { description, positions: [-0.5, 0, 0.5], throttles: [1, -1] };
  const drawn = mountainCarFilm(parts);
  const steepest = Math.atan(1.35); // d/dx 0.45 sin 3x at 0
  const arrows = rows(drawn, "rule", vermilion);
  const [, down] = [0, 1].map((k) => arrows.find((row) => row[4] === k)!);
  assertClose(Math.atan2(down![1]! - down![3]!, down![0]! - down![2]!), steepest, { atol: 1e-3 });
  const hill = (x: number) => 0.55 + 0.45 * Math.sin(3 * x);
  for (const [x, y, x2, y2, k] of rows(drawn, "rule", blue)) {
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
  assertRows(rows(drawn, "rule", blue), [
    [0.5, 0, 1, Math.sqrt(3) / 2, 0],
    [1, 0, 1, 1, 1],
  ]);
  const [arrow] = rows(drawn, "rule", vermilion);
  assertClose(arrow!, [0.25, 0, -0.15, 0, 0], near);
});

Deno.test("acrobotFilm: both links hang at 0; the elbow's angle adds to the shoulder's", () => {
  const drawn = acrobotFilm({
    description,
    shoulderAngles: [0, Math.PI / 2],
    elbowAngles: [0, Math.PI / 2],
    torques: [1],
  });
  assertRows(rows(drawn, "rule", blue), [[0, 0, 0, -1, 0], [0, 0, 1, 0, 1]]);
  assertRows(rows(drawn, "rule", violet), [[0, -1, 0, -2, 0], [1, 0, 1, 1, 1]]);
});

Deno.test("films: at most 60 frames, the last state among them", () => {
  for (const count of [2, 59, 60, 61, 200, 999]) {
    const angles = Array.from({ length: count + 1 }, (_, t) => t / 100);
    const drawn = pendulumFilm({ description, angles, torques: angles.slice(1).map(Math.sin) });
    const said = captions(drawn);
    assert(said.length <= 60 && said.length >= Math.min(count + 1, 30), `${said.length} frames`);
    assertEquals(said.at(-1), `${(count * 0.05).toFixed(2)} s`);
    assert(JSON.stringify(drawn.spec, null, 1).length < 50_000);
  }
});

Deno.test("strips: moments with the time of their own step", () => {
  const angles = Array.from({ length: 201 }, (_, t) => t / 100);
  const parts = { description, angles, torques: angles.slice(1), count: 7 };
  const drawn = pendulumStrip(parts);
  const rods = rows(drawn, "rule", blue);
  assertEquals(rods.length, 7);
  const pitch = rods[1]![0]! - rods[0]![0]!;
  rods.forEach(([x, , x2], k) => {
    const step = Math.round(k * 200 / 6);
    assertClose(x!, k * pitch, near);
    assertClose(x2! - x!, -Math.sin(angles[step]!), { atol: 2e-4 }); // two roundings
  });
  const { x } = drawn.spec.encoding as unknown as { x: { axis: { labelExpr: string } } };
  const times = '["0.00","1.65","3.35","5.00","6.65","8.35","10.00"]';
  assert(x.axis.labelExpr.startsWith(times), x.axis.labelExpr);
  assertThrows(() => pendulumStrip({ ...parts, count: 1 }), RangeError, "count is 1");
  assertThrows(() => pendulumStrip({ ...parts, count: 202 }), RangeError, "count is 202");
});

/** Runs a film as a browser would; gives the frame after a while. */
async function frameAfter(drawn: Figure, plays: boolean, milliseconds: number): Promise<number> {
  const { spec } = compile(drawn.spec as unknown as TopLevelSpec);
  const view = new vega.View(vega.parse(spec), { renderer: "none", logLevel: vega.Error });
  try {
    await view.signal("playFrame", plays).runAsync();
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    return view.signal("filmFrame");
  } finally {
    view.finalize();
  }
}

Deno.test({
  name: "films: stand still until they are told to play, and begin again after the last frame",
  sanitizeOps: false,
  sanitizeResources: false, // d3's timers look once more after they were stopped
  async fn() {
    const angles = [0, 0.1, 0.2];
    const drawn = pendulumFilm({ description, angles, torques: [0, 0] });
    const signals = (drawn.spec.config as { signals: { name: string; value: unknown }[] }).signals;
    assertEquals(signals.map(({ name, value }) => [name, value]), [
      ["playFrame", false],
      ["filmFrame", 0],
    ]);
    assertEquals(await frameAfter(drawn, false, 200), 0);
    const seen = new Set<number>();
    for (const wait of [75, 125, 175, 225, 275]) seen.add(await frameAfter(drawn, true, wait));
    assert(seen.size > 1 && [...seen].every((each) => each >= 0 && each <= 2), [...seen].join());
  },
});

Deno.test("multigoalPaths: paths are grouped by the goal they end in", () => {
  const east = [[0, 0], [4.5, 0]], south = [[0, 0], [0.2, -4.4]], nowhere = [[0, 0], [4, 0]];
  const drawn = multigoalPaths({ description, paths: [east, south, nowhere, east] });
  const names = layersOf(drawn).flatMap(({ data }) =>
    typeof data.values === "string" ? [] : (data.values as unknown as { name: string }[])[0]!.name
  );
  assertEquals(names, ["to (5, 0) (2)", "to (0, −5) (1)", "no goal (1)"]); // 1 away is not there
  const moving = multigoalFilm({ description, paths: [east, [...nowhere, [4.2, 1]]] });
  assertEquals(rows(moving, "point", vermilion), [
    [0, 0, 0],
    [0, 0, 0],
    [4.5, 0, 1],
    [4, 0, 1],
    [4.5, 0, 2], // it stays where it arrived
    [4.2, 1, 2],
  ]);
});

Deno.test("films refuse lists that do not belong together, and what is no number", () => {
  const refuses = (attempt: () => unknown, words: string) =>
    assertThrows(attempt, RangeError, words);
  const angles = [0, 1];
  refuses(
    () => pendulumFilm({ description, angles, torques: [1, 1] }),
    "torques has 2 entries, expected 1",
  );
  refuses(() => pendulumFilm({ description, angles: [0], torques: [] }), "it has 1 states");
  refuses(() => pendulumFilm({ description, angles: [0, NaN], torques: [1] }), "step 1 has NaN");
  refuses(() => mountainCarFilm({ description, positions: angles, throttles: [] }), "throttles");
  refuses(
    () => cartPoleFilm({ description, positions: angles, angles: [0], forces: [1] }),
    "angles has 1 entries, expected 2",
  );
  refuses(
    () => acrobotFilm({ description, shoulderAngles: angles, elbowAngles: [], torques: [1] }),
    "elbowAngles has 0 entries",
  );
  refuses(() => multigoalPaths({ description, paths: [] }), "paths is empty");
  refuses(() => multigoalFilm({ description, paths: [[]] }), "paths[0] is empty");
  assertThrows(() => pendulumFilm({ description: "short", angles, torques: [1] }), TypeError);
});

Deno.test("films and strips can be drawn as pictures", async () => {
  const [two, one] = [[0, 0.1], [1]];
  const car = { description, positions: two, throttles: one, count: 2 };
  const pole = { description, positions: two, angles: two, forces: one, count: 2 };
  const links = { description, shoulderAngles: two, elbowAngles: two, torques: one, count: 2 };
  const plane = { description, paths: [[[0, 0], [1, 1]]] };
  const all = [
    pendulumFilm({ description, angles: two, torques: one }),
    pendulumStrip({ description, angles: two, torques: one, count: 2 }),
    mountainCarFilm(car),
    mountainCarStrip(car),
    cartPoleFilm(pole),
    cartPoleStrip(pole),
    acrobotFilm(links),
    acrobotStrip(links),
    multigoalPaths(plane),
    multigoalFilm(plane),
  ];
  for (const each of all) assert((await renderPicture(each)).png.length > 3000);
});
