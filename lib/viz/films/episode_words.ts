/** What all films of worlds share: their words, and that their lists fit together. */

import {
  anyList,
  numberWith,
  optional,
  refusal,
  required,
  type Shape,
  ShapeError,
  text,
  vector,
  whole,
} from "../../math/mod.ts";
import type { Layer } from "../grammar/layer.ts";
import { layer, sentence } from "../grammar/shapes.ts";

/** A place, an angle or a length in a world: far beyond it a film would show nothing. */
const FARTHEST = 1e6;

/** A coordinate. */
export const coordinate: Shape<number> = numberWith(
  `a finite number within ±${FARTHEST}`,
  (value) => Math.abs(value) <= FARTHEST,
);

/** A length, a duration. */
export const size: Shape<number> = numberWith(
  `a number above 0, at most ${FARTHEST}`,
  (value) => value > 0 && value <= FARTHEST,
);

/** One a state, and as many as all others of the door. */
export const states: Shape<ArrayLike<number>> = vector("states", coordinate);

/** One an action, and as many as all others of the door; none is too few for a film. */
export const actions: Shape<ArrayLike<number>> = vector("actions", coordinate);

/** Rows of every film's table. */
export const filmTable = {
  description: required(sentence),
  title: optional(text),
  headline: optional(text),
} as const;

/** Rows of a film's table that may have more marks. */
export const markedTable = { ...filmTable, more: optional(anyList(layer)) } as const;

/** Rows of every strip's table. */
export const stripTable = { ...filmTable, count: optional(whole(2)) } as const;

/** What every film says about itself. */
export interface FilmWords {
  /** One sentence for those who cannot see it. */
  readonly description: string;
  readonly title?: string;
  /** The finding, in at most two lines; a film that stands alone has one. */
  readonly headline?: string;
}

/** A film with more marks, which do not move: where it has been, what to look at. */
export interface MarkedFilmWords extends FilmWords {
  readonly more?: readonly Layer[];
}

/** A strip instead of a film: so many moments side by side. */
export interface StripWords extends FilmWords {
  /** How many; default 7. */
  readonly count?: number;
}

/** What a stage takes over from the words. */
export function wordsOf({ description, title, headline }: FilmWords): FilmWords {
  return {
    description,
    ...(title === undefined ? {} : { title }),
    ...(headline === undefined ? {} : { headline }),
  };
}

/** What a scene says about the action taken in it; nothing where the episode is over. */
export function actionWords(
  name: string,
  value: number | undefined,
  unit = "",
): { readonly words?: string } {
  return value === undefined ? {} : { words: `${name} ${signed(value)} ${unit}`.trimEnd() };
}

/** A number with its sign, two digits after the point. */
function signed(value: number): string {
  const digits = Math.abs(value).toFixed(2);
  if (Number(digits) === 0) return digits;
  return value < 0 ? `−${digits}` : `+${digits}`;
}

/** Refuses lists that do not belong together: an action for each state but the last. */
export function requireOneMore(
  name: string,
  actions: ArrayLike<unknown>,
  states: ArrayLike<unknown>,
): void {
  if (states.length === actions.length + 1) return;
  const wish = `[${states.length - 1}], one fewer than there are states`;
  throw new ShapeError("draw a film", name, [actions.length], wish);
}

/** Refuses an arrow of many turns: what is drawn as one would be a black disc. */
export function requireTurns(name: string, actions: ArrayLike<number>, strongest: number): void {
  for (let i = 0; i < actions.length; i++) {
    if (Math.abs(actions[i]!) <= 10 * strongest) continue;
    const wish = `a number within ±${10 * strongest}, ten times the strongest`;
    throw new RangeError(refusal("draw a film", `${name}[${i}]`, actions[i], wish));
  }
}
