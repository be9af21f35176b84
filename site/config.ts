import { type DefaultTheme, defineConfig } from "vitepress";
import { chapters, parts } from "../notebooks/catalogue.ts";
import { bookTitle } from "./words.ts";

/** What the converter tells VitePress, through `book.json` beside the pages. */
export interface BookFacts {
  readonly stems: readonly string[];
  readonly base: string;
  readonly hasApi: boolean;
  /** Address of the chart bundle, below the base. */
  readonly charts: string;
  /** What the search knows of each page, by the page's name. */
  readonly searched: Readonly<Record<string, string>>;
}

/**
 * VitePress' configuration of the book.
 *
 * A second language would come in here: `locales: { root: …, zh: { label, lang, link: "/zh/",
 * themeConfig } }`, with its pages under `zh/` beside the others and its words in `words.ts`.
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
    vite: {
      logLevel: "warn",
      build: {
        rollupOptions: { treeshake: false }, // nothing to shake: a third faster
        assetsInlineLimit: 0, // fonts are files: the pages' policy allows no others
      },
      define: { __CHARTS__: JSON.stringify(facts.charts) },
    },
    themeConfig: {
      siteTitle: "ELBO → SAC",
      logo: { src: "/mark.svg", alt: "" },
      nav: navigation(facts),
      sidebar: [...sidebar(new Set(facts.stems)), ...appendix(facts)],
      outline: { level: [2, 3], label: "On this page" },
      docFooter: { prev: "Previous chapter", next: "Next chapter" },
      search: { provider: "local", options: { _render: searched(facts) } },
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
    const isBegun = own.some((chapter) => written.has(chapter.slug));
    return {
      text: `${part.numeral} · ${part.title}${isBegun ? "" : " (planned)"}`,
      items: !isBegun ? [] : own.map((chapter) => ({
        text: `${chapter.number} ${chapter.title}`,
        ...(written.has(chapter.slug) ? { link: `/${chapter.slug}` } : {}),
      })),
    };
  });
}

function appendix({ searched }: BookFacts): DefaultTheme.SidebarItem[] {
  if (!Object.hasOwn(searched, "errata")) return [];
  return [{ text: "Appendix", items: [{ text: "Errata of the lecture notes", link: "/errata" }] }];
}

/** Pages hold no Markdown for VitePress to read, so the search is told what is on them. */
function searched({ searched }: BookFacts) {
  return (_source: string, { relativePath }: { readonly relativePath: string }): string =>
    searched[relativePath.replace(/\.md$/, "")] ?? "";
}
