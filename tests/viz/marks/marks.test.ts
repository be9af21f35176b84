/** The language of the course's figures: what each mark draws, and what it refuses. */
import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import {
  arrows,
  band,
  blend,
  contours,
  dots,
  type Figure,
  figure,
  histogram,
  label,
  type Layer,
  line,
  note,
  panels,
  rule,
  runs,
  stack,
  steps,
  textWidth,
  vegaConfig,
} from "lib/viz";
import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { assertClose } from "../../support/mod.ts";

const parts = {
  headline: "A made-up finding in few words",
  description: "A made-up curve for a test, x against y.",
  x: { title: "time", unit: "min", domain: [0, 4] },
  y: { title: "value", unit: "nats", domain: [0, 10], values: [0, 5, 10] },
} as const;
const drawn = (...layers: Layer[]) => figure({ ...parts, layers });
const [x, y] = [[0, 2, 4], [1, 4, 9]];

/** One figure with every mark of the language in it. */
const all = drawn(
  stack({
    x,
    parts: [{ name: "a", y, role: "fillA" }, { name: "b", y: [1, 1, 1], role: "fillB" }],
    sum: "a + b",
  }),
  steps({ name: "seen", edges: [0, 1, 2], heights: [3, 4] }),
  histogram({ name: "bars", edges: [0, 1, 2], heights: [3, 4], role: "quiet" }),
  band({ name: "between", x, low: [0, 1, 2], high: [1, 2, 3], role: "bound" }),
  runs({ name: "runs", x, runs: [y, [2, 3, 4]], role: "bound" }),
  line({ name: "mean", x, y, role: "bound", dash: "dashed", casing: true }),
  dots({ name: "data", x, y, role: "ink", shape: "triangle-up" }),
  dots({ name: "believed", x, y, belief: [0, 0.5, 1] }),
  blend({ name: "way", x, y, belief: [0, 0.5, 1] }),
  contours({ name: "map", x: [0, 4], y: [0, 10], values: [0, 1, 1, 2], levels: [0.5] }),
  arrows({ name: "step", x: [0], y: [0], x2: [4], y2: [10], role: "wish" }),
  rule({ y: 5, label: "exact", role: "world" }),
  label({ text: ["two", "lines"], x: 1, y: 5, role: "bound" }),
  note({ text: "look here: 4", x: 2, y: 8, at: { x: 2, y: 4 } }),
);

/** The picture as Vega draws it, and what it complains of. */
async function svgOf({ spec }: Figure, look: "light" | "dark") {
  const complaints: string[] = [];
  const say = (...words: string[]) => (complaints.push(words.join(" ")), logger);
  const logger = { ...vega.logger(vega.Warn), warn: say, error: say };
  const config = vegaConfig(look);
  const lite = compile(spec as unknown as TopLevelSpec, { config, logger: logger as never });
  const view = new vega.View(vega.parse(lite.spec), { renderer: "none", logger: logger as never });
  return { svg: await view.toSVG(), complaints };
}

Deno.test("marks: no colour is a value in a specification; the look gives all of them", async () => {
  assertEquals(JSON.stringify(all.spec).match(/#[0-9a-f]{3,8}\b|rgba?\(|"white"|"black"/gi), null);
  const [light, dark] = [await svgOf(all, "light"), await svgOf(all, "dark")];
  assertEquals([light.complaints, dark.complaints], [[], []]);
  for (const role of ["#c54a00", "#0a7a5a", "#0f5c97"]) {
    assertStringIncludes(light.svg, role);
    assert(!dark.svg.includes(role), `${role} in the dark`);
  }
});

Deno.test("marks: a figure of roles has no legend", () => {
  assert(!JSON.stringify(all.spec).includes('"legend":{'));
});

Deno.test("stack: each part begins where the one below ends, and their sum is on top", () => {
  const [layer] = all.spec.layer as readonly { readonly layer: readonly Values[] }[];
  const [a, b, edge, sum] = layer!.layer.map(({ data }) => data.values);
  assertEquals(a!.map(({ y, y2 }) => [y2, y]), [[0, 1], [0, 4], [0, 9]]);
  assertEquals(b!.map(({ y, y2 }) => [y2, y]), [[1, 2], [4, 5], [9, 10]]);
  assertEquals(edge!.map(({ y }) => y), [1, 4, 9]);
  assertEquals(sum!.map(({ y }) => y), [2, 5, 10]);
});

interface Values {
  readonly data: { readonly values: readonly Readonly<Record<string, number>>[] };
}

Deno.test("steps: an outline of the bars, from zero to zero", () => {
  const made = drawn(steps({ name: "seen", edges: [0, 1, 3], heights: [3, 4] }));
  const [{ data }] = made.spec.layer as unknown as readonly [Values];
  assertEquals(data.values.map(({ x, y }) => [x, y]), [[0, 0], [0, 3], [1, 3], [1, 4], [3, 4], [
    3,
    0,
  ]]);
  assertThrows(
    () => steps({ name: "s", edges: [0, 1], heights: [1, 2] }),
    RangeError,
    "edges is [2]",
  );
});

Deno.test("runs: one thin line each; one of another length is named", () => {
  const made = drawn(runs({ name: "runs", x, runs: [y, y], role: "bound" }));
  const [{ data }] = made.spec.layer as unknown as readonly [Values];
  assertEquals(data.values.map(({ group }) => group), [0, 0, 0, 1, 1, 1]);
  assertThrows(
    () => runs({ name: "runs", x, runs: [y, [1]], role: "bound" }),
    RangeError,
    "runs[1] is [1], expected [3]",
  );
});

Deno.test("blend: a piece between two points of one line, in the belief of its middle", () => {
  const made = drawn(
    blend({ name: "way", x: [0, 1, 2], y: [0, 0, 0], group: [0, 0, 1], belief: [0, 1, 1] }),
  );
  const [{ data }] = made.spec.layer as unknown as readonly [
    { readonly data: { readonly values: string } },
  ];
  assertEquals(data.values, "x,y,x2,y2,belief\n0,0,1,0,0.50");
  assertThrows(
    () => blend({ name: "way", x: [0], y: [0], belief: [1.5] }),
    RangeError,
    "belief[0] is 1.5, expected a number in [0, 1]",
  );
});

Deno.test("contours: of a round hill they are circles, and a saddle's lines do not cross", () => {
  const places = Array.from({ length: 41 }, (_, i) => -2 + i / 10);
  const rowsOf = (height: (x: number, y: number) => number, levels: number[]) => {
    const values = places.flatMap((y) => places.map((x) => height(x, y)));
    const domain = [-2, 2] as const;
    const made = figure({
      ...parts,
      x: { title: "x", domain },
      y: { title: "y", domain },
      layers: [contours({ name: "hill", x: places, y: places, values, levels })],
    });
    const [{ data }] = made.spec.layer as unknown as readonly [{ data: { values: string } }];
    return data.values.split("\n").slice(1).map((row) => row.split(",").map(Number));
  };
  const circle = rowsOf((x, y) => x * x + y * y, [1]);
  // straight pieces over a tenth: a linear guess of a square errs by at most 0.1²/8 there
  for (const [x, y] of circle) assertClose(Math.hypot(x!, y!), 1, { atol: 2e-3 });
  const around = circle.reduce((sum, [x, y, x2, y2]) => sum + Math.hypot(x2! - x!, y2! - y!), 0);
  assertClose(around, 2 * Math.PI, { rtol: 5e-3 }); // a polygon of some 80 sides
  const saddle = rowsOf((x, y) => (x - 0.05) * (y - 0.05), [0.001]);
  assert(
    saddle.every(([x, y, x2, y2]) =>
      (x! - 0.05) * (y! - 0.05) > -1e-6 && (x2! - 0.05) * (y2! - 0.05) > -1e-6
    ),
  );
  assertThrows(
    () => contours({ name: "hill", x: [0, 1], y: [0, 1], values: [1], levels: [0] }),
    RangeError,
    "values is [1], expected [4], one for each of 2 × 2 places",
  );
});

Deno.test("arrows: heads are turned as the arrow stands in the plot, and need domains", () => {
  const made = drawn(arrows({ name: "up", x: [0, 0], y: [0, 0], x2: [0, 4], y2: [10, 0] }));
  const [{ data }] = made.spec.layer as unknown as readonly [
    { readonly data: { readonly values: string } },
  ];
  const turns = data.values.split("\n").slice(1).map((row) => Number(row.split(",").at(-1)));
  assertEquals(turns, [0, 90]); // up, and to the right
  const free = { ...parts, x: { title: "time" } };
  assertThrows(
    () => figure({ ...free, layers: [arrows({ name: "a", x: [0], y: [0], x2: [1], y2: [1] })] }),
    TypeError,
    "the axis' domain is undefined",
  );
});

Deno.test("label: words that leave the plot are refused, on a phone, too", () => {
  const at = (text: string, x: number, align: "left" | "right" = "left") => () =>
    drawn(label({ text, x, y: 5, align }));
  assertEquals(at("short", 0)().spec.width, 450);
  assertThrows(at("far to the right", 3.9), RangeError, "stay within a plot of 450 pixels");
  assertThrows(
    at("near the right end of it all", 2),
    RangeError,
    "stay within a plot of 280 pixels",
  );
  assertThrows(at("far to the left", 0.2, "right"), RangeError, "align their other end");
  assertEquals(at("near the right end of it all", 4, "right")().spec.width, 450);
});

Deno.test("labels: words that cover others are refused, on a phone, too, but not in other frames", () => {
  const two = (y: number, text = "one", align: "left" | "right" = "left") => () =>
    drawn(
      label({ text: "other", x: 0, y: 5 }),
      label({ text, x: align === "left" ? 0 : 4, y, align }),
    );
  assertEquals(two(6)().spec.width, 450);
  assertThrows(
    two(5.2),
    RangeError,
    'expected words off "other", which they cover by 30 × 8 pixels',
  );
  const long = "at the other end of it all, and so on";
  assertThrows(two(5, long, "right"), RangeError, "in a plot of 280");
  const frames = figure({
    ...parts,
    slider: { label: "step", min: 0, max: 1 },
    layers: [0, 1].map((frame) => label({ text: "here", x: 0, y: 5, frame })),
  });
  assertEquals((frames.spec.layer as unknown[]).length, 2);
});

Deno.test("note: words stand beside their leader, which ends at what they speak of", () => {
  const made = drawn(
    note({ text: ["one", "two"], x: 2, y: 8, at: { x: 2, y: 4 }, align: "right" }),
  );
  const [{ data, layer }] = made.spec.layer as unknown as readonly [
    Values & { readonly layer: readonly unknown[] },
  ];
  const [{ x: left, y: from, x2, y2 }] = data.values as unknown as readonly [
    Record<string, number>,
  ];
  assertEquals([left, from, x2, y2], [2, 8, 2, 4]);
  assertStringIncludes(JSON.stringify(layer), '"dx":-7,"dy":9'); // lines hang from the leader's top
});

Deno.test("note: a leader does not go through its own words", () => {
  const at = { x: 4, y: 5.4 };
  assertThrows(() => drawn(note({ text: "one", x: 2, y: 5, at })), RangeError, "sideways");
  drawn(
    note({ text: "one", x: 2, y: 5, at, align: "right" }),
    line({ name: "a", x: [0, 4], y: [2, 2], role: "ink" }),
  );
});

Deno.test("figure: a headline is two lines of at most 340 pixels, its left end at the labels'", () => {
  const titled = (headline: string) =>
    figure({ ...parts, headline, layers: [line({ name: "l", x, y, role: "ink" })] });
  const words = "Guessing causes from the prior sinks below the truth";
  const { title } = titled(words).spec as unknown as {
    readonly title: { readonly text: readonly string[]; readonly dx: number };
  };
  assertEquals(title.text.length, 2);
  for (const row of title.text) assert(textWidth(row, { size: 16, weight: "bold" }) <= 340);
  assertClose(title.dx, -(textWidth("10") + 6), { atol: 0.5 }); // rounded to a pixel
  assertThrows(() => titled(`${words} and goes on and on and on`), RangeError, "fit two lines");
});

Deno.test("figure: titles of axes lie flat, are refused when they are wider than a phone", () => {
  const { y: up } = all.spec.encoding as {
    readonly y: { readonly axis: { readonly titleX: number } };
  };
  assertEquals(up.axis.titleX, (all.spec as unknown as { title: { dx: number } }).title.dx);
  const long = "a quantity whose name is so long that nobody will ever read it";
  assertThrows(
    () =>
      figure({ ...parts, y: { title: long }, layers: [line({ name: "l", x, y, role: "ink" })] }),
    RangeError,
    "y.title",
  );
});

Deno.test("panels: small multiples stay together and keep their shape where all do", () => {
  const map = figure({
    ...parts,
    keepsShape: true,
    layers: [line({ name: "l", x, y, role: "ink" })],
  });
  const both = panels({ figures: [map, map], description: parts.description, together: true });
  assertEquals(both.spec.usermeta, { shape: "keep", columns: "keep" });
  const mixed = panels({ figures: [map, all], description: parts.description });
  assertEquals(mixed.spec.usermeta, undefined);
});
