/** Chapter 06, live: the plane of codes, and what is written at one of them. */
import {
  type Drawing,
  type Ends,
  type Ink,
  levels,
  type Mark,
  scale,
  type Scene,
  ticks,
} from "lib/live";
import type { Code, Given, Values } from "./plane_values.ts";

/** From where to where each number of the code goes. */
export const REACH = 4;

const top = 30, foot = 46, left = 30, gap = 24;

interface Frame {
  readonly x: Ends;
  readonly y: Ends;
  readonly image: { readonly x: number; readonly y: number; readonly side: number };
  readonly height: number;
}

/** Plane and image beside each other, or below where there is little room. */
function frameOf(width: number): Frame {
  const isWide = width >= 520;
  const side = isWide ? Math.min(420, Math.floor((width - left - gap) * 0.62)) : width - left - 4;
  const own = isWide ? Math.min(260, width - left - side - gap - 2) : Math.min(200, width - 40);
  const below = top + side + foot;
  return {
    x: [left, left + side],
    y: [top + side, top],
    image: isWide
      ? { x: left + side + gap, y: top + 18, side: own }
      : { x: left, y: below + 18, side: own },
    height: isWide ? below : below + own + 28,
  };
}

/** The code under a pointer, within the plane. */
export function codeUnder(x: number, y: number, width: number): Code {
  const frame = frameOf(width);
  const within = (value: number) => Math.round(Math.min(REACH, Math.max(-REACH, value)) * 20) / 20;
  return {
    first: within(scale(frame.x, [-REACH, REACH])(x)),
    second: within(scale(frame.y, [-REACH, REACH])(y)),
  };
}

/** The plane with every image's digit at its code, the held code, and what is written there. */
export function draw(
  { values, choices, width, shown }: Scene<Code, Values>,
  given: Given,
): Drawing {
  const frame = frameOf(width), ends = [-REACH, REACH] as const, at = [-4, -2, 0, 2, 4];
  const text = (value: number) => value < 0 ? `−${-value}` : String(value);
  const x = scale(ends, frame.x), y = scale(ends, frame.y);
  const marks: readonly Mark[] = [
    { kind: "words", x: 0, y: 14, words: "z₂", ink: "muted" },
    ...levels({ domain: ends, range: frame.y, across: frame.x, at, text }),
    ...ticks({
      domain: ends,
      range: frame.x,
      across: [frame.y[0], frame.y[0] + 5],
      at: at.slice(1, -1),
      text,
    }),
    {
      kind: "words",
      x: (frame.x[0] + frame.x[1]) / 2,
      y: frame.y[0] + 40,
      words: "z₁",
      anchor: "middle",
    },
    ...shown ? [...readCodes(given, x, y), held(choices, x, y), ...picture(values, frame)] : [],
  ];
  return { width, height: frame.height, marks };
}

type Scale = (value: number) => number;

/** The digit of each image where it was read to. */
function readCodes({ codes, digits }: Given, x: Scale, y: Scale): readonly Mark[] {
  const inside = codes.map((code, i) => ({ code, digit: digits[i]! }))
    .filter(({ code }) => code.every((each) => Math.abs(each) < REACH - 0.15));
  return inside.map(({ code: [a, b], digit }) => ({
    kind: "words",
    x: x(a!),
    y: y(b!) + 4,
    words: String(digit),
    anchor: "middle",
    size: 10,
    ink: "quiet",
  }));
}

function held({ first, second }: Code, x: Scale, y: Scale): Mark {
  return {
    kind: "disc",
    x: x(first),
    y: y(second),
    radius: 8,
    fill: "bound",
    stroke: "paper",
    thick: 2,
  };
}

/** Sixty-four pixels, in six shades. */
function picture({ image }: Values, { image: { x, y, side } }: Frame): readonly Mark[] {
  const pixel = side / 8;
  return [
    { kind: "words", x, y: y - 6, words: "chances of ink", ink: "muted" },
    ...image.map((chance, i): Mark => ({
      kind: "box",
      x: x + (i % 8) * pixel,
      y: y + Math.floor(i / 8) * pixel,
      width: pixel - 0.5,
      height: pixel - 0.5,
      fill: `ramp-${Math.min(5, Math.floor(6 * chance)) as 0 | 1 | 2 | 3 | 4 | 5}` satisfies Ink,
    })),
  ];
}
