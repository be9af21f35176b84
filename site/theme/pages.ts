import type { Router } from "vitepress";

/** Boxes that scroll sideways when what they hold is wider than the page. */
const scrollBoxes = ".scroll, div[class*='language-'] > pre, .vp-doc table";

/**
 * Keeps each page usable from the keyboard: a box that really scrolls can be focused, others are
 * not in the way. Opens folded parts for printing, and closes them again.
 */
export function watchPages(router: Router): void {
  const later = () => requestAnimationFrame(() => requestAnimationFrame(markScrollBoxes));
  const previous = router.onAfterRouteChange;
  router.onAfterRouteChange = async (to) => {
    await previous?.(to);
    later();
    openTarget();
  };
  addEventListener("resize", later);
  addEventListener("load", later);
  addEventListener("charted", later);
  addEventListener("hashchange", openTarget);
  addEventListener("toggle", later, { capture: true });
  document.fonts?.ready.then(later);
  printWithOpenDetails();
}

function markScrollBoxes(): void {
  for (const box of document.querySelectorAll<HTMLElement>(scrollBoxes)) {
    if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}

/** A link into a folded solution unfolds it. */
function openTarget(): void {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let each = target; each !== null; each = each.parentElement) {
    if (each instanceof HTMLDetailsElement) each.open = true;
  }
}

function printWithOpenDetails(): void {
  let opened: HTMLDetailsElement[] = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll<HTMLDetailsElement>("details:not([open])")];
    for (const each of opened) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of opened) each.open = false;
    opened = [];
  });
}
