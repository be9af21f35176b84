/** The factor graph of control: what is drawn for each step, light and lock, and where. */
import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { factorGraph, type FactorGraphParts, label } from "lib/viz";
import { testDrawing, wordsOf } from "../../support/figures.ts";

const parts: FactorGraphParts = {
  headline: "All lights are on",
  description: "A chain of states with an action and a light at each step.",
  lights: ["wish", "dark", "world"],
};
type Drawn = {
  readonly mark: { readonly type: string; readonly shape?: string; readonly style?: unknown };
  readonly data: { readonly values: readonly Record<string, unknown>[] };
};
const layersOf = (made: FactorGraphParts) =>
  (factorGraph(made).spec as unknown as { layer: readonly Drawn[] }).layer;
const marked = (made: FactorGraphParts, wanted: (mark: Drawn["mark"]) => boolean) =>
  layersOf(made).filter(({ mark }) => mark !== undefined && wanted(mark))
    .flatMap(({ data }) => data.values);

testDrawing("13 to 15, the graph", {
  open: factorGraph(parts),
  locked: factorGraph({ ...parts, world: "locked", choice: "chosen", below: 2 }),
});

Deno.test("factorGraph: three steps are a start, three dynamics, priors and rewards: ten factors", () => {
  assertEquals(marked(parts, ({ shape }) => shape === "square").length, 10);
  assertEquals(marked(parts, ({ shape }) => shape === "circle").length, 4 + 3 + 3);
});

Deno.test("factorGraph: locked, the start and the dynamics are padlocks, and nothing else is", () => {
  const locked: FactorGraphParts = { ...parts, world: "locked" };
  const locks = marked(locked, ({ shape }) => shape?.startsWith("M") === true);
  assertEquals(locks.map(({ x, y }) => [x, y]), [[-0.9, 0], [1, 0], [3, 0], [5, 0]]);
  assertEquals(marked(locked, ({ shape }) => shape === "square").length, 6);
  assertEquals(marked(parts, ({ shape }) => shape?.startsWith("M") === true).length, 0);
});

Deno.test("factorGraph: a lit light has rays and its role, a dark one is hollow", () => {
  assertEquals(marked(parts, ({ type }) => type === "rule").length, 2 * 5);
  const lamps = layersOf(parts).filter(({ mark }) => mark?.shape === "circle").slice(1);
  assertEquals(lamps.map(({ mark }) => mark.style), ["wish", ["paper", "inkline"], "world"]);
});

Deno.test("factorGraph: what we choose stands out", () => {
  const chosen: FactorGraphParts = { ...parts, choice: "chosen" };
  assertEquals(marked(chosen, ({ style }) => style === "bound").length, 3);
  assertEquals(marked(parts, ({ style }) => style === "bound").length, 0);
});

Deno.test("factorGraph: more marks stand at its places", () => {
  const more: FactorGraphParts["more"] = ({ dynamics }) => [
    label({ text: "here", x: dynamics(2).x, y: -0.5 }),
  ];
  assertStringIncludes(wordsOf(factorGraph({ ...parts, more })), '"x":3,"y":-0.5,"text":["here"]');
});

Deno.test("factorGraph: five steps are refused, and a light of no role", () => {
  const five = { ...parts, lights: ["wish", "wish", "wish", "wish", "wish"] as const };
  assertThrows(
    () => factorGraph(five),
    RangeError,
    "the number of lights is 5, expected at most 4",
  );
  const odd = { ...parts, lights: ["bright"] } as unknown as FactorGraphParts;
  assertThrows(() => factorGraph(odd), RangeError, "lights[0]");
});
