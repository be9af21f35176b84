/** How a chart is dressed for the page, and fitted to the room that there is. */

/** A Vega-Lite spec, as far as it is adapted to the page. */
export type Spec = {
  readonly width?: unknown;
  readonly height?: unknown;
  readonly usermeta?: unknown;
  readonly [key: string]: unknown;
};

/**
 * The spec in the page's theme: its own, made for paper, goes; the signals that play a film stay.
 */
export function dressed(spec: Spec, theme: Readonly<Record<string, unknown>>): Spec {
  const { config, background: _paper, ...rest } = spec;
  const { signals } = (config ?? {}) as { readonly signals?: unknown };
  return { ...rest, config: { ...theme, ...(signals === undefined ? {} : { signals }) } };
}

/** What a figure asks to be kept where there is little room. */
interface Kept {
  /** "keep": height shrinks with width. */
  readonly shape?: unknown;
  /** "keep": panels stay side by side, and shrink. */
  readonly columns?: unknown;
}

const keptOf = (spec: Spec) => (spec.usermeta ?? {}) as Kept;

/** A single plot takes the width there is, axes included; panels stand side by side if they can. */
export function fitSpec(spec: Spec, room: number): Spec {
  if (Array.isArray(spec.concat)) return arrangePanels(spec, room);
  if (typeof spec.width !== "number") return spec;
  if (keptOf(spec).shape === "keep") {
    return resized(spec, Math.min(spec.width, room - margins(spec)), true);
  }
  const width = Math.min(room, spec.width + 80);
  return { ...spec, width, autosize: { type: "fit-x", contains: "padding" } };
}

/**
 * The spec, made so much narrower as it came out too wide.
 *
 * @param excess pixels, above 0
 */
export function narrowed(spec: Spec, excess: number): Spec {
  if (!Array.isArray(spec.concat)) {
    return resized(spec, widthOf(spec) - excess, keptOf(spec).shape === "keep");
  }
  const less = Math.ceil(excess / Number(spec.columns));
  return mapPanels(spec, (width) => width - less);
}

/** Whether a spec that came out too wide can be made narrower. */
export function canNarrow(spec: Spec): boolean {
  return Array.isArray(spec.concat) || keptOf(spec).shape === "keep";
}

const [narrowestPanel, besidePanel, usualWidth] = [200, 80, 300];

function arrangePanels(spec: Spec, room: number): Spec {
  const panels = spec.concat as readonly Spec[];
  const wanted = typeof spec.columns === "number" ? spec.columns : panels.length;
  if (keptOf(spec).columns === "keep") {
    const gaps = 16 * (wanted - 1) + margins(panels[0]!);
    return mapPanels(spec, (width) => Math.min(width, Math.floor((room - gaps) / wanted)));
  }
  const fits = Math.floor(room / (narrowestPanel + besidePanel));
  const columns = Math.max(1, Math.min(wanted, panels.length, fits));
  const width = Math.floor(room / columns) - besidePanel;
  return mapPanels({ ...spec, columns }, (each) => Math.min(each, width));
}

function mapPanels(spec: Spec, width: (width: number) => number): Spec {
  const keepsShape = keptOf(spec).shape === "keep";
  const concat = (spec.concat as readonly Spec[]).map((each) =>
    resized(each, width(widthOf(each)), keepsShape)
  );
  return { ...spec, concat };
}

/** Never narrower than can be seen. */
function resized(spec: Spec, wanted: number, keepsShape: boolean): Spec {
  const width = Math.max(40, Math.floor(wanted));
  if (!keepsShape || typeof spec.height !== "number") return { ...spec, width };
  return { ...spec, width, height: Math.round(spec.height * width / widthOf(spec)) };
}

function widthOf(panel: Spec): number {
  return typeof panel.width === "number" ? panel.width : usualWidth;
}

/** What stands to the left and right of a plot: labels of y, half a label of x. */
function margins(spec: Spec): number {
  const { y } = (spec.encoding ?? {}) as { readonly y?: { readonly axis?: Spec | null } };
  const titleX = y?.axis?.titleX;
  return (typeof titleX === "number" ? -titleX : 0) + 12;
}
