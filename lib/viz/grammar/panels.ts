import { list, required, setting, settings, whole } from "../../math/mod.ts";
import type { Json } from "./axis.ts";
import { type Figure, schema } from "./figure.ts";
import { madeFigure, sentence } from "./shapes.ts";
import { sharedConfig } from "../look/theme.ts";

const PANELS = settings({
  figures: required(list(madeFigure)),
  description: required(sentence),
  columns: setting(whole(1, 100), 2),
});

/**
 * Several figures in a row (or `columns` a row), each with its own axes and legend.
 *
 * @param parts.figures looked at no deeper than their top: what is inside a specification is Vega's
 * @throws {RangeError} when there is no figure to arrange
 */
export function panels(
  parts: { readonly figures: readonly Figure[]; readonly description: string; columns?: number },
): Figure {
  const { figures, description, columns } = PANELS.read("arrange panels", parts, "parts");
  const params = figures.flatMap((each) => (each.spec.params as Json[] | undefined) ?? []);
  return {
    description,
    spec: {
      $schema: schema,
      description,
      background: "transparent",
      config: sharedConfig,
      ...(params.length === 0 ? {} : { params: uniqueByName(params) }),
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

function panelSpec(spec: Json): Json {
  const { $schema: _schema, config: _config, background: _background, params: _params, ...rest } =
    spec;
  return rest;
}

function uniqueByName(params: readonly Json[]): Json[] {
  return [...new Map(params.map((each) => [each.name, each])).values()];
}
