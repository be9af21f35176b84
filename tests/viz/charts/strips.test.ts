/** Whole charts of the language: maps on one scale, small multiples, bars of parts. */
import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import {
  type Figure,
  line,
  mapStrip,
  multiples,
  note,
  partBars,
  scoreRows,
  vegaConfig,
} from "lib/viz";
import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { assertClose } from "../../support/mod.ts";

const cells = [
  { row: 0, column: 0, letter: "S" },
  { row: 0, column: 1, letter: "." },
  { row: 1, column: 1, letter: "G" },
];
const strip = {
  headline: "The message reaches one cell more",
  description: "Two maps of three cells each, with a wall in their corner.",
  rows: 2,
  columns: 2,
  cells,
  maps: [
    {
      values: [0, -2, -Infinity],
      title: "t = 1",
      outlines: [{ inside: [true, true, false], role: "world" }],
    },
    { values: [-4, -1, 0], title: "t = 2", whiskers: [[0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 0]] },
  ],
  shade: "log message [nats]",
  classes: [-3, -1.5, -0.5],
} as const;
const rounds = {
  headline: "The line falls round by round",
  description: "Four small plots of a falling line, one a round.",
  x: { title: "time", unit: "min", domain: [0, 1] },
  y: { title: "value", unit: "nats", domain: [0, 10], values: [0, 5, 10] },
  panels: [1, 2, 3, 4].map((k) => ({
    title: `round ${k}`,
    layers: [line({ name: "it", x: [0, 1], y: [9 / k, 8 / k], role: "bound" })],
  })),
} as const;
const bars = {
  headline: "The second bar trades luck for choice",
  description: "Two bars from one zero, each of luck and of choice.",
  x: { title: "gap", unit: "nats", domain: [0, 1] },
  zero: "log p(O) = −2.40",
  parts: [{ name: "luck", role: "world" }, { name: "choice", role: "bound" }],
  bars: [{ name: "first", values: [0.5, 0.25], end: "−3.15" }, {
    name: "second",
    values: [0.25, 0.5],
  }],
} as const;

const scores = {
  headline: "One method is far better than the other",
  description: "Three methods in rows, each with its runs and an interval.",
  x: { title: "return", domain: [-200, -100] },
  rows: [
    { name: "far left", role: "bound", runs: [-198, -196], estimate: -197, low: -199, high: -195 },
    { name: "right", role: "world", runs: [-120, -110], estimate: -115, low: -125, high: -105 },
    { name: "off", role: "quiet", runs: [-900], estimate: -900, low: -900, high: -900 },
  ],
  reference: { x: -102, label: "a plan" },
} as const;

/** What Vega complains of, in both looks. */
async function complaintsOf({ spec }: Figure): Promise<readonly string[]> {
  const complaints: string[] = [];
  const say = (...words: string[]) => (complaints.push(words.join(" ")), logger);
  const logger = { ...vega.logger(vega.Warn), warn: say, error: say };
  for (const look of ["light", "dark"] as const) {
    const options = { config: vegaConfig(look), logger: logger as never };
    const lite = compile(spec as unknown as TopLevelSpec, options);
    await new vega.View(vega.parse(lite.spec), { renderer: "none" }).toSVG();
  }
  return complaints;
}

Deno.test("mapStrip, multiples, partBars, scoreRows: Vega draws them without a complaint, in roles", async () => {
  for (
    const made of [
      mapStrip(strip),
      multiples(rounds),
      partBars(bars),
      scoreRows(scores),
    ]
  ) {
    assertEquals(JSON.stringify(made.spec).match(/#[0-9a-f]{6}\b|viridis/gi), null);
    assertEquals(await complaintsOf(made), []);
  }
});

/** The rows of a strip's layers, each a list of numbers. */
const rowsOf = ({ spec }: Figure) =>
  (spec.layer as readonly { readonly data: { readonly values: unknown } }[]).map(({ data }) =>
    typeof data.values === "string"
      ? data.values.split("\n").slice(1).filter((row) => row !== "").map((row) =>
        row.split(",").map(Number)
      )
      : []
  );

Deno.test("mapStrip: a wall is no cell, a shade a cell, and a dot where nothing is possible", () => {
  const [walls, shades, dots] = rowsOf(mapStrip(strip));
  assertEquals(walls!.length, 2); // one on each map
  assertEquals(shades!.map((row) => row.at(-1)), [0, -2, -4, -1, 0]);
  assertEquals(dots!.length, 1);
  const [x, y, x2, y2] = shades![0]!;
  assertClose([x2! - x!, y2! - y!], [1, 1], { atol: 1e-5 }); // six digits are kept
  const [dotX, dotY] = dots![0]!;
  assertClose([dotX! - x!, dotY! - y!], [1.5, 1.5], { atol: 1e-5 });
});

Deno.test("mapStrip: an outline runs between cells in and out, not along walls", () => {
  const [, , , outline] = rowsOf(mapStrip(strip));
  assertEquals(outline!.length, 1); // only below the second cell
  const [x, y, x2, y2] = outline![0]!;
  assertClose([x2! - x!, y2! - y!], [1, 0], { atol: 1e-5 });
});

Deno.test("mapStrip: at() is where a cell is drawn, for marks of one's own", () => {
  let place = { x: 0, y: 0 };
  const made = mapStrip({
    ...strip,
    more: (at) => {
      place = at({ map: 1, row: 1, column: 1 });
      return [note({ text: "here", x: place.x - 1.2, y: place.y, at: place, align: "right" })];
    },
  });
  const shades = rowsOf(made)[1]!;
  const [x, y] = shades.at(-1)!; // the second map's last cell
  assertClose([place.x - x!, place.y - y!], [0.5, 0.5], { atol: 1e-5 });
});

Deno.test("mapStrip: shades are classes with the same bounds on every map", () => {
  const spec = JSON.stringify(mapStrip(strip).spec);
  assertStringIncludes(spec, '"type":"threshold","domain":[-3,-1.5,-0.5],"range":"ramp4"');
  assertThrows(() => mapStrip({ ...strip, classes: [0, 0] }), RangeError, "ascending numbers");
  assertThrows(
    () => mapStrip({ ...strip, maps: [{ values: [1, 2] }] }),
    RangeError,
    "maps[0].values is [2], expected [3], one a cell",
  );
  assertThrows(
    () => mapStrip({ ...strip, maps: [{ values: [1, 2, NaN] }] }),
    RangeError,
    "values[2]",
  );
  assertThrows(
    () => mapStrip({ ...strip, cells: [{ row: 2, column: 0, letter: "." }] }),
    RangeError,
    "a row below 2",
  );
});

Deno.test("multiples: labels at the left and at the foot only, the title of y once", () => {
  const { spec } = multiples(rounds);
  const panels = spec.concat as readonly {
    readonly encoding: {
      readonly [axis: string]: { readonly axis: Readonly<Record<string, unknown>> };
    };
  }[];
  const of = (axis: string, name: string) =>
    panels.map(({ encoding }) => encoding[axis]!.axis[name]);
  assertEquals(of("y", "labels"), [true, false, false, true]);
  assertEquals(of("y", "title"), ["value [nats]", null, null, null]);
  assertEquals(of("x", "labels"), [false, undefined, undefined, undefined]);
  assertEquals(of("x", "title"), [null, null, null, "time [min]"]);
  assertEquals(spec.usermeta, { columns: "keep" });
});

Deno.test("partBars: each part begins where the one before ends, all bars at zero", () => {
  const { layer } = partBars(bars).spec as unknown as {
    readonly layer: readonly {
      readonly mark?: { readonly type: string };
      readonly data: { readonly values: readonly Readonly<Record<string, number>>[] };
    }[];
  };
  const boxes = layer.filter(({ mark }) => mark?.type === "rect").map(({ data }) => data.values);
  assertEquals(boxes.map((each) => each.map(({ x, x2 }) => [x, x2])), [
    [[0, 0.5], [0, 0.25]],
    [[0.5, 0.75], [0.25, 0.75]],
  ]);
  assert(JSON.stringify(layer).includes("−3.15"));
  assertThrows(
    () => partBars({ ...bars, bars: [{ name: "one", values: [1] }] }),
    RangeError,
    "bars[0].values is [1], expected [2]",
  );
});

Deno.test("scoreRows: names stand where there is room; a score off the scale is named at the edge", () => {
  const { layer } = scoreRows(scores).spec as unknown as {
    readonly layer: readonly {
      readonly data: {
        readonly values: readonly { readonly x: number; readonly text?: string[] }[];
      };
    }[];
  };
  const words = layer.flatMap(({ data }) => data.values).filter(({ text }) => text !== undefined);
  const place = (name: string) => words.find(({ text }) => text![0]!.includes(name))!;
  assert(place("far left: −197").x > -195); // no room to its left
  assert(place("right: −115").x < -125);
  assertEquals([place("◂ off: −900").x], [-200]);
  assertThrows(
    () => scoreRows({ ...scores, x: { title: "return" } }),
    TypeError,
    "x.domain is undefined, expected the range where methods differ",
  );
});
