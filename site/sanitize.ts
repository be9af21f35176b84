import type { Element, ElementContent, Root, Text } from "hast";
import { fromHtml } from "hast-util-from-html";
import { sanitize, type Schema } from "hast-util-sanitize";
import { toHtml } from "hast-util-to-html";
import { allowedTags } from "./prose.ts";

/**
 * What may be in a page: an allow-list. `hast-util-sanitize` is taken since it works on the tree that a
 * browser makes of the text (parse5), not on the text: there is no second reading of it to be fooled.
 * No `style` but the alignment of a column, no `class` but the rôles of paragraphs, no event handlers.
 */
const schema: Schema = {
  tagNames: [...allowedTags, "h1", "h2", "h3", "h4", "h5", "h6"],
  attributes: {
    "*": ["id", "title", "lang", "dir"],
    a: ["href", "name"],
    details: ["open"],
    img: ["src", "alt", "width", "height"],
    ol: ["start"],
    p: [["className", "what-to-see", "its-limit", "guess"]],
    td: ["colSpan", "rowSpan", ["style", /^text-align:(?:left|right|center)$/]],
    th: ["colSpan", "rowSpan", "scope", ["style", /^text-align:(?:left|right|center)$/]],
  },
  ancestors: Object.fromEntries(
    ["tbody", "td", "tfoot", "th", "thead", "tr"].map((name) => [name, ["table"]]),
  ),
  protocols: { href: ["http", "https", "mailto"], src: ["data"] },
  strip: ["script", "style", "template", "noscript", "iframe", "object", "math", "svg", "textarea"],
  clobber: [], // ids are looked at below
  clobberPrefix: "",
  allowComments: false,
  allowDoctypes: false,
};

/** Stands in the text where trusted HTML will: a formula, coloured code. */
export interface Holes {
  /** Matches each of them; has the flag `g` and one group, its number. */
  readonly pattern: RegExp;
  /** What fills it. */
  readonly fill: (which: number) => string;
  /** What it says in a heading's label. */
  readonly words: (which: number) => string;
}

/**
 * Makes HTML harmless, mends it for the site, and fills its holes, in this order, so that what fills
 * them is never taken for an author's and no author's text ever for it.
 *
 * @param slugOf gives a heading its anchor, each time another
 */
export function harmlessHtml(
  html: string,
  holes: Holes,
  slugOf: (words: string) => string,
): string {
  const tree = sanitize(fromHtml(html, { fragment: true }), schema) as Root;
  for (const child of tree.children) mend(child as ElementContent, holes, slugOf);
  fillHoles(tree, holes);
  return toHtml(tree, { allowDangerousHtml: true }); // the holes' own
}

function mend(node: ElementContent, holes: Holes, slugOf: (words: string) => string): void {
  if (node.type !== "element") return;
  const { properties, tagName } = node;
  if (!isFreeId(properties.id)) delete properties.id;
  if (tagName === "a") mendLink(node);
  if (tagName === "img" && !isOwnPicture(String(properties.src ?? ""))) delete properties.src;
  if (tagName === "table") properties.tabIndex = 0; // it scrolls: by keys, too
  for (const child of node.children) mend(child, holes, slugOf);
  if (/^h[1-6]$/.test(tagName)) addAnchor(node, holes, slugOf);
}

/** Ids of VitePress' own are not for pages: its scripts look for them. */
function isFreeId(id: unknown): boolean {
  return typeof id === "string" && /^[^\s"'<>]+$/.test(id) &&
    !/^(?:app$|__|VP|local-?search)/.test(id);
}

function mendLink({ properties }: Element): void {
  const { name, href } = properties;
  delete properties.name; // the old form of an anchor
  if (properties.id === undefined && isFreeId(name)) properties.id = String(name);
  if (/^(?:https?:|[\\/]{2})/i.test(String(href ?? ""))) {
    Object.assign(properties, { target: "_blank", rel: ["noreferrer"] });
  }
}

/** A picture of this site, or one that lies in the text itself. */
function isOwnPicture(source: string): boolean {
  if (/^data:/i.test(source)) return /^data:image\/(?:png|jpeg|gif|webp);base64,/i.test(source);
  const origin = "http://book.invalid";
  try {
    return source !== "" && new URL(source, `${origin}/`).origin === origin;
  } catch {
    return false;
  }
}

/** As VitePress marks a heading: an id, and a link to itself that shows under the mouse. */
function addAnchor(heading: Element, holes: Holes, slugOf: (words: string) => string): void {
  const text = wordsOf(heading);
  const id = slugOf(text.replaceAll(holes.pattern, ""));
  const label = text.replaceAll(holes.pattern, (_, which) => holes.words(Number(which)));
  Object.assign(heading.properties, { id, tabIndex: -1 });
  heading.children.push({ type: "text", value: " " }, {
    type: "element",
    tagName: "a",
    properties: {
      className: ["header-anchor"],
      href: `#${id}`,
      ariaLabel: `Permalink to "${label}"`,
    },
    children: [{ type: "text", value: "\u200b" }],
  });
}

function wordsOf(node: ElementContent): string {
  if (node.type === "text") return node.value;
  return node.type === "element" ? node.children.map(wordsOf).join("") : "";
}

function fillHoles(parent: Root | Element, holes: Holes): void {
  parent.children = (parent.children as ElementContent[]).flatMap((child) => {
    if (child.type === "text") return filled(child, holes);
    if (child.type === "element") fillHoles(child, holes);
    return [child];
  });
}

function filled({ value }: Text, holes: Holes): ElementContent[] {
  // split with a group: text, number, text, number, …, text
  return value.split(holes.pattern).map((piece, i) =>
    i % 2 === 0 ? { type: "text", value: piece } : raw(holes.fill(Number(piece)))
  );
}

/** HTML that is put in as it is; hast-util-to-html knows such nodes, hast's types do not. */
function raw(html: string): ElementContent {
  return { type: "raw", value: html } as unknown as ElementContent;
}
