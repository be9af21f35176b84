import embed, { type Result, type VisualizationSpec } from "vega-embed";
import { vegaConfig } from "../../lib/viz/theme.ts";

/** A Vega-Lite spec, as far as it is adapted to the page. */
export type Spec = { readonly width?: unknown; readonly [key: string]: unknown };

/** A chart on the page. */
export interface Chart {
  /** Where sliders stand and what is selected, to carry over into the next drawing. */
  readonly state: () => unknown;
  readonly remove: () => void;
}

/** Draws a spec into an element, as wide as there is room for. */
export async function drawChart(
  element: HTMLElement,
  spec: Spec,
  look: { readonly isDark: boolean; readonly room: number; readonly state?: unknown },
): Promise<Chart> {
  const drawn: Result = await embed(element, fitted(spec, look.room) as VisualizationSpec, {
    actions: false,
    ast: false,
    config: vegaConfig(look.isDark ? "dark" : "light") as Record<string, never>,
    defaultStyle: false,
    renderer: "svg",
    tooltip: { theme: look.isDark ? "dark" : "light" },
  });
  const { view } = drawn;
  view.background("transparent");
  if (look.state !== undefined) view.setState(look.state);
  await view.runAsync();
  return {
    state: () => view.getState({ data: () => false, signals: isChosen }),
    remove: () => drawn.finalize(),
  };
}

/** Only what the reader sets is carried over, nothing that depends on size or colour. */
function isChosen(name: string | undefined): boolean {
  return /Frame$/.test(name ?? "");
}

/** A single plot takes the width there is, axes included; several side by side stand one below another. */
function fitted(spec: Spec, room: number): Spec {
  if (Array.isArray(spec.concat)) return fittedPanels(spec, room);
  if (typeof spec.width !== "number") return spec;
  return { ...spec, width: Math.min(room, spec.width + 80), autosize: fitWidth };
}

const fitWidth = { type: "fit-x", contains: "padding" };

function fittedPanels(spec: Spec, room: number): Spec {
  const panels = spec.concat as Spec[];
  const columns = typeof spec.columns === "number" ? spec.columns : panels.length;
  const widths = panels.map((each) => typeof each.width === "number" ? each.width : 300);
  const axes = 70;
  const needed = columns * (Math.max(...widths) + axes);
  if (needed <= room) return spec;
  const fits = Math.max(1, Math.min(columns, Math.floor(room / (240 + axes))));
  const width = Math.floor(room / fits) - axes;
  const narrowed = panels.map((each, i) => ({ ...each, width: Math.min(widths[i]!, width) }));
  return { ...spec, columns: fits, concat: narrowed };
}
