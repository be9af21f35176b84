/**
 * The look of the site: VitePress' default theme with the reader's own fonts, our style sheet, and
 * the figures that come to life (`book_page.ts`): charts, and explorables that compute.
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
import "./live.css";
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
