/** Films and strips: how they play, what they refuse, and that they can be drawn. */
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
import { assertClose } from "../../support/mod.ts";
import { body, captions, description, near, rows } from "./film_parts.ts";

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
  const rods = rows(drawn, "rule", body);
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

Deno.test("films refuse lists that do not belong together, and what is no number", () => {
  const refuses = (attempt: () => unknown, words: string) =>
    assertThrows(attempt, RangeError, words);
  const angles = [0, 1];
  refuses(
    () => pendulumFilm({ description, angles, torques: [1, 1] }),
    "torques is [2], expected [1], one fewer than there are states",
  );
  refuses(
    () => pendulumFilm({ description, angles: [0], torques: [] }),
    "torques is [0], expected at least one entry",
  );
  refuses(
    () => pendulumFilm({ description, angles: [0, NaN], torques: [1] }),
    "angles[1] is NaN, expected a finite number within ±1000000",
  );
  refuses(() => mountainCarFilm({ description, positions: angles, throttles: [] }), "throttles");
  refuses(
    () => cartPoleFilm({ description, positions: angles, angles: [0], forces: [1] }),
    "angles is [1], expected [2]",
  );
  refuses(
    () => acrobotFilm({ description, shoulderAngles: angles, elbowAngles: [], torques: [1] }),
    "elbowAngles is [0]",
  );
  refuses(
    () => multigoalPaths({ description, paths: [] }),
    "paths is [0], expected at least one entry",
  );
  refuses(() => multigoalFilm({ description, paths: [[]] }), "paths[0] is [0]");
  refuses(() => pendulumFilm({ description: "short", angles, torques: [1] }), 'is "short"');
  refuses( // an arrow of many turns would be a black disc
    () => pendulumFilm({ description, angles, torques: [100] }),
    "torques[0] is 100, expected a number within ±20",
  );
});

Deno.test("films and strips can be drawn as pictures", async () => {
  const [two, one] = [[0, 0.1], [1]];
  const car = { description, positions: two, throttles: one };
  const pole = { description, positions: two, angles: two, forces: one };
  const links = { description, shoulderAngles: two, elbowAngles: two, torques: one };
  const plane = { description, paths: [[[0, 0], [1, 1]]] };
  const all = [
    pendulumFilm({ description, angles: two, torques: one }),
    pendulumStrip({ description, angles: two, torques: one, count: 2 }),
    mountainCarFilm(car),
    mountainCarStrip({ ...car, count: 2 }),
    cartPoleFilm(pole),
    cartPoleStrip({ ...pole, count: 2 }),
    acrobotFilm(links),
    acrobotStrip({ ...links, count: 2 }),
    multigoalPaths(plane),
    multigoalFilm(plane),
  ];
  for (const each of all) assert((await renderPicture(each)).png.length > 3000);
});
