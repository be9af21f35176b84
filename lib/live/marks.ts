/** What explorables draw with: marks as data, coloured by role. A page makes SVG of them. */
import type { Role } from "../viz/mod.ts";

/** Across and down from the picture's upper left corner, pixels. */
export type Point = readonly [x: number, y: number];

/** A colour by what it means; `ramp-0` to `ramp-5` run from least to most. */
export type Ink = Role | `ramp-${0 | 1 | 2 | 3 | 4 | 5}`;

/** How a mark is painted; what is left out is not painted. */
export interface Paint {
  readonly fill?: Ink;
  /** In [0, 1]. */
  readonly fillOpacity?: number;
  /** Stripes of the fill's colour on paper: a second sign beside the hue. */
  readonly striped?: boolean;
  readonly stroke?: Ink;
  /** Of the stroke, pixels; 1 when left out. */
  readonly thick?: number;
  /** Lengths of dashes and gaps, pixels. */
  readonly dash?: readonly number[];
  /** Of the whole, in [0, 1]. */
  readonly opacity?: number;
}

/** A rectangle by its upper left corner. */
export interface Box extends Paint {
  readonly kind: "box";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Radius of its corners. */
  readonly round?: number;
}

/** A circle by its middle. */
export interface Disc extends Paint {
  readonly kind: "disc";
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** Lines from point to point, one or many. */
export interface Path extends Paint {
  readonly kind: "path";
  readonly pieces: readonly (readonly Point[])[];
  /** Whether each piece ends where it began. */
  readonly closed?: boolean;
}

/** One line of words. */
export interface Words {
  readonly kind: "words";
  readonly x: number;
  /** Of the line on which the letters stand. */
  readonly y: number;
  readonly words: string;
  /** Which part of the words is at x; default `start`. */
  readonly anchor?: "start" | "middle" | "end";
  /** Pixels; 13 when left out. */
  readonly size?: number;
  readonly weight?: "normal" | "bold";
  /** `ink` when left out. */
  readonly ink?: Ink;
  /** A rim of paper, where words cross lines. */
  readonly halo?: boolean;
}

/** One thing in a picture. */
export type Mark = Box | Disc | Path | Words;

/** A picture: its marks, the later over the earlier. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly marks: readonly Mark[];
}
