/** Chapter 15: its figures draw what they are given, and can be drawn from the least there is. */
import { assertEquals, assertGreater } from "@std/assert";
import { buyingBound, gapStack, luckyOutcomes } from "chapters/15-optimism/figures.ts";
import { renderPicture } from "lib/notebook";

type Spec = { layer: { data: { values: Record<string, number>[] } }[] };

Deno.test("gapStack: every column ends at the log-evidence", () => {
  const splits = [
    { name: "one", bound: -3, start: 0.5, luck: 0.25, choice: 0.25 },
    { name: "two", bound: -2.5, start: 0.5, luck: 0, choice: 0 },
  ];
  const { layer } = gapStack(splits, -2).spec as unknown as Spec;
  const tops = layer[3]!.data.values.map(({ y }) => y);
  assertEquals(tops, [-2, -2]);
  const bottoms = layer[0]!.data.values.map(({ y2 }) => y2);
  assertEquals(bottoms, [-3.6, -3.6]); // a common floor below the lowest bound
});

Deno.test("the figures of chapter 15 can be drawn from the least there is", async () => {
  const figures = [
    luckyOutcomes(
      [0, 1].map((power) => ({ power, wish: [0.5, 0.5], awake: [1, 0], real: [1, 0] })),
      ["stays", "goes"],
    ),
    buyingBound([0.1, 0.5, 0.9], [-1, -0.5, -1], { best: 0.5, posterior: 0.9 }),
  ];
  for (const each of figures) assertGreater((await renderPicture(each)).png.length, 1000);
});
