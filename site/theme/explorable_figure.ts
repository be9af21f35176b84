import type { Living } from "../live/mount.ts";
import { enliven, type LiveFigure } from "./live_figure.ts";

/** What an explorable's bundle exports; see `live_bundle.ts`. */
interface Bundle {
  readonly live: (home: {
    readonly host: HTMLElement;
    readonly given: unknown;
    readonly isDark: boolean;
    readonly worker: string | undefined;
  }) => Living;
}

/**
 * Brings a figure to life when it comes near: as an explorable where it is one, as a chart otherwise,
 * or when the explorable cannot live.
 */
export function enlivenFigure(figure: HTMLElement, isDark: () => boolean): LiveFigure {
  if (figure.dataset.live === undefined) return enliven(figure, isDark);
  let life: LiveFigure = { redraw: () => {}, stop: () => {} };
  let stopped = false;
  const load = explorableLoader(figure);
  const seen = new IntersectionObserver(([entry]) => {
    if (!entry?.isIntersecting) return;
    seen.disconnect();
    load(isDark()).then((living) => {
      if (stopped) return living.stop(); // the reader has left the page
      life = { redraw: () => living.dress(isDark()), stop: living.stop };
      life.redraw();
    }, (error) => {
      warn(figure, error);
      if (!stopped && figure.dataset.spec !== undefined) life = enliven(figure, isDark);
    });
  }, { rootMargin: "800px" });
  seen.observe(figure);
  return {
    redraw: () => life.redraw(),
    stop: () => {
      stopped = true;
      seen.disconnect();
      life.stop();
    },
  };
}

function explorableLoader(figure: HTMLElement): (isDark: boolean) => Promise<Living> {
  // the page's own addresses, wherever the reader goes meanwhile
  const address = (path: string | undefined) => path && new URL(path, location.href).href;
  const { live, given, worker } = figure.dataset;
  const [module, facts, workplace] = [live, given, worker].map(address);
  return async (isDark) => {
    const [bundle, response] = await Promise.all([
      import(/* @vite-ignore */ module!) as Promise<Bundle>,
      fetch(facts!),
    ]);
    const host = figure.querySelector<HTMLElement>(".figure-live")!;
    const picture = figure.querySelector<HTMLImageElement>(".figure-picture")!;
    const living = bundle.live({
      host,
      given: await response.json(),
      isDark,
      worker: workplace,
    });
    picture.loading = "eager"; // for paper
    figure.dataset.state = "live";
    return living;
  };
}

/** What cannot live leaves what is there. */
function warn(figure: HTMLElement, error: unknown): void {
  // deno-lint-ignore no-console -- for who looks why
  console.warn(`${figure.ariaLabel} does not recompute:`, error);
}
