/// <reference lib="dom" />
/** An SVG on a page, brought up to date by what has changed. */
import type { Drawing, Ink } from "../../lib/live/mod.ts";
import { type Element as Wanted, elementOf, variable } from "./svg.ts";

const svgNamespace = "http://www.w3.org/2000/svg";
let pictures = 0;

/** Draws into a box, again and again; what stays the same is not touched. */
export function pictureIn(box: HTMLElement): (drawing: Drawing) => void {
  const svg = box.appendChild(make("svg", { "aria-hidden": "true", focusable: "false" }));
  const [definitions, marks] = [svg.appendChild(make("defs")), svg.appendChild(make("g"))];
  const stripes = stripesIn(definitions, ++pictures);
  let last: readonly Wanted[] = [];
  return ({ width, height, marks: all }) => {
    write(svg, { width, height, viewBox: `0 0 ${width} ${height}` });
    const wanted = all.map((mark) => elementOf(mark, stripes));
    for (let i = wanted.length; i < last.length; i++) marks.lastChild!.remove();
    wanted.forEach((each, i) => update(marks, i, each, last[i]));
    last = wanted;
  };
}

function update(marks: SVGElement, at: number, wanted: Wanted, last: Wanted | undefined): void {
  const there = marks.childNodes[at] as SVGElement | undefined;
  const kept = last?.tag === wanted.tag && there !== undefined;
  const element = kept ? there : make(wanted.tag);
  write(element, wanted.attributes, kept ? last.attributes : {});
  if (wanted.words !== undefined && wanted.words !== (kept ? last.words : undefined)) {
    element.textContent = wanted.words;
  }
  if (!kept) there === undefined ? marks.append(element) : there.replaceWith(element);
}

type Attributes = Wanted["attributes"];

function write(element: SVGElement, wanted: Attributes, last: Attributes = {}): void {
  for (const name in last) if (wanted[name] === undefined) element.removeAttribute(name);
  for (const name in wanted) {
    const value = wanted[name];
    if (value !== undefined && value !== last[name]) element.setAttribute(name, String(value));
  }
}

/** A pattern for each colour that is asked for. */
function stripesIn(definitions: SVGElement, picture: number): (ink: Ink) => string {
  const made = new Set<Ink>();
  return (ink) => {
    const id = `live-${picture}-${ink}`;
    if (!made.has(ink)) {
      made.add(ink);
      const turned = { patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" };
      const pattern = make("pattern", { id, width: 6, height: 6, ...turned });
      const colour = `var(${variable(ink)})`;
      pattern.append(make("rect", { width: 6, height: 6, fill: colour, opacity: 0.22 }));
      pattern.append(make("rect", { width: 2.4, height: 6, fill: colour, opacity: 0.85 }));
      definitions.append(pattern);
    }
    return `url(#${id})`;
  };
}

function make(tag: string, attributes: Attributes = {}): SVGElement {
  const element = document.createElementNS(svgNamespace, tag) as SVGElement;
  write(element, attributes);
  return element;
}
