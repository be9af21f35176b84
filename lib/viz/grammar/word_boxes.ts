/** Where words lie in the plot, in pixels: they stay in it, and off each other, on a phone, too. */
import { refusal } from "../../math/mod.ts";
import type { Axis } from "./axis.ts";
import { textWidth } from "../look/text_width.ts";
import { lineHeight, wordSize } from "../look/theme.ts";

/** Lines of words at a place. */
export interface WordBlock {
  readonly lines: readonly string[];
  readonly bold: boolean;
  /** Which end of the words stands at x. */
  readonly align: "left" | "center" | "right";
  readonly x: number | string;
  readonly y: number;
  /** Of the first line's middle, pixels to the right of x and below y. */
  readonly dx: number;
  readonly dy: number;
  /** Only while the slider stands there. */
  readonly frame?: number;
}

/** The plot that words stand in. */
export interface Room {
  readonly x: Axis;
  readonly y: Axis;
  readonly width: number;
  readonly height: number;
  /** Whether height shrinks with width. */
  readonly keepsShape: boolean;
}

/** Of a plot on a phone of 390 pixels, at least. */
export const phoneWidth = 280;

/** So far words may leave the plot, for there is a margin; so far they may touch each other. */
const [spill, touch] = [12, 3];

/**
 * Pixels from the left end or the foot of the plot; nothing where the axis fits itself to its data.
 *
 * @param room of the plot along this axis, pixels
 */
export function pixelOf(value: number | string, axis: Axis, room: number): number | undefined {
  const { categories, domain, log } = axis;
  if (categories !== undefined) {
    return room * (categories.indexOf(String(value)) + 0.5) / categories.length;
  }
  if (domain === undefined) return undefined;
  const along = (each: number) => log === true ? Math.log(each) : each;
  const [from, to] = domain;
  return room * (along(Number(value)) - along(from)) / (along(to) - along(from));
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * Refuses words that leave the plot or lie on each other, at its own width and on a phone.
 *
 * @throws {RangeError} with the words, and by how much
 */
export function requireApart(blocks: readonly WordBlock[], room: Room): void {
  const narrow = Math.min(room.width, phoneWidth);
  const shrunk = room.keepsShape ? room.height * narrow / room.width : room.height;
  for (const plot of [room, { ...room, width: narrow, height: shrunk }]) {
    const boxes = blocks.map((block) => boxOf(block, plot));
    boxes.forEach((box, i) => {
      if (box === undefined) return;
      requireInside(blocks[i]!, box, plot.width);
      boxes.slice(0, i).forEach((other, k) => {
        if (other !== undefined) requireOff([blocks[i]!, box], [blocks[k]!, other], plot.width);
      });
    });
  }
}

function boxOf({ lines, bold, align, x, y, dx, dy }: WordBlock, room: Room): Box | undefined {
  const [at, up] = [pixelOf(x, room.x, room.width), pixelOf(y, room.y, room.height)];
  if (at === undefined) return undefined;
  const weight = bold ? "bold" : "normal";
  const wide = Math.max(...lines.map((line) => textWidth(line, { weight })));
  const left = at + dx - (align === "left" ? 0 : align === "right" ? wide : wide / 2);
  // where y fits itself to its data, words can still leave the plot, but not be seen to meet
  const top = up === undefined ? NaN : room.height - up + dy - wordSize / 2;
  return {
    left,
    right: left + wide,
    top,
    bottom: top + (lines.length - 1) * lineHeight + wordSize,
  };
}

function requireInside({ lines }: WordBlock, { left, right }: Box, width: number): void {
  const over = Math.ceil(Math.max(-left, right - width));
  if (over <= spill) return;
  const wish = `words that stay within a plot of ${width} pixels, these leave it by ${over}: ` +
    "move or break them, or align their other end";
  throw new RangeError(refusal("draw words", "text", lines, wish));
}

function requireOff(
  [block, box]: readonly [WordBlock, Box],
  [other, there]: readonly [WordBlock, Box],
  width: number,
): void {
  if (block.frame !== other.frame && block.frame !== undefined && other.frame !== undefined) return;
  const across = Math.min(box.right, there.right) - Math.max(box.left, there.left);
  const down = Math.min(box.bottom, there.bottom) - Math.max(box.top, there.top);
  if (!(across > touch && down > touch)) return;
  const wish = `words off ${JSON.stringify(other.lines.join(" "))}, which they cover by ` +
    `${Math.ceil(across)} × ${Math.ceil(down)} pixels in a plot of ${width}: move one of them`;
  throw new RangeError(refusal("draw words", "text", block.lines, wish));
}
