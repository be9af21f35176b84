/** Drivers who come upon a tree. */
import { blend, dots, type Figure, figure, label, line, note } from "lib/viz";
import { normalQuantile } from "lib/math";

/** Distances to the tree, m: closer where the ways bend. */
const distances = [
  ...Array.from({ length: 9 }, (_, i) => 42 - 1.5 * i),
  ...Array.from({ length: 21 }, (_, i) => 29.5 - 0.5 * i),
  ...[18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 6, 4, 2, 0],
];

/** Drivers of each side. */
const drivers = 29;

/** The frame, m: along the road, and across it. */
const [along, across] = [[42, -3.4], [-2.6, 2.6]] as const;
const height = 330;

/**
 * The ways of drivers around a tree, seen from above: of each side as many, at even quantiles of
 * their steering noise, in the colour of what an onlooker believes about their side.
 *
 * @param sideways how far the middle driver of a side steers, m, at a distance to the tree, m
 * @param deviation of the others from the middle one, m
 */
export function driversAndTree(sideways: (distance: number) => number, deviation: number): Figure {
  const ways = [1, -1].flatMap((side) =>
    Array.from({ length: drivers }, (_, i) => {
      const noise = deviation * normalQuantile((i + 0.5) / drivers);
      return distances.map((x) => ({ x, y: side * sideways(x) + noise }));
    })
  );
  const points = ways.flat();
  const left = ({ x, y }: { readonly x: number; readonly y: number }) =>
    1 / (1 + Math.exp(-2 * sideways(x) * y / deviation ** 2));
  const split = splitOf(sideways, deviation);
  return figure({
    headline: "The average driver hits\nthe tree; no driver does",
    description: `Seen from above, the ways of ${ways.length} drivers come from the left in one ` +
      `grey bundle, straight at a tree; ${
        split.toFixed(1)
      } metres before it the bundle splits in ` +
      "two, a plum one that passes on the left and an ochre one on the right. A dashed line, their " +
      "average, runs straight into the trunk.",
    x: {
      title: "distance to the tree",
      unit: "m",
      domain: along,
      values: [40, 30, 20, 10, 0],
    },
    y: {
      title: `sideways steering, ${stretch()}× as large`,
      unit: "m",
      domain: across,
      values: [-2, -1, 0, 1, 2],
      grid: false,
    },
    height,
    keepsShape: true,
    layers: [
      ...tree(),
      blend({
        name: "a driver",
        x: points.map(({ x }) => x),
        y: points.map(({ y }) => y),
        group: ways.flatMap((way, i) => way.map(() => i)),
        belief: points.map(left),
      }),
      line({
        name: "their average",
        x: [42, 0.4],
        y: [0, 0],
        role: "ink",
        width: 2,
        dash: "dashed",
        casing: true,
      }),
      note({
        text: [`at ${split.toFixed(1)} m`, "one hill", "becomes two"],
        x: split,
        y: 2.1,
        at: { x: split, y: sideways(split) + 2 * deviation },
        align: "right",
      }),
      ...names(),
    ],
  });
}

/** A trunk and its crown. */
function tree() {
  const at = { x: [-1.2], y: [0] };
  return [
    dots({ name: "crown", ...at, role: "quiet", size: 3400, opacity: 0.22 }),
    dots({ name: "trunk", ...at, role: "ink", size: 300, opacity: 1 }),
    label({ text: "tree", x: -1.2, y: -0.66, align: "center", bold: false }),
  ];
}

function names() {
  return [
    label({ text: "past it on the left", x: 0, y: 2.36, align: "right", role: "causeA" }),
    label({ text: "past it on the right", x: 0, y: -2.38, align: "right", role: "causeB" }),
    label({ text: "their average", x: 4.6, y: 0.26, align: "right" }),
    label({
      text: ["grey:", "too early", "to tell"],
      x: 41.4,
      y: -1.5,
      role: "muted",
      bold: false,
    }),
  ];
}

/** How many times larger a metre across the road is drawn than one along it, 450 pixels wide. */
function stretch(): string {
  const [far, near] = along, [right, left] = across;
  return ((height / (left - right)) / (450 / (far - near))).toFixed(0);
}

/** Where the density's one hill becomes two: two equal normals part where sideways = deviation. */
function splitOf(sideways: (distance: number) => number, deviation: number): number {
  let [near, far] = [0, 42];
  for (let i = 0; i < 60; i++) {
    const middle = (near + far) / 2;
    if (sideways(middle) > deviation) near = middle;
    else far = middle;
  }
  return near;
}
