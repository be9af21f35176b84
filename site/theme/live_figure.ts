import { withBase } from "vitepress";
import type * as Charts from "./chart.ts";

/** Address of the bundle of `chart.ts`, Vega included; fetched with the first chart only. */
declare const __CHARTS__: string;

/** A figure whose picture gives way to its chart. */
export interface LiveFigure {
  /** Draws again, in the colours of the page. */
  readonly redraw: () => void;
  readonly stop: () => void;
}

interface Drawing {
  readonly chart: Charts.Chart;
  /** Width there was. */
  readonly room: number;
}

/** Draws the chart when its figure comes near, and again when there is more or less room. */
export function enliven(figure: HTMLElement, isDark: () => boolean): LiveFigure {
  const frame = part(figure, ".figure-frame");
  const spec = loadOnce(figure.dataset.spec!);
  let drawing: Drawing | undefined;
  let stopped = false;
  let turn = Promise.resolve();
  const draw = () => { // one drawing at a time
    turn = turn.then(async () => {
      drawing = await replaceDrawing(figure, await spec(), isDark(), drawing);
      if (stopped) drawing.chart.remove(); // the reader has left the page
    }).catch((error) => warn(figure, error));
  };
  const seen = new IntersectionObserver(([entry]) => {
    if (!entry?.isIntersecting) return;
    seen.disconnect();
    draw();
  }, { rootMargin: "800px" });
  const resized = new ResizeObserver(() => {
    if (drawing && Math.abs(roomInside(frame) - drawing.room) > 8) draw();
  });
  seen.observe(frame);
  resized.observe(frame);
  return {
    redraw: () => drawing && draw(),
    stop: () => {
      stopped = true;
      for (const each of [seen, resized]) each.disconnect();
      drawing?.chart.remove();
    },
  };
}

function loadOnce(address: string): () => Promise<Charts.Spec> {
  const url = new URL(address, location.href); // the page's own, wherever the reader goes meanwhile
  let spec: Promise<Charts.Spec> | undefined;
  return () => spec ??= fetch(url).then((response) => response.json());
}

async function replaceDrawing(
  figure: HTMLElement,
  spec: Charts.Spec,
  isDark: boolean,
  last: Drawing | undefined,
): Promise<Drawing> {
  const { drawChart } = await import(/* @vite-ignore */ withBase(__CHARTS__)) as typeof Charts;
  const canvas = part(figure, ".figure-live");
  const sheet = document.createElement("div");
  sheet.classList.add("figure-sheet"); // drawn out of sight, so that nothing jumps
  canvas.append(sheet);
  const room = roomInside(part(figure, ".figure-frame"));
  const look = { isDark, room, state: last?.chart.state() };
  const chart = await drawChart(sheet, spec, look).catch((error) => {
    sheet.remove();
    throw error;
  });
  const focused = [...canvas.querySelectorAll("input")].findIndex((input) =>
    input === document.activeElement
  );
  last?.chart.remove();
  dispatchEvent(new Event("charted")); // it may be wider than its box: see pages.ts
  sheet.classList.remove("figure-sheet");
  canvas.replaceChildren(sheet);
  showChart(figure, canvas);
  if (focused >= 0) sheet.querySelectorAll("input")[focused]?.focus();
  return { chart, room };
}

/** The picture hides; its words now describe the chart. */
function showChart(figure: HTMLElement, canvas: HTMLElement): void {
  const picture = part(figure, ".figure-picture") as HTMLImageElement;
  figure.dataset.state = "live";
  picture.style.display = "none";
  canvas.setAttribute("role", "group");
  canvas.setAttribute("aria-label", picture.alt);
}

/** A chart that cannot be drawn leaves what is there. */
function warn(figure: HTMLElement, error: unknown): void {
  // deno-lint-ignore no-console -- for who looks why
  console.warn(`${figure.ariaLabel} stays a picture:`, error);
}

function part(figure: HTMLElement, selector: string): HTMLElement {
  return figure.querySelector<HTMLElement>(selector)!;
}

function roomInside(element: HTMLElement): number {
  const style = getComputedStyle(element);
  return element.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
}
