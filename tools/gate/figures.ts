import type { NotebookFile } from "../notebook/files.ts";
import { type Output, type Text, textOf } from "../notebook/format.ts";
import type { Finding } from "./finding.ts";

const VEGA_LITE = "application/vnd.vegalite.v5+json";

/** Every figure is a picture everywhere and a sentence for those who cannot see it. */
export function figureFindings(chapter: NotebookFile): readonly Finding[] {
  let figures = 0;
  const findings = chapter.notebook.cells.flatMap((cell, index) =>
    (cell.outputs ?? []).filter(isFigure).flatMap((output) => {
      figures++;
      return oneFigure(output).map((what) => ({ where: `${chapter.path} cell ${index}`, what }));
    })
  );
  return figures === 0 ? [...findings, { where: chapter.path, what: "no figure" }] : findings;
}

function isFigure(output: Output): boolean {
  return Object.keys(output.data ?? {})
    .some((type) => type.includes("vegalite") || type.includes("vega."));
}

function oneFigure(output: Output): readonly string[] {
  const data = output.data ?? {};
  const description = textOf(data["text/plain"] as Text | undefined);
  const picture = output.metadata?.["image/png"] as { readonly alt?: unknown } | undefined;
  const words = description.split(/\s+/).filter(Boolean).length;
  return [
    ...VEGA_LITE in data ? [] : [`a figure that is not ${VEGA_LITE}: no client shows it`],
    ..."image/png" in data ? [] : ["a figure without image/png: blank on GitHub and in HTML"],
    ...typeof picture?.alt === "string" && picture.alt !== ""
      ? []
      : ["a figure whose picture has no alternative text"],
    ...words >= 6 ? [] : [`a figure described in ${words} words, expected a sentence (≥ 6)`],
    ..."text/html" in data ? ["a figure with text/html, which hides the live one in Lab"] : [],
  ];
}
