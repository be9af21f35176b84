/** What a factor graph is drawn of: edges, squares, circles, padlocks, messages. */
import type { Json } from "../grammar/axis.ts";
import type { Layer } from "../grammar/layer.ts";
import { arrows } from "../marks/arrows.ts";
import { label } from "../marks/label.ts";
import type { GraphNode, GraphPlace, ReadGraph } from "./factor_graph.ts";

type At = (node: GraphNode, step: number) => GraphPlace;

/** Square pixels of a circle that a name fits in, of a factor, of a padlock. */
const [circle, square, padlock] = [900, 150, 700];

/** A shackle over a body, within ±½. */
const lockPath =
  "M-0.4,0L-0.4,0.5L0.4,0.5L0.4,0L0.26,0L0.26,-0.2C0.26,-0.58,-0.26,-0.58,-0.26,-0.2" +
  "L-0.26,0L-0.14,0L-0.14,-0.2C-0.14,-0.42,0.14,-0.42,0.14,-0.2L0.14,0Z";

/** All layers of a graph, from the ground up. */
export function graphLayers(graph: ReadGraph, at: At): readonly Layer[] {
  const { steps, lit, locked } = graph;
  const all = Array.from({ length: steps }, (_, i) => i + 1);
  const moving = all.slice(0, -1); // nothing follows the last state
  const places = (node: GraphNode, which: readonly number[]) => which.map((step) => at(node, step));
  const dark = all.filter((step) => !lit.includes(step));
  const hollow = { style: ["paper", "inkline"], strokeWidth: 1.5, size: circle };
  return [
    edges(all, moving, at),
    points(places("reward", all), { shape: "square", style: "ink", size: square }),
    points(places("dynamics", moving), { shape: "square", style: "ink", size: square }),
    ...(locked ? [locks(places("dynamics", moving))] : []),
    points(places("state", all), hollow),
    points(places("action", moving), hollow),
    points(places("light", dark), { ...hollow, style: ["paper", "inkline"], strokeDash: [3, 3] }),
    points(places("light", all.filter((step) => lit.includes(step))), {
      style: "wish",
      size: circle,
    }),
    ...names("state", "s", all, at),
    ...names("action", "a", moving, at),
    ...names("light", "O", all, at, (step) => lit.includes(step)),
    ...messages(graph, at),
  ];
}

function points(values: readonly GraphPlace[], mark: Json): Layer {
  return {
    legend: [],
    build: () => ({ data: { values }, mark: { type: "point", filled: true, opacity: 1, ...mark } }),
  };
}

/** Above the squares, on paper, so that they are seen. */
function locks(places: readonly GraphPlace[]): Layer {
  const raised = places.map(({ x, y }) => ({ x, y: y - 0.36 }));
  return points(raised, { shape: lockPath, style: "world", size: padlock });
}

/** Who has a say in what. */
function edges(all: readonly number[], moving: readonly number[], at: At): Layer {
  const between = (one: GraphPlace, other: GraphPlace) => ({ ...one, x2: other.x, y2: other.y });
  const values = [
    ...all.flatMap((step) => [
      between(at("state", step), at("reward", step)),
      between(at("reward", step), at("light", step)),
    ]),
    ...moving.flatMap((step) => [
      between(at("state", step), at("dynamics", step)),
      between(at("dynamics", step), at("state", step + 1)),
      between(at("action", step), at("dynamics", step)),
      between(at("action", step), at("reward", step)),
    ]),
  ];
  return {
    legend: [],
    build: () => ({
      data: { values },
      mark: { type: "rule", style: "hairline", strokeWidth: 1.5 },
      encoding: { x2: { field: "x2" }, y2: { field: "y2" } },
    }),
  };
}

/** Names in the circles, with small numbers. */
function names(
  node: GraphNode,
  letter: string,
  which: readonly number[],
  at: At,
  onColour: (step: number) => boolean = () => false,
): readonly Layer[] {
  return which.map((step) =>
    label({
      text: `${letter}${"₀₁₂₃₄₅₆"[step]}`,
      ...at(node, step),
      align: "center",
      bold: false,
      halo: false,
      role: onColour(step) ? "paper" : "ink",
    })
  );
}

/** Arrows below the states: α to the right, β below it to the left. */
function messages({ forward, backward }: ReadGraph, at: At): readonly Layer[] {
  const sent = (name: string, steps: readonly number[], way: 1 | -1) => {
    if (steps.length === 0) return [];
    const role = way === 1 ? "world" : "wish";
    const y = way === 1 ? -0.52 : -0.76;
    const from = steps.map((step) => at("state", step).x);
    const parts = {
      name,
      x: from.map((x) => x + 0.16 * way),
      y: from.map(() => y),
      x2: from.map((x) => x + 0.84 * way),
      y2: from.map(() => y),
      role,
      width: 2.5,
    } as const;
    const words = from.map((x) =>
      label({ text: name, x: x + 0.5 * way, y, align: "center", role })
    );
    return [arrows(parts), ...words];
  };
  return [...sent("α", forward, 1), ...sent("β", backward, -1)];
}
