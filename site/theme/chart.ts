import embed, { type Result, type VisualizationSpec } from "vega-embed";
import { formatValue } from "vega-tooltip";
import { vegaConfig } from "../../lib/viz/look/theme.ts";

/** A Vega-Lite spec, as far as it is adapted to the page. */
export type Spec = {
  readonly width?: unknown;
  readonly [key: string]: unknown;
};

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
  if (excess <= 0 || !Array.isArray(fitted.concat)) return first;
  first.remove(); // axes and gaps took more than was guessed
  return await drawOnce(element, narrowPanels(fitted, excess), look);
}

async function drawOnce(
  element: HTMLElement,
  spec: Spec,
  look: ChartLook,
): Promise<Chart> {
  const drawn: Result = await embed(element, spec as VisualizationSpec, {
    actions: false,
    ast: true, // expressions are interpreted, never compiled: the page allows no eval
    config: { ...vegaConfig(look.isDark ? "dark" : "light"), aria: false },
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

/** A single plot takes the width there is, axes included; panels stand side by side if they can. */
function fitSpec(spec: Spec, room: number): Spec {
  if (Array.isArray(spec.concat)) return arrangePanels(spec, room);
  if (typeof spec.width !== "number") return spec;
  const width = Math.min(room, spec.width + 80);
  return { ...spec, width, autosize: { type: "fit-x", contains: "padding" } };
}

const [narrowestPanel, besidePanel, usualWidth] = [200, 80, 300];

function arrangePanels(spec: Spec, room: number): Spec {
  const panels = spec.concat as Spec[];
  const wanted = typeof spec.columns === "number" ? spec.columns : panels.length;
  const fits = Math.floor(room / (narrowestPanel + besidePanel));
  const columns = Math.max(1, Math.min(wanted, panels.length, fits));
  const width = Math.floor(room / columns) - besidePanel;
  const concat = panels.map((each) => ({
    ...each,
    width: Math.min(widthOf(each), width),
  }));
  return { ...spec, columns, concat };
}

function narrowPanels(spec: Spec, excess: number): Spec {
  const less = Math.ceil(excess / Number(spec.columns));
  const panels = spec.concat as Spec[];
  return {
    ...spec,
    concat: panels.map((each) => ({ ...each, width: widthOf(each) - less })),
  };
}

function widthOf(panel: Spec): number {
  return typeof panel.width === "number" ? panel.width : usualWidth;
}
