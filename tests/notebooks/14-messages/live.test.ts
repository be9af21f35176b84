/** Chapter 14: its explorable against lib's marginals and against ways walked one by one. */
import { assertEquals, assertThrows } from "@std/assert";
import { explorable } from "chapters/14-messages/live/cones.ts";
import * as control from "lib/control";
import { assertClose } from "lib/notebook";
import { sum, testExplorable } from "../../support/mod.ts";

const map = `........G\n${".........\n".repeat(7)}S........`;
const given = { map, steps: 20, temperature: 0.25 };

testExplorable("14", explorable, given, [
  { steps: 0, cell: 72 },
  { steps: 3, cell: 8 },
  { steps: 20, cell: 8 },
  { steps: 13, cell: 25 },
]);

const little = { map: "..G\nS..", steps: 5, temperature: 0.7 };

Deno.test("live 14: averaged over where one is, every sighting's past and future are the whole way", () => {
  const { mdp } = control.gridworld({ map: little.map, steps: little.steps });
  const marginals = control.stateMarginals(
    control.posteriorMessages(mdp, { temperature: little.temperature }),
  );
  for (let steps = 0; steps <= 5; steps++) {
    const seen = mdp.states.map((_, cell) => explorable.compute(little, { steps, cell }));
    const over = (of: "past" | "future", x: number) =>
      sum(seen.map((values, cell) => marginals[steps]![cell]! * values[of][x]!));
    mdp.states.forEach((_, x) => {
      assertClose(over("past", x), sum(marginals.slice(0, steps).map((p) => p[x]!)), {
        atol: 1e-13,
      });
      assertClose(over("future", x), sum(marginals.slice(steps + 1).map((p) => p[x]!)), {
        atol: 1e-13,
      });
    });
  }
});

Deno.test("live 14: past and future of a sighting are what is left of all ways that pass there", () => {
  const { mdp } = control.gridworld({ map: little.map, steps: little.steps });
  const all = control.trajectories(mdp);
  const { probability } = control.trajectoryPosterior(all, { temperature: little.temperature });
  for (const [steps, cell] of [[2, 1], [3, 4], [5, 2]] as const) {
    const { past, future } = explorable.compute(little, { steps, cell });
    const kept = all.map((tau, i) => tau.states[steps] === cell ? probability[i]! : 0);
    const visits = (x: number, from: number, to: number) =>
      sum(
        all.map((tau, i) =>
          kept[i]! * tau.states.slice(from, to).filter((each) => each === x).length
        ),
      ) / sum(kept);
    mdp.states.forEach((_, x) => {
      assertClose(past[x]!, visits(x, 0, steps), { atol: 1e-12 });
      assertClose(future[x]!, visits(x, steps + 1, 6), { atol: 1e-12 });
    });
  }
});

Deno.test("live 14: where nobody can be, there is no past", () => {
  const choices = { steps: 3, cell: 8 };
  const values = explorable.compute(given, choices);
  assertEquals(sum(values.past), 0);
  assertEquals(explorable.words(values, choices, given).includes("nobody can be in row 1"), true);
});

Deno.test("live 14: each of the three maps takes a click, and what is beside them none", () => {
  const first = explorable.start(given);
  const click = (x: number, y: number) =>
    explorable.touch!({ x, y, width: 840, began: { x, y, choices: first } }, first, given).cell;
  const clicked = [click(5, 30), click(5, 340), click(380, 30), click(640, 30), click(360, 30)];
  assertEquals(clicked, [0, 72, 0, 1, undefined]);
});

Deno.test("live 14: what a stranger gives is looked at", () => {
  const bad: readonly [object, string][] = [
    [{ map: "S.G\n..#" }, "map is"],
    [{ map: "<b>SG" }, "map is"],
    [{ steps: 1e6 }, "steps is 1000000"],
    [{ temperature: -1 }, "temperature is -1"],
    [{ map: 7 }, "map is 7"],
    [{ map: "S..G\n.." }, "map is"],
  ];
  const indented = `\n    ${given.map.replaceAll("\n", "\n    ")}\n  `; // as it stands in the notebook
  assertEquals(explorable.read({ ...given, map: indented }), explorable.read(given));
  for (const [change, words] of bad) {
    assertThrows(() => explorable.read({ ...given, ...change }), Error, words);
  }
});
