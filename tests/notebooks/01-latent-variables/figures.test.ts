/** Chapter 01: its figures say what they draw, and no colour stands in them as a value. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import {
  driversAndTree,
  estimateErrors,
  mixtureFromParts,
  spiralPoints,
  waitHistogram,
} from "chapters/01-latent-variables/figures.ts";
import type { Figure } from "lib/viz";
import { oldFaithful } from "data";
import { testDrawing, wordsOf as words } from "../../support/figures.ts";
import { assertClose } from "../../support/mod.ts";

const { waiting } = await oldFaithful();
const geyser = {
  weights: [0.36085, 0.63915],
  components: [54.61364, 80.09031].map((centre) => ({
    mean: [centre],
    covariance: { kind: "spherical" as const, variance: 5.86909 ** 2 },
  })),
};
const spiralAt = (z: number) => {
  const radius = 1 + 0.35 * 3 * z / Math.PI;
  return [radius * Math.cos(3 * z), radius * Math.sin(3 * z)] as const;
};
const sideways = (x: number) => 1.5 / (1 + Math.exp((x - 20) / 3));
const runs = [1, 28].flatMap((D) => [-1, -2, -3].map((error) => ({ D, error: D * error })));
const figures: Readonly<Record<string, Figure>> = {
  waitHistogram: waitHistogram(waiting),
  mixtureFromParts: mixtureFromParts(waiting, geyser),
  spiralPoints: spiralPoints([[1, 0], [0, 1]], spiralAt),
  estimateErrors: estimateErrors(runs, 100_000),
  driversAndTree: driversAndTree(sideways, 0.25),
};

testDrawing("01", figures);

Deno.test("waitHistogram: its words count its data, the valley's bar among them", () => {
  assertStringIncludes(waitHistogram([50, 60, 60, 72, 80, 80]).description, "6 waits");
  const between = waiting.filter((wait) => wait >= 65 && wait < 70).length;
  assertStringIncludes(words(figures.waitHistogram!), `only ${between} of 272`);
});

Deno.test("mixtureFromParts: both numbers of the valley are its weighted parts", () => {
  const written = words(figures.mixtureFromParts!);
  const at = Number(/at ([\d.]+) min/.exec(written)![1]);
  const [one, other] = geyser.components.map(({ mean }, k) =>
    geyser.weights[k]! * Math.exp(-0.5 * ((at - mean[0]!) / 5.86909) ** 2) /
    (5.86909 * Math.sqrt(2 * Math.PI))
  );
  assertStringIncludes(written, `${one!.toFixed(4)} + ${other!.toFixed(4)}`);
  assert(at > 60 && at < 75);
});

Deno.test("estimateErrors: a line through the mean of each dimension's runs", () => {
  const { layer } = figures.estimateErrors!.spec as unknown as {
    readonly layer: readonly { readonly data: { readonly values: readonly { y: number }[] } }[];
  };
  assertEquals(layer[1]!.data.values.map(({ y }) => y), [-2, -56]);
  assertStringIncludes(words(figures.estimateErrors!), "56.0 nats short");
  assertStringIncludes(words(figures.estimateErrors!), "100,000 draws each");
});

Deno.test("driversAndTree: the split is where the side outweighs the noise", () => {
  const split = 20 + 3 * Math.log(1.5 / 0.25 - 1); // m(x) = σ
  assertStringIncludes(words(figures.driversAndTree!), `at ${split.toFixed(1)} m`);
  const { width, height } = figures.driversAndTree!.spec as { width: number; height: number };
  const metre = { along: width / 45.4, across: height / 5.2 };
  const times = (metre.across / metre.along).toFixed(0);
  assertStringIncludes(words(figures.driversAndTree!), `sideways steering, ${times}×`);
  const { layer } = figures.driversAndTree!.spec as unknown as {
    readonly layer: readonly { readonly data: { readonly values: unknown } }[];
  };
  const csv = layer.map(({ data }) => data?.values).find((each) =>
    typeof each === "string"
  ) as string;
  const rows = csv.split("\n").slice(1).map((row) => row.split(",").map(Number));
  const ends = rows.filter(([, , x2]) => x2 === 0).map(([, , , y2]) => y2!);
  assertEquals(ends.length, 58);
  // as many on each side, none near the trunk, and on average into it
  assert(ends.every((y) => Math.abs(y) > 0.9));
  assertClose(ends.reduce((sum, y) => sum + y, 0), 0, { atol: 1e-9 });
});
