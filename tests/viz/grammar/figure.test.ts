import { assertEquals, assertMatch, assertStringIncludes, assertThrows } from "@std/assert";
import {
  bins,
  dots,
  ellipse,
  figure,
  heat,
  histogram,
  line,
  markers,
  palette,
  panels,
  rule,
  vegaConfig,
} from "lib/viz";
import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { assertClose } from "../../support/mod.ts";

const parts = {
  description: "A made-up curve for a test, x against y.",
  x: { title: "time", unit: "min" },
  y: { title: "value", unit: "nats" },
};
const straight = line({ name: "y = x", x: [0, 1, 2], y: [0, 1, 2] });

Deno.test("figure: titled axes with units, no ink of its own, and Vega draws it without a warning", async () => {
  const made = figure({
    ...parts,
    layers: [straight, rule({ y: 1, label: "exact" }), dots({ name: "data", x: [1], y: [1] })],
  });
  const warnings: string[] = [];
  const logger = {
    ...vega.logger(vega.Warn),
    warn: (...words: string[]) => (warnings.push(words.join(" ")), logger),
  };
  const { spec } = compile(made.spec as unknown as TopLevelSpec, { logger: logger as never });
  const svg = await new vega.View(vega.parse(spec), { renderer: "none" }).toSVG();
  assertEquals(warnings, []);
  for (const words of ["time [min]", "value [nats]", "exact", "y = x"]) {
    assertStringIncludes(svg, words);
  }
  assertEquals(made.spec.config, undefined); // the theme is the page's
});

Deno.test("rule: its line reaches from edge to edge", async () => {
  const made = figure({ ...parts, layers: [straight, rule({ y: 1, label: "exact" })] });
  const svg = await new vega.View(vega.parse(compile(made.spec as unknown as TopLevelSpec).spec), {
    renderer: "none",
  }).toSVG();
  assertMatch(svg, /x2="560" y2="0"[^>]*stroke-dasharray="6,4"/);
});

Deno.test("figure: a short description is refused", () => {
  assertThrows(
    () => figure({ ...parts, description: "a plot", layers: [straight] }),
    RangeError,
    'description is "a plot", expected a sentence',
  );
});

Deno.test("figure: NaN, unequal lengths, too many points, log of zero: each by name", () => {
  const drawn = (columns: Parameters<typeof line>[0], y: object = parts.y) => () =>
    figure({ ...parts, y: y as typeof parts.y, layers: [line(columns)] });
  assertThrows(
    drawn({ name: "loss", x: [0, 1], y: [0, NaN] }),
    RangeError,
    "Cannot draw loss: y[1] is NaN, expected a finite number",
  );
  assertThrows(drawn({ name: "loss", x: [0], y: [0, 1] }), RangeError, "y is [2], expected [1]");
  const many = new Float64Array(5001);
  assertThrows(drawn({ name: "loss", x: many, y: many }), RangeError, "thin it");
  assertThrows(
    drawn({ name: "gap", x: [0], y: [0] }, { title: "gap", log: true }),
    RangeError,
    "positive",
  );
  assertThrows(drawn({ name: "a", x: [0], y: [0], frame: [0] }), TypeError, "slider");
});

Deno.test("figure: a slider needs its start between its ends", () => {
  const slider = { label: "step", min: 0, max: 4, start: 9 };
  assertThrows(() => figure({ ...parts, layers: [straight], slider }), RangeError, "is [0,4,1,9]");
});

Deno.test("figure: a slider shows one frame", async () => {
  const frames = line({ name: "q", x: [0, 1, 0, 1], y: [0, 0, 5, 5], frame: [0, 0, 1, 1] });
  const made = figure({ ...parts, layers: [frames], slider: { label: "step", min: 0, max: 1 } });
  const view = new vega.View(vega.parse(compile(made.spec as unknown as TopLevelSpec).spec), {
    renderer: "none",
  });
  const before = await view.toSVG();
  await view.signal("stepFrame", 1).runAsync();
  assertEquals(before === await view.toSVG(), false);
});

Deno.test("panels: keeps every figure; none is refused", () => {
  const one = figure({ ...parts, layers: [straight] });
  const both = panels({
    figures: [one, one],
    description: "The same made-up curve twice, side by side.",
  });
  assertEquals((both.spec.concat as unknown[]).length, 2);
  assertThrows(() => panels({ figures: [], description: parts.description }), RangeError, "is [0]");
});

Deno.test("bins: nothing is lost; areas add to one; values outside are refused", () => {
  const { counts, densities } = bins([0, 0.5, 1, 1.5, 2], [0, 2], 4);
  assertEquals(counts, [1, 1, 1, 2]);
  assertClose(densities.reduce((sum, each) => sum + each * 0.5, 0), 1, { atol: 1e-15 });
  assertThrows(() => bins([3], [0, 2], 4), RangeError, "values[0] is 3");
  assertThrows(() => bins([1], [2, 0], 4), RangeError, "range");
  assertThrows(() => histogram({ name: "h", edges: [0, 1], heights: [1, 2] }), RangeError, "edges");
});

Deno.test("ellipse: every point lies at the radius; a matrix that is not positive definite is refused", () => {
  const [mean, a, b, c] = [[1, 2], 2, 0.6, 0.5] as const;
  const outline = ellipse(mean, [[a, b], [b, c]], 2);
  outline.x.forEach((x, i) => {
    const [u, v] = [x - 1, outline.y[i]! - 2];
    const distance = (c * u * u - 2 * b * u * v + a * v * v) / (a * c - b * b);
    assertClose(distance, 4, { rtol: 1e-9 });
  });
  assertThrows(() => ellipse([0, 0], [[1, 2], [2, 1]]), RangeError, "positive definite");
});

Deno.test("heat: cells carry values; theme: every colour keeps contrast 3 on white and on black", () => {
  const made = figure({
    ...parts,
    layers: [heat({ name: "p", x: [0, 1], y: [0, 0], value: [1, 2], cell: [1, 1] })],
  });
  assertStringIncludes(JSON.stringify(made.spec), "0.48,1.52,-0.52,0.52,2"); // x, x2, y, y2, value
  const luminance = (colour: string) => {
    const [r, g, b] = [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16) / 255)
      .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  for (const colour of palette) {
    const light = luminance(colour);
    assertEquals([
      colour,
      1.05 / (light + 0.05) >= 3,
      (light + 0.05) / (luminance("#111111") + 0.05) >= 3,
    ], [colour, true, true]);
  }
  assertThrows(() => vegaConfig("sepia" as "dark"), RangeError, "sepia");
});

Deno.test("markers: words stand on one of four sides, or the side is named", () => {
  assertThrows(
    () => markers({ x: [1], y: [1], text: ["here"], side: "top" as "above" }),
    RangeError,
    'side is "top", expected one of "left", "right", "above", "below"',
  );
});

Deno.test("figure: a layer of one's own is looked at when it is made and when it is built", () => {
  const build = (layer: object) => () => figure({ ...parts, layers: [layer as typeof straight] });
  assertThrows(
    build({ legend: [] }),
    TypeError,
    "layers[0].build is undefined, expected a function",
  );
  assertThrows(
    build({ legend: [], build: () => "a mark" }),
    TypeError,
    'layers[0].build() is "a mark", expected a plain object',
  );
});

Deno.test("axis: a domain without extent, a category named twice and a format of no number are refused", () => {
  const along = (x: object) => () =>
    figure({ ...parts, x: { title: "x", ...x }, layers: [straight] });
  assertThrows(along({ domain: [1, 1] }), RangeError, "x.domain is [1,1]");
  assertThrows(along({ categories: ["a", "a"] }), RangeError, "each category once");
  assertThrows(along({ format: "two digits" }), RangeError, 'x.format is "two digits"');
  assertEquals(along({ format: "+.2~f" })().spec.width, 560);
});
