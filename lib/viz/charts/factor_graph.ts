/** The factor graph of acting: states in a row, actions, and a light that is lit where all is well. */
import {
  anyList,
  callable,
  flag,
  optional,
  refusal,
  required,
  type Resolved,
  setting,
  settings,
  text,
  whole,
} from "../../math/mod.ts";
import { type Figure, figure } from "../grammar/figure.ts";
import type { Layer } from "../grammar/layer.ts";
import { layer, sentence } from "../grammar/shapes.ts";
import { graphLayers } from "./factor_graph_layers.ts";

/** What stands in the graph. */
export type GraphNode = "state" | "action" | "light" | "dynamics" | "reward";

/** A place in the plane of the graph. */
export interface GraphPlace {
  readonly x: number;
  readonly y: number;
}

/** What {@link factorGraph} draws. */
export interface FactorGraphParts {
  readonly headline?: string;
  readonly subtitle?: readonly string[];
  readonly description: string;
  /** States, from 2 to 6; between them stand the dynamics. */
  readonly steps: number;
  /** Steps, from 1, whose light is seen to be lit; the others are not looked at. */
  readonly lit: readonly number[];
  /** Steps, from 1, that send a message forward, α, to the next; default none. */
  readonly forward?: readonly number[];
  /** Steps, from 2, that send a message backward, β, to the one before; default none. */
  readonly backward?: readonly number[];
  /** A padlock on the dynamics: what is given stays given. Default false. */
  readonly locked?: boolean;
  /** More marks at places of the graph: words, a note. */
  readonly more?: (at: (node: GraphNode, step: number) => GraphPlace) => readonly Layer[];
}

const steps = whole(1, 6);
const GRAPH = settings({
  headline: optional(text),
  subtitle: optional(anyList(text)),
  description: required(sentence),
  steps: required(whole(2, 6)),
  lit: required(anyList(steps)),
  forward: setting(anyList(steps), []),
  backward: setting(anyList(steps), []),
  locked: setting(flag, false),
  more: optional(callable<NonNullable<FactorGraphParts["more"]>>("a function of places")),
});

/** A graph as it was read. */
export type ReadGraph = Resolved<typeof GRAPH>;

const doing = "draw a factor graph";
const layersOf = anyList(layer);

/**
 * The factor graph of control as inference: states s, actions a, dynamics and rewards as squares, and
 * for each step a light O that says "all was well". Messages run below, forward in the role of the
 * world, backward in that of the wish.
 *
 * @throws {RangeError} for a step that is not there
 * @example
 * ```ts
 * import { factorGraph } from "lib/viz";
 * import { assertEquals } from "@std/assert";
 * const graph = factorGraph({
 *   description: "Three states in a row with their actions; all lights are lit.",
 *   steps: 3,
 *   lit: [1, 2, 3],
 *   backward: [3, 2],
 * });
 * assertEquals(graph.spec.width, 450);
 * ```
 */
export function factorGraph(parts: FactorGraphParts): Figure {
  const read = GRAPH.read(doing, parts, "parts");
  const { headline, subtitle, description, steps, more } = read;
  checkSteps("lit", read.lit, [1, steps]);
  checkSteps("forward", read.forward, [1, steps - 1]);
  checkSteps("backward", read.backward, [2, steps]);
  return figure({
    ...(headline === undefined ? {} : { headline }),
    ...(subtitle === undefined ? {} : { subtitle }),
    description,
    x: { title: "step", domain: [-0.3, steps - 0.7], hidden: true },
    y: { title: "node", domain: [-0.95, 2.15], hidden: true },
    width: 450,
    height: 250,
    keepsShape: true,
    layers: [
      ...graphLayers(read, placeOf),
      ...(more === undefined ? [] : layersOf.check(doing, "more()", more(placeOf))),
    ],
  });
}

function checkSteps(
  name: string,
  list: readonly number[],
  [least, most]: readonly [number, number],
) {
  list.forEach((step, i) => {
    if (step >= least && step <= most) return;
    throw new RangeError(refusal(doing, `${name}[${i}]`, step, `a step in [${least}, ${most}]`));
  });
}

/** Where a node stands. */
function placeOf(node: GraphNode, step: number): GraphPlace {
  const x = step - 1;
  switch (node) {
    case "state":
      return { x, y: 0 };
    case "dynamics":
      return { x: x + 0.5, y: 0 };
    case "action":
      return { x: x + 0.5, y: 0.8 };
    case "reward":
      return { x, y: 1.15 };
    case "light":
      return { x, y: 1.85 };
    default:
      throw new TypeError(
        refusal(doing, "node", node satisfies never, "state, action, light, dynamics or reward"),
      );
  }
}
