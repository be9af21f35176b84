/**
 * The look of the site: VitePress' default theme with the reader's own fonts, our style sheet, and
 * the live figures.
 *
 * The door for figures that compute in the reader's browser stands open here: a Vue component that
 * imports `../../lib/inference/mod.ts` is bundled by Vite like any other module (lib outside
 * `lib/notebook` uses nothing of Deno's own); register it below as `LiveFigure` is, and let the
 * converter (`outputs.ts`) write its tag.
 *
 * @module
 */
import DefaultTheme from "vitepress/theme-without-fonts";
import { type Theme, withBase } from "vitepress";
import { h } from "vue";
import LiveFigure from "./LiveFigure.vue";
import { watchPages } from "./pages.ts";
import "katex/dist/katex.min.css";
import "./style.css";
import "./front.css";
import "./print.css";

export default {
  extends: DefaultTheme,
  Layout: () => h(DefaultTheme.Layout, null, { "not-found": () => notFound() }),
  enhanceApp({ app, router }) {
    app.component("LiveFigure", LiveFigure);
    if (typeof window !== "undefined") watchPages(router);
  },
} satisfies Theme;

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
