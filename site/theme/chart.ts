import embed, { type Result, type VisualizationSpec } from "vega-embed";
import { formatValue } from "vega-tooltip";
import { vegaConfig } from "../../lib/viz/look/theme.ts";
import { canNarrow, dressed, fitSpec, narrowed, type Spec } from "./fit.ts";

export type { Spec };

/** A chart on the page. */
export interface Chart {
  /** Where sliders stand and what is selected, to carry over into the next drawing. */
  readonly state: () => unknown;
  readonly remove: () => void;
}

/** How a chart is to look. */
export interface ChartLook {
  readonly isDark: boolean;
  /** Width there is, in pixels. */
  readonly room: number;
  /** From an earlier drawing. */
  readonly state?: unknown;
}

/** Draws a spec into an element on the page, as wide as there is room for. */
export async function drawChart(
  element: HTMLElement,
  spec: Spec,
  look: ChartLook,
): Promise<Chart> {
  const fitted = fitSpec(spec, look.room);
  const first = await drawOnce(element, fitted, look);
  const excess = (element.querySelector("svg")?.getBoundingClientRect().width ?? 0) -
    look.room;
  if (excess <= 0 || !canNarrow(fitted)) return first;
  first.remove(); // axes and gaps took more than was guessed
  return await drawOnce(element, narrowed(fitted, excess), look);
}

async function drawOnce(
  element: HTMLElement,
  spec: Spec,
  look: ChartLook,
): Promise<Chart> {
  const theme = { ...vegaConfig(look.isDark ? "dark" : "light"), aria: false };
  const { usermeta: _ours, ...lite } = dressed(spec, theme);
  const drawn: Result = await embed(element, lite as VisualizationSpec, {
    actions: false,
    ast: true, // expressions are interpreted, never compiled: the page allows no eval
    defaultStyle: false,
    loader: refusingLoader,
    logLevel: 1, // errors: a layer without rows in the frame chosen is no cause for a warning
    renderer: "svg",
    tooltip: {
      theme: look.isDark ? "dark" : "light",
      disableDefaultStyle: true, // it is in style.css: the page allows no styles put in by scripts
      formatTooltip: (value, sanitize, maxDepth) =>
        formatValue(withoutPicture(value), sanitize, maxDepth),
    },
  });
  const { view } = drawn;
  view.background("transparent");
  if (look.state !== undefined) view.setState(look.state);
  await view.runAsync();
  // the figure's description speaks for the chart; a thousand points need not
  element.querySelector("svg")?.setAttribute("aria-hidden", "true");
  return {
    state: () => view.getState({ data: () => false, signals: isChosen }),
    remove: () => drawn.finalize(),
  };
}

/** A chart holds its data. Whatever else it asks for, from wherever, it does not get. */
const refusingLoader = {
  load: refuse,
  sanitize: refuse,
  http: refuse,
  file: refuse,
};

function refuse(address: unknown): Promise<never> {
  return Promise.reject(new Error(`Cannot load ${address}: a chart loads nothing`));
}

/** vega-tooltip would show the field "image" as a picture, from any address. */
function withoutPicture(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("image" in value)) return value;
  const { image, ...rest } = value;
  return { ...rest, "image ": image };
}

/** Only what the reader sets is carried over, nothing that depends on size or colour. */
function isChosen(name: string | undefined): boolean {
  return /Frame$/.test(name ?? "");
}
