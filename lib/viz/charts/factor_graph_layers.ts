/** What a factor graph is drawn of: edges, circles, squares or padlocks, rays of lit lights. */
import type { Json } from "../grammar/axis.ts";
import { type Layer, short } from "../grammar/layer.ts";
import { label } from "../marks/label.ts";
import type { Role } from "../look/colours.ts";
import type { GraphPlace, GraphPlaces, ReadGraph } from "./factor_graph.ts";

/** Radius of a circle and half the side of a square, pixels. */
const [circle, square] = [13, 5.5];

/** A closed padlock, twice as wide as one unit of a symbol's size. */
const padlock = "M-1,-0.15h2v1.3h-2zM-0.72,-0.15v-0.3a0.72,0.72 0 0 1 1.44,0v0.3h-0.34v-0.3" +
  "a0.38,0.38 0 0 0 -0.76,0v0.3z";

/** From the ground up. */
export function graphLayers(graph: ReadGraph, at: GraphPlaces): readonly Layer[] {
  const steps = graph.lights.map((_, i) => i + 1);
  const all = [...steps, steps.length + 1];
  const { state, action, light, dynamics, choice, reward, start } = at;
  const world = [start, ...steps.map(dynamics)];
  const chosen = graph.choice === "chosen" ? "bound" : "ink";
  return [
    edges(at, steps),
    ...(graph.world === "locked"
      ? [symbols(world, { shape: padlock, style: ["ink", "paperline"], size: 330, strokeWidth: 1 })]
      : [squares(world, "ink")]),
    squares(steps.map(choice), chosen),
    squares(steps.map(reward), "ink"),
    symbols([...all.map(state), ...steps.map(action)], {
      ...round,
      style: ["paper", "inkline"],
      strokeWidth: 1.5,
    }),
    ...steps.flatMap((step, i) => lamp(light(step), graph.lights[i]!)),
    ...all.map((step) => name(`s${digits[step]}`, state(step), "ink")),
    ...steps.map((step) => name(`a${digits[step]}`, action(step), "ink")),
    ...steps.map((step, i) =>
      name(`O${digits[step]}`, light(step), graph.lights[i] === "dark" ? "quiet" : "paper")
    ),
  ];
}

const digits = "₀₁₂₃₄₅";
const round = { shape: "circle", size: (2 * circle) ** 2 };

/** Which factor touches what; a reward's way to its state bows round the action. */
function edges(at: GraphPlaces, steps: readonly number[]): Layer {
  const { state, action, light, dynamics, choice, reward, start } = at;
  const ways: readonly (readonly GraphPlace[])[] = [
    [start, state(1)],
    ...steps.flatMap((step) => [
      [state(step), dynamics(step), state(step + 1)],
      [action(step), dynamics(step)],
      [state(step), choice(step), action(step)],
      [action(step), reward(step), light(step)],
      bow(reward(step), state(step)),
    ]),
  ];
  const values = ways.flatMap((way, group) =>
    way.map(({ x, y }, i) => ({ x: short(x), y: short(y), group, i }))
  );
  return plain(values, { type: "line", style: "hairline", strokeWidth: 1.5 }, {
    detail: { field: "group" },
    order: { field: "i" },
  });
}

function bow(from: GraphPlace, to: GraphPlace): readonly GraphPlace[] {
  return Array.from({ length: 17 }, (_, i) => {
    const along = i / 16;
    const aside = 0.55 * Math.sin(Math.PI * along);
    return { x: from.x + along * (to.x - from.x) - aside, y: from.y + along * (to.y - from.y) };
  });
}

/** A light: hollow while dark; lit it is filled, with rays. */
function lamp(place: GraphPlace, role: Role | "dark"): readonly Layer[] {
  if (role === "dark") {
    const stroke = { strokeWidth: 1.5, strokeDash: [3, 3] };
    return [symbols([place], { ...round, style: ["paper", "inkline"], ...stroke })];
  }
  const rays = [0, 1, 2, 3, 4].map((i) => {
    const angle = Math.PI * i / 4;
    const [x, y] = [Math.cos(angle), Math.sin(angle)];
    const far = (length: number) => [place.x + length * x, place.y + length * y] as const;
    const [[x1, y1], [x2, y2]] = [far(0.29), far(0.41)];
    return { x: short(x1), y: short(y1), x2: short(x2), y2: short(y2) };
  });
  return [
    plain(rays, { type: "rule", style: role, strokeWidth: 2.5, strokeCap: "round" }, {
      x2: { field: "x2" },
      y2: { field: "y2" },
    }),
    symbols([place], { ...round, style: role }),
  ];
}

function squares(places: readonly GraphPlace[], style: Role): Layer {
  return symbols(places, { shape: "square", style, size: (2 * square) ** 2 });
}

function symbols(places: readonly GraphPlace[], mark: Json): Layer {
  const values = places.map(({ x, y }) => ({ x: short(x), y: short(y) }));
  return plain(values, { type: "point", filled: true, opacity: 1, ...mark }, {});
}

function plain(values: readonly object[], mark: Json, encoding: Json): Layer {
  return { legend: [], build: () => ({ data: { values }, mark, encoding }) };
}

function name(text: string, { x, y }: GraphPlace, role: Role): Layer {
  return label({ text, x, y, role, align: "center", bold: false, halo: false });
}
