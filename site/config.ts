import katex from "katex";
import { type DefaultTheme, defineConfig, type MarkdownEnv } from "vitepress";
import { bookTitle, chapters, parts, stem } from "./chapters.ts";
import { addRules } from "./markdown_rules.ts";

/** What the converter tells VitePress, through `book.json` beside the pages. */
export interface BookFacts {
  readonly stems: readonly string[];
  readonly base: string;
  readonly hasApi: boolean;
  /** Address of the chart bundle, below the base. */
  readonly charts: string;
}

/**
 * VitePress' configuration of the book.
 *
 * A second language would come in here: `locales: { root: …, zh: { label, lang, link: "/zh/",
 * themeConfig } }`, with its pages under `zh/` beside the others and its words in `chapters.ts`.
 */
export function bookConfig(facts: BookFacts) {
  return defineConfig({
    title: bookTitle,
    titleTemplate: ":title · ELBO to SAC",
    description: "A course that derives every step and runs it.",
    lang: "en",
    base: facts.base,
    srcExclude: ["**/public/**"],
    lastUpdated: false,
    buildConcurrency: 1, // the order of the search index would change from run to run
    head: [
      ["link", {
        rel: "icon",
        type: "image/svg+xml",
        href: `${facts.base}mark.svg`,
      }],
      ["meta", { name: "theme-color", content: "#1f7ab8" }],
    ],
    markdown: {
      theme: {
        light: "github-light-high-contrast",
        dark: "github-dark-high-contrast",
      },
      config: (md) => addRules(md, katex),
      attrs: { disable: true },
      linkify: false,
    },
    vite: {
      logLevel: "warn",
      build: { rollupOptions: { treeshake: false } }, // nothing to shake: a third faster
      define: { __CHARTS__: JSON.stringify(facts.charts) },
    },
    themeConfig: {
      siteTitle: "ELBO → SAC",
      logo: { src: "/mark.svg", alt: "" },
      nav: navigation(facts),
      sidebar: sidebar(new Set(facts.stems)),
      outline: { level: [2, 3], label: "On this page" },
      docFooter: { prev: "Previous chapter", next: "Next chapter" },
      search: { provider: "local", options: { _render: searchableText } },
      externalLinkIcon: false,
    },
  });
}

function navigation(facts: BookFacts): DefaultTheme.NavItem[] {
  const first = facts.stems[0];
  const chapterItem = first === undefined
    ? []
    : [{ text: "Chapters", link: `/${first}`, activeMatch: "^/\\d\\d-" }];
  // a folder of its own, not a page of VitePress: the browser loads it as a whole
  const api = facts.hasApi
    ? [{ text: "API", link: `/api/index.html`, target: "_self", rel: "" }]
    : [];
  return [...chapterItem, ...api];
}

/** Parts that are begun list all their chapters; those to come without a link. */
function sidebar(written: ReadonlySet<string>): DefaultTheme.SidebarItem[] {
  return parts.map((part) => {
    const own = chapters.filter((chapter) => chapter.part === part.number);
    const isBegun = own.some((chapter) => written.has(stem(chapter)));
    return {
      text: `${part.numeral} · ${part.title}${isBegun ? "" : " (planned)"}`,
      items: !isBegun ? [] : own.map((chapter) => ({
        text: `${chapter.number} ${chapter.title}`,
        ...(written.has(stem(chapter)) ? { link: `/${stem(chapter)}` } : {}),
      })),
    };
  });
}

/** What is needed of markdown-it to render for the search. */
interface Renderer {
  readonly options: { highlight?: unknown };
  render(source: string, env: unknown): string;
}

/** Words and code are searched; formulas would fill the index with fragments. */
function searchableText(
  source: string,
  env: MarkdownEnv & { forSearch?: boolean },
  md: Renderer,
): string {
  env.forSearch = true;
  const { highlight } = md.options;
  md.options.highlight = null; // colours take long, and nobody searches for them
  try {
    return md.render(source, env).replaceAll(/<LiveFigure[^>]*>/g, " ");
  } finally {
    md.options.highlight = highlight;
  }
}
