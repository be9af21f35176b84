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
import type { Theme } from "vitepress";
import LiveFigure from "./LiveFigure.vue";
import { watchPages } from "./pages.ts";
import "katex/dist/katex.min.css";
import "./style.css";
import "./front.css";
import "./print.css";

export default {
  extends: DefaultTheme,
  enhanceApp({ app, router }) {
    app.component("LiveFigure", LiveFigure);
    if (typeof window !== "undefined") watchPages(router);
  },
} satisfies Theme;
