import { type Chapter, chapters, type Part, parts } from "../notebooks/catalogue.ts";
import { bookTitle, claim } from "./words.ts";
import type { Page } from "./page.ts";
import { partPicture } from "./pictures.ts";
import { escapeHtml } from "./prose.ts";

/** The front page: what the book claims, and its four parts with a picture each. */
export function indexPage(stems: ReadonlySet<string>): Page {
  const first = chapters.find((chapter) => stems.has(chapter.slug));
  const begin = first === undefined
    ? ""
    : `<p class="begin"><a class="begin-link" href="./${first.slug}.html">Begin with chapter ` +
      `${first.number}: ${escapeHtml(first.title)}</a></p>`;
  const html = `<main class="front"><div class="front-head"><h1>${
    escapeHtml(bookTitle)
  }</h1><p class="claim">${escapeHtml(claim)}</p>${begin}</div>${
    parts.map((part) => partSection(part, stems)).join("")
  }</main>`;
  const layout = { layout: "page", sidebar: false, aside: false };
  return {
    name: "index",
    front: { ...layout, title: bookTitle, titleTemplate: false },
    html,
    searched: "",
    assets: [],
  };
}

function partSection(part: Part, stems: ReadonlySet<string>): string {
  const items = chapters.filter((chapter) => chapter.part === part.number)
    .map((chapter) => chapterItem(chapter, stems.has(chapter.slug)));
  const id = `part-${part.number}`;
  return `<section class="front-part" aria-labelledby="${id}">` +
    `<div class="front-part-head">${
      partPicture(part.number)
    }<h2 id="${id}"><span class="numeral">` +
    `Part ${part.numeral}</span> ${escapeHtml(part.title)}</h2>` +
    `<p class="blurb">${escapeHtml(part.blurb)}</p></div>` +
    `<ol class="front-chapters">${items.join("")}</ol></section>`;
}

function chapterItem(chapter: Chapter, isWritten: boolean): string {
  const words = `<span class="name">${escapeHtml(chapter.title)}</span>`;
  const name = isWritten
    ? `<a href="./${chapter.slug}.html">${words}</a>`
    : `${words} <span class="planned">planned</span>`;
  return `<li class="${isWritten ? "written" : "to-come"}"><span class="number">${chapter.number}` +
    `</span><div>${name}<p>${escapeHtml(chapter.question)}</p></div></li>`;
}
