import {
  anyList,
  flag,
  list,
  optional,
  required,
  setting,
  settings,
  text,
  whole,
} from "../../math/mod.ts";
import type { Json } from "./axis.ts";
import { type Figure, schema } from "./figure.ts";
import { madeFigure, sentence } from "./shapes.ts";
import { type Headings, headingSpec } from "./headline.ts";

const PANELS = settings({
  figures: required(list(madeFigure)),
  description: required(sentence),
  columns: setting(whole(1, 100), 2),
  together: setting(flag, false),
  headline: optional(text),
  subtitle: optional(anyList(text)),
});

/**
 * Several figures in a row (or `columns` a row), each with its own axes and legend.
 *
 * @param parts.figures looked at no deeper than their top: what is inside a specification is Vega's
 * @throws {RangeError} when there is no figure to arrange
 */
export function panels(
  parts: Headings & {
    readonly figures: readonly Figure[];
    readonly description: string;
    readonly columns?: number;
    /** On a phone, too, panels stay side by side and shrink: small multiples. Default false. */
    readonly together?: boolean;
  },
): Figure {
  const read = PANELS.read("arrange panels", parts, "parts");
  const { figures, description, columns, together } = read;
  const params = figures.flatMap((each) => (each.spec.params as Json[] | undefined) ?? []);
  return {
    description,
    spec: {
      $schema: schema,
      description,
      ...(params.length === 0 ? {} : { params: uniqueByName(params) }),
      ...headingSpec("arrange panels", read, firstLabels(figures), 450),
      ...keptOf(figures, together),
      columns,
      concat: figures.map((each) => panelSpec(each.spec)),
      resolve: {
        scale: {
          fill: "independent",
          stroke: "independent",
          strokeDash: "independent",
          shape: "independent",
        },
      },
    },
  };
}

/** What a page keeps where there is little room. */
function keptOf(figures: readonly Figure[], together: boolean): Json {
  const keepsShape = figures.every(({ spec }) => spec.usermeta !== undefined);
  const usermeta = {
    ...(keepsShape ? { shape: "keep" } : {}),
    ...(together ? { columns: "keep" } : {}),
  };
  return Object.keys(usermeta).length === 0 ? {} : { usermeta };
}

/** Where the labels of the first panel's y begin, seen from its plot: the headline begins there. */
function firstLabels([first]: readonly Figure[]): number {
  const { y } = (first?.spec.encoding ?? {}) as { readonly y?: { readonly axis?: Json | null } };
  return typeof y?.axis?.titleX === "number" ? y.axis.titleX : 0;
}

function panelSpec(spec: Json): Json {
  const { $schema: _schema, params: _params, usermeta: _kept, config: _config, ...rest } = spec;
  return rest;
}

function uniqueByName(params: readonly Json[]): Json[] {
  return [...new Map(params.map((each) => [each.name, each])).values()];
}
