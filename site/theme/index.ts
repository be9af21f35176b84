/**
 * The look of the site: VitePress' default theme with the reader's own fonts, our style sheet, and
 * the live figures (`book_page.ts`).
 *
 * The door for figures that compute in the reader's browser stands open here: a module that imports
 * `../../lib/inference/mod.ts` is bundled by Vite like any other (lib outside `lib/notebook` uses
 * nothing of Deno's own); let the converter (`figure_output.ts`) write a place for it, and bring that
 * to life as `live_figure.ts` does. WebAssembly also needs `'wasm-unsafe-eval'` in `policy.ts`.
 *
 * @module
 */
import DefaultTheme from "vitepress/theme-without-fonts";
import { type Theme, withBase } from "vitepress";
import { h } from "vue";
import { watchPages } from "./pages.ts";
import "katex/dist/katex.min.css";
import "./style.css";
import "./front.css";
import "./print.css";

export default {
  extends: DefaultTheme,
  Layout: () => h(DefaultTheme.Layout, null, { "not-found": () => notFound() }),
  enhanceApp({ app, router }) {
    if (import.meta.env.SSR) app.config.errorHandler = fail;
    if (typeof window !== "undefined") watchPages(router);
  },
} satisfies Theme;

/** A page that cannot be rendered ends the build; Vue would only log it, and leave the page empty. */
function fail(error: unknown): never {
  throw error;
}

function notFound() {
  return h("main", { class: "front" }, [
    h("h1", "There is no such page"),
    h("p", { class: "claim" }, "It may have moved, or its chapter is not written yet."),
    h(
      "p",
      { class: "begin" },
      h("a", { class: "begin-link", href: withBase("/") }, "The four parts"),
    ),
  ]);
}
