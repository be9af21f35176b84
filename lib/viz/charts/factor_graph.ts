/** The graph of control as inference: states, actions and lights, and the factors that tie them. */
import {
  anyList,
  callable,
  either,
  list,
  oneOf,
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
import { extent, layer, role, sentence } from "../grammar/shapes.ts";
import type { Role } from "../look/colours.ts";
import { graphLayers } from "./factor_graph_layers.ts";

/** A place in the plane of the graph. */
export interface GraphPlace {
  readonly x: number;
  readonly y: number;
}

/** Where things stand; steps count from 1. */
export interface GraphPlaces {
  /** s_t; one more than there are steps. */
  readonly state: (step: number) => GraphPlace;
  readonly action: (step: number) => GraphPlace;
  readonly light: (step: number) => GraphPlace;
  /** The factors: p(s₁), p(s_t+1 | s_t, a_t), p(a_t | s_t), exp r. */
  readonly start: GraphPlace;
  readonly dynamics: (step: number) => GraphPlace;
  readonly choice: (step: number) => GraphPlace;
  readonly reward: (step: number) => GraphPlace;
}

/** What {@link factorGraph} draws. */
export interface FactorGraphParts {
  readonly headline: string;
  readonly description: string;
  /** Each step's light: dark, or lit in the colour of a role. */
  readonly lights: readonly (Role | "dark")[];
  /** Start and dynamics: plain squares, or padlocks. */
  readonly world?: "open" | "locked";
  /** The factor of each action: as given, or what we choose. */
  readonly choice?: "given" | "chosen";
  /** Room below the states, in the graph's units: two from state to state. Default 0.7. */
  readonly below?: number;
  /** More marks in the plane of the graph: names, messages, a note. */
  readonly more?: (at: GraphPlaces) => readonly Layer[];
}

const GRAPH = settings({
  headline: required(text),
  description: required(sentence),
  lights: required(list(either(oneOf("dark"), role))),
  world: setting(oneOf("open", "locked"), "open"),
  choice: setting(oneOf("given", "chosen"), "given"),
  below: setting(extent, 0.7),
  more: optional(callable<NonNullable<FactorGraphParts["more"]>>("a function of places")),
});

/** A graph as it was read. */
export type ReadGraph = Resolved<typeof GRAPH>;

const doing = "draw a factor graph";
const layersOf = anyList(layer);
const fewSteps = whole(1, 4);

const places: GraphPlaces = {
  state: (step) => ({ x: 2 * step - 2, y: 0 }),
  choice: (step) => ({ x: 2 * step - 2, y: 0.66 }),
  action: (step) => ({ x: 2 * step - 2, y: 1.3 }),
  reward: (step) => ({ x: 2 * step - 2, y: 1.94 }),
  light: (step) => ({ x: 2 * step - 2, y: 2.6 }),
  dynamics: (step) => ({ x: 2 * step - 1, y: 0 }),
  start: { x: -0.9, y: 0 },
};

/**
 * The factor graph of a trajectory with its lights. Circles are random: states and actions hidden,
 * lights seen. Each square is one factor of p(τ, O), and touches what it depends on:
 * p(s₁) Π p(a_t | s_t) p(s_t+1 | s_t, a_t) exp r_t.
 *
 * @param parts.lights one a step, one to four of them
 * @throws {RangeError} for more steps than a phone has room for
 *
 * @example
 * ```ts
 * import { factorGraph } from "lib/viz";
 * import { assertEquals } from "@std/assert";
 * const graph = factorGraph({
 *   headline: "All lights are on:\nwhat did the hand do?",
 *   description: "A chain of three states with an action and a lit light at each of two steps.",
 *   lights: ["wish", "wish"],
 * });
 * assertEquals(graph.spec.width, 450);
 * ```
 */
export function factorGraph(parts: FactorGraphParts): Figure {
  const read = GRAPH.read(doing, parts, "parts");
  const steps = read.lights.length;
  if (fewSteps.fault(steps) !== undefined) {
    throw new RangeError(refusal(doing, "the number of lights", steps, "at most 4"));
  }
  const [left, right, top, bottom] = [-1.2, 2 * steps + 0.35, 3.05, -read.below];
  return figure({
    headline: read.headline,
    description: read.description,
    x: { title: "step", domain: [left, right], hidden: true },
    y: { title: "kind", domain: [bottom, top], hidden: true },
    height: Math.round(450 * (top - bottom) / (right - left)),
    keepsShape: true,
    layers: [
      ...graphLayers(read, places),
      ...(read.more === undefined ? [] : layersOf.check(doing, "more()", read.more(places))),
    ],
  });
}
