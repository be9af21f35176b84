/** Good calls of lib/viz: layers in a figure, whole charts, films; what Vega reads is not spoilt. */
import * as viz from "lib/viz";
import type { Call, Folder } from "../call.ts";

// deno-lint-ignore no-explicit-any -- a harness hands functions what their types forbid
type Any = any;

const description = "A made-up picture for a harness, x against y.";
const AXES = {
  x: { title: "x", unit: "m", domain: [0, 4] },
  y: { title: "y" },
};
const BOTH = { x: { title: "x", domain: [0, 4] }, y: { title: "y", domain: [0, 4] } };
const CATEGORIES = { x: { title: "x", categories: ["a", "b"] }, y: { title: "y" } };
const SLIDER = { label: "step", min: 0, max: 2, step: 1, start: 0 };

/** A layer, and what a figure builds of it; its parts are a table. */
function layered(
  name: string,
  make: (parts: Any) => Any,
  parts: Readonly<Record<string, unknown>>,
  { axes = AXES, slider, fine = [] }: {
    readonly axes?: object;
    readonly slider?: object;
    readonly fine?: readonly RegExp[];
  } = {},
): Call {
  // beside a layer with a legend, so that a legend is nothing new
  const rest: Any = { description, ...axes, ...(slider === undefined ? {} : { slider }) };
  const call = (given: unknown) =>
    viz.figure({ ...rest, layers: [make(given), axes === CATEGORIES ? viz.bars(BAR) : LAYER()] });
  return { name, args: () => [parts], call, options: ["0"], fine };
}

/** A whole picture from one table. */
function pictured(
  name: string,
  call: (parts: Any) => unknown,
  parts: Readonly<Record<string, unknown>>,
  more: Partial<Call> = {},
): Call {
  return { name, args: () => [parts], call, ...more, options: ["0", ...more.options ?? []] };
}

const LAYER = () => viz.line({ name: "a", x: [1, 2], y: [1, 2] });
const FIGURE = () => viz.figure({ description, ...AXES, layers: [LAYER()] } as Any);
const COLUMNS = { name: "a", x: [0, 1], y: [1, 2], colour: 1, group: [0, 1], frame: [0, 1] };
const ROLED = { name: "a", x: [0, 1], y: [1, 2], role: "bound" };
const BAR = { name: "a", x: ["a", "b"], y: [1, 2] };
const WORDS = { description, headline: "A film of a world" };
const REFERENCES = [{ y: 1, label: "a wish", place: "end" }];

const LAYERS: readonly Call[] = [
  layered("line", viz.line, { ...COLUMNS, width: 2 }, { slider: SLIDER }),
  layered("dots", viz.dots, { ...COLUMNS, size: 20, opacity: 0.5 }, { slider: SLIDER }),
  layered("bars", viz.bars, { ...BAR, opacity: 0.5 }, { axes: CATEGORIES }),
  {
    name: "groupedBars",
    args: () => [[BAR, { ...BAR, name: "b" }]],
    call: (groups: Any) =>
      viz.figure({ description, ...CATEGORIES, layers: [viz.groupedBars(groups)] } as Any),
    options: ["0.0", "0.1"],
  },
  layered("band", viz.band, { name: "a", x: [0, 1], low: [0, 1], high: [2, 3] }),
  layered("histogram", viz.histogram, { name: "a", edges: [0, 1, 2], heights: [1, 2] }),
  layered("heat", viz.heat, {
    name: "a",
    x: [0, 1],
    y: [0, 1],
    value: [1, 2],
    cell: [1, 1],
    scale: "ramp",
    legend: false,
  }),
  layered("rings", viz.rings, {
    name: "a",
    x: [0, 1],
    y: [0, 1],
    role: "ink",
    size: 90,
    width: 1,
  }),
  layered("ranges", viz.ranges, { name: "a", x: ["a", "b"], low: [0, 1], high: [2, 3] }, {
    axes: CATEGORIES,
  }),
  layered("rule", viz.rule, { label: "exact", place: "end", y: 1 }),
  layered("rule upright", viz.rule, { label: "exact", x: 1 }),
  layered("line of a role", viz.line, { ...ROLED, width: 2, dash: "long", casing: true }),
  layered("dots of a role", viz.dots, { ...ROLED, shape: "square", belief: [0, 1] }),
  layered("band of a role", viz.band, {
    name: "a",
    x: [0, 1],
    low: [0, 1],
    high: [2, 3],
    role: "bound",
    opacity: 0.5,
  }),
  layered("histogram of a role", viz.histogram, {
    name: "a",
    edges: [0, 1, 2],
    heights: [1, 2],
    role: "ink",
    opacity: 0.5,
  }),
  layered("label", viz.label, {
    text: "a",
    x: 1,
    y: 1,
    role: "bound",
    align: "center",
    bold: false,
    halo: false,
    frame: 1,
  }, { slider: SLIDER }),
  layered("note", viz.note, {
    text: ["a", "b"],
    x: 1,
    y: 1,
    at: { x: 2, y: 2 },
    align: "left",
    role: "ink",
  }, { fine: [/^0\.text ← "1"/] }), // one line of words
  layered("stack", viz.stack, {
    x: [0, 1],
    parts: [{ name: "a", y: [1, 2], role: "fillA" }],
    sum: "all",
  }),
  layered("runs", viz.runs, {
    name: "a",
    x: [0, 1],
    runs: [[1, 2], [2, 1]],
    role: "bound",
    dash: "dotted",
    opacity: 0.5,
  }),
  layered("steps", viz.steps, {
    name: "a",
    edges: [0, 1, 2],
    heights: [1, 2],
    role: "ink",
    width: 1,
  }),
  layered("blend", viz.blend, {
    name: "a",
    x: [0, 1],
    y: [0, 1],
    group: [0, 0],
    belief: [0, 1],
    width: 1,
  }),
  {
    name: "isolines",
    args: () => [{ x: [0, 4], y: [0, 10], values: [0, 1, 1, 2], levels: [0.5] }],
    call: viz.isolines,
    options: ["0"],
  },
  layered("contours", viz.contours, {
    name: "a",
    x: [0, 1],
    y: [0, 1],
    values: [0, 1, 1, 2],
    levels: [0.5, 1.5],
    role: "ink",
    width: 1,
  }),
  layered("arrows", viz.arrows, {
    name: "a",
    x: [0, 1],
    y: [0, 1],
    x2: [1, 2],
    y2: [1, 2],
    role: "ink",
    width: 1,
    dash: "solid",
    heads: true,
  }, { axes: BOTH }),
  layered("markers", viz.markers, {
    x: [0, 1],
    y: [1, 2],
    text: ["one", "two"],
    side: "above",
    frame: [0, 1],
  }, { slider: SLIDER }),
];

const CHARTS: readonly Call[] = [
  {
    name: "figure",
    args: () => [{
      description,
      title: "A title",
      headline: "A finding in words",
      subtitle: ["how to read it"],
      keepsShape: true,
      x: { title: "x", unit: "m", domain: [1, 4], log: true, ticks: 4, format: ".2f" },
      y: { title: "y", values: [0, 1], grid: true, hidden: false, domain: [0, 1] },
      layers: [LAYER()],
      slider: SLIDER,
      width: 300,
      height: 200,
    }],
    call: (parts: Any) => viz.figure(parts),
    options: ["0", "0.x", "0.y", "0.slider"],
    whole: ["0.layers.0"],
  },
  pictured("panels", viz.panels, {
    description,
    headline: "A finding in words",
    subtitle: ["how to read it"],
    columns: 2,
    together: true,
    figures: [FIGURE(), FIGURE()],
  }, {
    whole: ["0.figures.0", "0.figures.1"],
  }),
  pictured("learningCurves", viz.learningCurves, {
    description,
    title: "Learning",
    y: { title: "return" },
    curves: [{ name: "a", steps: [0, 1], middle: [1, 2], low: [0, 1], high: [2, 3] }],
    live: [{ name: "now", steps: [0, 1], values: [1, 2] }],
    references: REFERENCES,
  }, { options: ["0.y", "0.references.0"] }),
  pictured("methodScores", viz.methodScores, {
    description,
    title: "Scores",
    y: { title: "return" },
    scores: [{ name: "a", runs: [1, 2], estimate: 1, low: 0, high: 2 }],
    references: REFERENCES,
  }, { options: ["0.y", "0.references.0"] }),
  pictured("phaseMaps", viz.phaseMaps, {
    description,
    grid: { angles: [0, 1], velocities: [0, 1] },
    headline: "A finding in words",
    maps: [{ title: "value", shade: "Q", values: [1, 2, 3, 4], scale: "ramp", words: [] }],
    path: { name: "a way", angles: [0, 1], velocities: [0, 1] },
  }, { options: ["0.maps.0"] }),
  pictured("gridMap", viz.gridMap, {
    description,
    title: "A map",
    scale: "diverging",
    rows: 1,
    columns: 2,
    cells: [{ row: 0, column: 0, letter: "S" }, { row: 0, column: 1, letter: "." }],
    shade: "value [reward]",
    frames: [[0, 1], [2, 3]],
    domain: [0, 3],
    slider: { label: "step t", start: 1, first: 0 },
    whiskers: [[1, 0, 0, 0], [0, 1, 0, 0]],
    cellSize: 20,
  }, { options: ["0.slider"] }),
  pictured("mapStrip", viz.mapStrip, {
    headline: "A finding in words",
    subtitle: ["how to read it"],
    description,
    rows: 1,
    columns: 2,
    cells: [{ row: 0, column: 0, letter: "S" }, { row: 0, column: 1, letter: "~" }],
    maps: [{
      values: [0, -1],
      title: "t = 1",
      role: "ink",
      outlines: [{ inside: [true, false], role: "world", dash: "dashed" }],
      whiskers: [[1, 0, 0, 0], [0, 1, 0, 0]],
    }],
    across: 1,
    heads: ["above"],
    shade: "log message [nats]",
    classes: [-3, -1],
    classWords: ["3", "1"],
    more: () => [LAYER()],
    width: 300,
  }, { options: ["0.maps.0", "0.maps.0.outlines.0"] }),
  pictured("multiples", viz.multiples, {
    headline: "A finding in words",
    subtitle: ["how to read it"],
    description,
    x: { title: "x", domain: [0, 4] },
    y: { title: "y" },
    panels: [{ title: "one", layers: [LAYER()] }, { title: "two", layers: [LAYER()] }],
    columns: 2,
    width: 150,
    height: 100,
    keepsShape: true,
  }, { options: ["0.x", "0.y"], whole: ["0.panels.0.layers.0", "0.panels.1.layers.0"] }),
  pictured("scoreRows", viz.scoreRows, {
    headline: "A finding in words",
    description,
    x: { title: "return", domain: [0, 10] },
    rows: [{ name: "SAC", role: "bound", runs: [7, 8], estimate: 8, low: 7, high: 9 }],
    reference: { x: 9, label: "a plan" },
    more: [LAYER()],
  }, { options: ["0.x"], whole: ["0.more.0"] }),
  pictured("partBars", viz.partBars, {
    headline: "A finding in words",
    description,
    x: { title: "gap", domain: [0, 1] },
    zero: "log p",
    parts: [{ name: "luck", role: "world" }],
    bars: [{ name: "one", values: [0.5], end: "−3" }],
    more: [LAYER()],
  }, { options: ["0.x", "0.bars.0"], whole: ["0.more.0"] }),
  pictured("factorGraph", viz.factorGraph, {
    headline: "A finding in words",
    description,
    lights: ["wish", "dark"],
    world: "locked",
    choice: "chosen",
    below: 1,
    more: () => [LAYER()],
  }),
];

/** A film and its strip, from one episode. */
function filmed(
  name: string,
  [film, strip]: readonly [(parts: Any) => unknown, (parts: Any) => unknown],
  episode: Readonly<Record<string, unknown>>,
  marked: { readonly more?: readonly unknown[] } = {},
): readonly Call[] {
  return [
    pictured(`${name}Film`, film, { ...WORDS, ...episode, ...marked }),
    pictured(`${name}Strip`, strip, { ...WORDS, ...episode, count: 2 }),
  ];
}

const PLANE = {
  description: "a point goes its way through the plane",
  places: [[1, 2], [3, 4]],
  goal: [5, 6],
  goalRadius: 1,
  obstacles: [{ x: 10, y: 10, radius: 2 }],
  side: 20,
};
const PATHS = {
  ...WORDS,
  paths: [[[0, 0], [1, 0]], [[0, 0], [4.5, 0]]],
  goals: [[5, 0], [-5, 0]],
  radius: 1,
};

const FILMS: readonly Call[] = [
  ...filmed("pendulum", [viz.pendulumFilm, viz.pendulumStrip], {
    angles: [0, 1, 2],
    torques: [1, -1],
    length: 1,
    timeStep: 0.05,
    strongest: 2,
  }, { more: [] }),
  ...filmed("mountainCar", [viz.mountainCarFilm, viz.mountainCarStrip], {
    positions: [0, 0.1, 0.2],
    throttles: [1, -1],
  }, { more: [] }),
  ...filmed("cartPole", [viz.cartPoleFilm, viz.cartPoleStrip], {
    positions: [0, 1, 2],
    angles: [0, 0.1, 0.2],
    forces: [10, -10],
    timeStep: 0.02,
  }),
  ...filmed("acrobot", [viz.acrobotFilm, viz.acrobotStrip], {
    shoulderAngles: [0, 1, 2],
    elbowAngles: [0, 1, 2],
    torques: [1, -1],
    timeStep: 0.2,
  }),
  pictured("multigoalFilm", viz.multigoalFilm, PATHS),
  pictured("multigoalPaths", viz.multigoalPaths, PATHS),
  pictured("planeFilm", viz.planeFilm, PLANE),
];

const PLAIN: readonly Call[] = [
  {
    name: "requireSome",
    args: () => ["list", [1, 2]],
    call: (name: Any, list: Any) => {
      const { first, last } = viz.requireSome(name, list);
      return [first === undefined, last === undefined].map(String);
    },
    fine: [/^1\.\d+ ← (?!undefined|a hole)/], // of whatever the list is
  },
  { name: "bins", args: () => [[0, 1, 1, 2], [0, 2], 2], call: viz.bins },
  {
    name: "ellipse",
    args: () => [[0, 1], [[2, 1], [1, 2]], 2],
    call: viz.ellipse,
    options: ["2"],
  },
  {
    name: "textWidth",
    args: () => ["words", { size: 12, weight: "bold" }],
    call: viz.textWidth,
    options: ["1"],
  },
  { name: "vegaConfig", args: () => ["light"], call: viz.vegaConfig },
];

export const VIZ: Folder = {
  name: "viz",
  exports: Object.keys(viz),
  skipped: [
    "palette",
    "dashes",
    "shapes",
    "fontFamily",
    "colours",
    "roles",
    "dashPatterns",
    "methodLooks",
  ],
  calls: [...LAYERS, ...CHARTS, ...FILMS, ...PLAIN],
};
