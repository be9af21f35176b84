/** Chapter 15: its explorable against the test's own dynamic programming, on maps dug by hand, too. */
import { assertEquals, assertThrows } from "@std/assert";
import { explorable } from "chapters/15-optimism/live/dreams.ts";
import { assertClose } from "lib/notebook";
import { testExplorable } from "../../support/mod.ts";
import { average, backward, walk, wishful, world } from "./oracle.ts";

const given = {
  map: ".......\n.......\nS!!!!!G",
  slip: 0.2,
  temperature: 0.5,
  pit: -30,
  steps: 24,
};
const dug = { map: "...!...\n.!.....\nS.!!.!G", slip: 0.3, temperature: 1.2 };
const flat = { map: ".......\n.......\nS.....G", slip: 0, temperature: 3 };
const walled = { map: "!!!!!!!\n!!!!!!!\nS!!!!!G", slip: 0.5, temperature: 0.1 };

testExplorable("15", explorable, given, [dug, flat, walled]);

Deno.test("live 15: on other maps, slips and temperatures the numbers are the oracle's", () => {
  for (const chosen of [dug, { ...dug, slip: 0.01 }, { ...given, temperature: 0.2 }]) {
    const { dream, dreamer, sober } = explorable.compute(given, chosen).walks;
    const here = world(chosen.map.split("\n"), { S: -1, ".": -1, "!": 0, G: 0 }, chosen.slip);
    const start = chosen.map.replaceAll("\n", "").indexOf("S"), { temperature } = chosen;
    const plan = (future: typeof average) => backward(here, 24, temperature, future).policies;
    const [own, careful] = [wishful, average].map((future) => walk(here, plan(future), start));
    assertClose(dreamer.return, own!.earned, { atol: 1e-9 }); // sums of 24 steps, in another order
    assertClose(dreamer.falls, own!.falls, { atol: 1e-11 });
    assertClose(sober.return, careful!.earned, { atol: 1e-9 });
    assertClose(sober.falls, careful!.falls, { atol: 1e-11 });
    const logEvidence = (inverse: number) =>
      backward(here, 24, 1 / inverse, wishful).V[start]! * inverse;
    const h = 1e-4 / temperature, at = 1 / temperature;
    const hope = (logEvidence(at + h) - logEvidence(at - h)) / (2 * h);
    assertClose(dream.return, hope, { rtol: 1e-5 }); // a central difference: error ~ h²
  }
});

Deno.test("live 15: without chance the dream comes true", () => {
  const { dream, dreamer, sober } = explorable.compute(given, { ...given, slip: 0 }).walks;
  assertClose(dreamer.return, dream.return, { atol: 1e-11 });
  assertClose(sober.return, dream.return, { atol: 1e-11 });
});

Deno.test("live 15: a pointer digs where it goes down on floor, fills on a pit, spares S and G", () => {
  const cell = Math.floor((840 - 40) / 3 / 7);
  const at = (row: number, column: number) => ({
    x: column * cell + cell / 2,
    y: 26 + row * cell + cell / 2,
  });
  const start = explorable.start(given);
  const dragged = (from: ReturnType<typeof at>, to: ReturnType<typeof at>) => {
    const began = { ...from, choices: start };
    return explorable.touch!({ ...to, width: 840, began }, start, given).map;
  };
  assertEquals(dragged(at(0, 2), at(0, 2)), "..!....\n.......\nS!!!!!G");
  assertEquals(dragged(at(0, 2), at(1, 6)), ".......\n......!\nS!!!!!G");
  assertEquals(dragged(at(2, 3), at(2, 3)), ".......\n.......\nS!!.!!G");
  assertEquals(dragged(at(0, 2), at(2, 3)), given.map);
  for (const edge of [at(2, 0), at(2, 6), { x: 5, y: 5 }]) {
    assertEquals(dragged(at(0, 2), edge), undefined);
  }
  const second = { x: (840 - 40) / 3 + 20 + 3, y: 30 }; // the upper left corner of the second map
  assertEquals(dragged(second, second), "!......\n.......\nS!!!!!G");
});

Deno.test("live 15: what a stranger gives is looked at", () => {
  const bad: readonly [object, string][] = [
    [{ map: "S.G\n..", slip: 0 }, "map is"],
    [{ map: "<svg onload=x>" }, "map is"],
    [{ map: "S".padEnd(500, ".") + "G" }, "map is"],
    [{ map: "SS.G" }, "map is"],
    [{ steps: 1e9 }, "steps is 1000000000"],
    [{ temperature: 0 }, "temperature is 0"],
    [{ pit: "-30" }, 'pit is "-30"'],
  ];
  const indented = `\n    ${given.map.replaceAll("\n", "\n    ")}\n  `; // as it stands in the notebook
  assertEquals(explorable.read({ ...given, map: indented }), explorable.read(given));
  for (const [change, words] of bad) {
    assertThrows(() => explorable.read({ ...given, ...change }), Error, words);
  }
});
