import { circle, path, type Point, sample } from "./drawing.ts";

const size = { width: 320, height: 200 };

/** The picture of a part, as inline SVG that takes its colours from the page (light or dark). */
export function partPicture(part: 1 | 2 | 3 | 4): string {
  const { title, body } = pictures[part - 1]!();
  const id = `picture-${part}`;
  return `<svg class="part-picture" viewBox="0 0 ${size.width} ${size.height}" role="img" ` +
    `aria-labelledby="${id}"><title id="${id}">${title}</title>${body}</svg>`;
}

interface Picture {
  readonly title: string;
  readonly body: string;
}

const pictures: readonly (() => Picture)[] = [
  touchingBounds,
  hiddenChain,
  fanOfPaths,
  nestedLoops,
];

/** Part I: lower bounds climb a likelihood, each touching it where the last one was highest. */
function touchingBounds(): Picture {
  const likelihood = (t: number) =>
    0.22 + 0.62 * Math.exp(-0.5 * ((t - 0.7) / 0.14) ** 2) +
    0.34 * Math.exp(-0.5 * ((t - 0.28) / 0.16) ** 2);
  const slope = (t: number) => (likelihood(t + 1e-4) - likelihood(t - 1e-4)) / 2e-4;
  const curvature = 34;
  const place = (
    t: number,
    value: number,
  ): Point => [16 + 288 * t, 186 - 176 * value];
  const touches: number[] = [0.46];
  while (touches.length < 4) {
    const last = touches.at(-1)!;
    touches.push(last + slope(last) / curvature + 0.035);
  }
  const bounds = touches.map((touch, i) => {
    const bound = (t: number) =>
      likelihood(touch) + slope(touch) * (t - touch) -
      curvature / 2 * (t - touch) ** 2;
    const top = touch + slope(touch) / curvature;
    const reach = Math.sqrt(2 * bound(top) / curvature) * 0.985;
    const points = sample(
      top - reach,
      top + reach,
      60,
      (t) => place(t, bound(t)),
    );
    const isLast = i === touches.length - 1;
    return path(points, `class="${isLast ? "accent" : "faint"}"`) +
      circle(
        place(touch, likelihood(touch)),
        isLast ? 5 : 3.5,
        `class="${isLast ? "dot" : "dot-faint"}"`,
      );
  });
  const curve = sample(0, 1, 120, (t) => place(t, likelihood(t)));
  return {
    title: "Lower bounds climbing a likelihood, each touching it at one point",
    body: path([[16, 186], [304, 186]], `class="axis"`) +
      path(curve, `class="ink"`) +
      bounds.join(""),
  };
}

/** Part II: hidden states in a chain, each with what is seen of it; the last two are only imagined. */
function hiddenChain(): Picture {
  const states: Point[] = [0, 1, 2, 3, 4].map((i) => [36 + 62 * i, 66 + 16 * Math.sin(1.25 * i)]);
  const seen = states.map(([x]): Point => [x, 156]);
  const arrow = (
    [x0, y0]: Point,
    [x1, y1]: Point,
    gap0: number,
    gap1: number,
    kind: string,
  ) => {
    const [dx, dy] = [x1 - x0, y1 - y0];
    const length = Math.hypot(dx, dy);
    const [ux, uy] = [dx / length, dy / length];
    const tip: Point = [x1 - ux * gap1, y1 - uy * gap1];
    const wing = (side: number): Point => [
      tip[0] - 7 * ux + side * 3.5 * uy,
      tip[1] - 7 * uy - side * 3.5 * ux,
    ];
    return path([[x0 + ux * gap0, y0 + uy * gap0], tip], `class="${kind}"`) +
      path([wing(1), tip, wing(-1)], `class="${kind} solid"`);
  };
  const parts = states.map((state, i) => {
    const imagined = i >= 3;
    const next = states[i + 1];
    const onward = next &&
      arrow(state, next, 17, 19, i >= 2 ? "faint dashed" : "ink");
    const down = arrow(
      state,
      seen[i]!,
      17,
      15,
      imagined ? "faint dashed" : "ink",
    );
    const [x, y] = seen[i]!;
    const square = `<rect x="${(x - 12).toFixed(1)}" y="${y - 12}" width="24" height="24" rx="4" ` +
      `class="${imagined ? "faint dashed" : "filled"}"/>`;
    return (onward ?? "") + down + square +
      circle(state, 15, `class="${imagined ? "accent dashed" : "accent"}"`);
  });
  return {
    title: "A chain of hidden states with an observation below each; the last two are imagined",
    body: parts.join(""),
  };
}

/** Part III: ways from a start to a goal: narrow at both ends, wide in the middle. */
function fanOfPaths(): Picture {
  const [start, goal]: [Point, Point] = [[28, 132], [292, 62]];
  const way = (rise: number, bend: number) =>
    sample(0, 1, 48, (t) => [
      start[0] + (goal[0] - start[0]) * t,
      start[1] + (goal[1] - start[1]) * (t * t * (3 - 2 * t)) -
      rise * Math.sin(Math.PI * t) +
      bend * Math.sin(2 * Math.PI * t),
    ]);
  const rises = [-70, -54, -38, -24, -11, 11, 24, 38, 54, 70];
  const fan = rises.map((rise, i) => {
    const opacity = (0.9 * Math.exp(-0.5 * (rise / 34) ** 2) + 0.12).toFixed(2);
    return path(
      way(rise, i % 2 === 0 ? 7 : -6),
      `class="ink" opacity="${opacity}"`,
    );
  });
  return {
    title: "Many ways fanning out from a start and meeting again at a goal",
    body: fan.join("") + path(way(0, 0), `class="accent"`) +
      circle(start, 6, `class="dot"`) +
      circle(goal, 11, `class="accent"`) + circle(goal, 4.5, `class="dot"`),
  };
}

/** Part IV: a small loop inside a large one: practising in a model while acting in the world. */
function nestedLoops(): Picture {
  const loop = (
    centre: Point,
    radius: number,
    from: number,
    to: number,
    kind: string,
  ) => {
    const at = (angle: number, r = radius): Point => [
      centre[0] + r * 1.28 * Math.cos(angle),
      centre[1] + r * Math.sin(angle),
    ];
    const wings = [
      at(to - 9 / radius, radius + 6),
      at(to),
      at(to - 9 / radius, radius - 6),
    ];
    return path(sample(from, to, 80, (angle) => at(angle)), `class="${kind}"`) +
      path(wings, `class="${kind}"`);
  };
  const turn = 2 * Math.PI;
  const outer: Point = [160, 100];
  const middle: Point = [176, 104];
  const inner: Point = [190, 108];
  return {
    title: "Loops inside loops: a world, a model of it, and a thought inside the model",
    body: loop(outer, 84, -2.9, turn - 3.25, "ink") +
      loop(middle, 54, -2.6, turn - 3.05, "faint") +
      loop(inner, 27, -2.3, turn - 2.85, "accent") +
      circle(inner, 5, `class="dot"`) +
      circle(
        [160 - 84 * 1.28 * Math.cos(0.13), 100 - 84 * Math.sin(0.13)],
        5.5,
        `class="dot-ink"`,
      ),
  };
}
