/** All layers of a strip of maps, with its words and the key to its shades. */
import type { Layer } from "../grammar/layer.ts";
import { label } from "../marks/label.ts";
import { phoneWidth } from "../grammar/word_boxes.ts";
import { textWidth } from "../look/text_width.ts";
import type { MapPlane } from "./map_plane.ts";
import type { ReadStrip } from "./map_strip.ts";
import {
  corners,
  edges,
  grounds,
  plain,
  shadeOf,
  signs,
  square,
  whiskers,
} from "./map_strip_marks.ts";

/** From the ground up. */
export function stripLayers(strip: ReadStrip, plane: MapPlane): readonly Layer[] {
  return [
    ...grounds(strip, plane),
    ...edges(strip, plane),
    ...whiskers(strip, plane),
    ...signs(strip, plane),
    ...words(strip, plane),
    ...key(strip, plane),
  ];
}

/** Words above the maps and their columns. */
function words({ maps, heads = [] }: ReadStrip, { corner, unit }: MapPlane): readonly Layer[] {
  const titles = maps.flatMap(({ title, role = "ink" }, k) => {
    const { x, y } = corner(k);
    return title === undefined
      ? []
      : [label({ text: title, x, y: y - 12 / unit, role, halo: false })];
  });
  const above = heads.map((text, k) =>
    label({ text, x: corner(k).x, y: 12 / unit, role: "muted", bold: false, halo: false })
  );
  return [...titles, ...above];
}

/** Shades with the numbers between them, and what a dot means. */
function key(strip: ReadStrip, { foot, unit }: MapPlane): readonly Layer[] {
  const { classes, classWords = classes.map((each) => String(each).replace("-", "−")) } = strip;
  // on a phone the boxes shrink, their words do not
  const widest = Math.max(...classWords.map((word) => textWidth(word)));
  const box = Math.max(36, Math.ceil((widest + 6) * strip.width / phoneWidth));
  const [wide, high, top] = [box / unit, 12 / unit, foot + 20 / unit];
  const middles = [classes[0]! - 1, ...classes];
  const boxes = middles.map((value, i) => [i * wide, top, (i + 1) * wide, top + high, value]);
  const impossible = strip.maps.some(({ values }) => Array.from(values).includes(-Infinity));
  const dots = [0, 1, 2].map((i) => [(classes.length + 1.5) * wide + i * 9 / unit, top + high / 2]);
  return [
    label({ text: strip.shade, x: 0, y: foot + 6 / unit, bold: false, halo: false }),
    plain([...square, "value"], boxes, { type: "rect", style: "paperline", strokeWidth: 0.5 }, {
      ...corners,
      ...shadeOf(strip),
    }),
    ...classWords.map((text, i) =>
      label({
        text,
        x: (i + 1) * wide,
        y: top + high + 11 / unit,
        align: "center",
        role: "muted",
        bold: false,
        halo: false,
      })
    ),
    ...(impossible
      ? [
        plain(["x", "y"], dots, {
          type: "point",
          filled: true,
          style: "hairline",
          size: 5,
          opacity: 1,
        }),
        label({
          text: "impossible",
          x: dots[2]![0]! + 9 / unit,
          y: top + high / 2,
          role: "muted",
          bold: false,
          halo: false,
        }),
      ]
      : []),
  ];
}
