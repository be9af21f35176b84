import {
  oneOf,
  optional,
  refusal,
  required,
  setting,
  settings,
  text,
  unknownKind,
} from "../../math/mod.ts";
import { column, place, role, words } from "./shapes.ts";
import type { Role } from "../look/colours.ts";
import { checkValues, type Json } from "./axis.ts";
import { frameFilter, type Layer, rows } from "./layer.ts";

/** Where a reference line stands, and what it says at its beginning. */
export type RuleParts =
  & { readonly label: string; readonly place?: "start" | "end"; readonly role?: Role }
  & ({ readonly y: number } | { readonly x: number });

const RULE = settings({
  label: required(text),
  place: setting(oneOf("start", "end"), "start"),
  role: setting(role, "ink"),
  x: optional(place),
  y: optional(place),
});

/** A reference line across the whole plot: the exact value, the truth. */
export function rule(parts: RuleParts): Layer {
  const { label, place, role, x, y } = RULE.read("draw a rule", parts, "parts");
  if ((x === undefined) === (y === undefined)) {
    throw new TypeError(refusal("draw a rule", "[x, y]", [x, y], "one of the two"));
  }
  return {
    legend: [],
    build: (context) => {
      const [channel, value] = y === undefined ? ["x", x!] as const : ["y", y] as const;
      checkValues(label, context[channel], [value]);
      const across = channel === "y"
        ? { x: { value: 0 }, x2: { value: "width" } }
        : { y: { value: 0 }, y2: { value: "height" } };
      const beside = ruleWords(channel, place);
      return {
        data: { values: [{ [channel]: value }] },
        layer: [
          {
            mark: { type: "rule", style: role, strokeDash: [6, 4], strokeWidth: 1.5 },
            encoding: across,
          },
          {
            mark: {
              type: "text",
              text: label,
              style: role === "ink" ? "muted" : role,
              ...beside.mark,
            },
            encoding: beside.encoding,
          },
        ],
      };
    },
  };
}

/** Words above the line where it begins, or below it where it ends. */
function ruleWords(channel: "x" | "y", place: "start" | "end"): { mark: Json; encoding: Json } {
  if (channel === "x") {
    const align = place === "start" ? { align: "left", dx: 5 } : { align: "right", dx: -5 };
    return { mark: { ...align, baseline: "top" }, encoding: { y: { value: 4 } } };
  }
  return place === "start"
    ? { mark: { align: "left", dx: 4, dy: -5, baseline: "bottom" }, encoding: { x: { value: 0 } } }
    : {
      mark: { align: "right", dx: -4, dy: 5, baseline: "top" },
      encoding: { x: { value: "width" } },
    };
}

const MARKERS = settings({
  x: required(column),
  y: required(column),
  text: required(words),
  side: setting(oneOf("left", "right", "above", "below"), "right"),
  frame: optional(column),
});

/** Points of special meaning, each with its words beside it instead of in the legend. */
export function markers(
  parts: {
    readonly x: ArrayLike<number>;
    readonly y: ArrayLike<number>;
    readonly text: readonly string[];
    /** Where the words stand, seen from the point; default right. */
    readonly side?: "left" | "right" | "above" | "below";
    readonly frame?: ArrayLike<number>;
  },
): Layer {
  const { text, side, ...given } = MARKERS.read("draw markers", parts, "parts");
  return {
    legend: [],
    build: (context) => {
      const columns = { name: "marker", ...given };
      const values = rows(columns, context).map((row, i) => ({ ...row, text: text[i] }));
      return {
        data: { values },
        ...frameFilter(columns, context),
        layer: [
          { mark: { type: "point", filled: true, size: 90, style: "ink", opacity: 1 } },
          {
            mark: { type: "text", style: "muted", ...placed(side) },
            encoding: { text: { field: "text", type: "nominal" } },
          },
        ],
      };
    },
  };
}

function placed(side: "left" | "right" | "above" | "below"): Json {
  switch (side) {
    case "left":
      return { align: "right", dx: -9 };
    case "right":
      return { align: "left", dx: 9 };
    case "above":
      return { align: "center", dy: -12 };
    case "below":
      return { align: "center", dy: 14 };
    default:
      throw unknownKind("place a label", "side", side);
  }
}
