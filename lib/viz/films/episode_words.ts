/** What all films of worlds share: their words, and that their lists fit together. */

/** What every film says about itself. */
export interface FilmWords {
  /** One sentence for those who cannot see it. */
  readonly description: string;
  readonly title?: string;
}

/** A strip instead of a film: so many moments side by side. */
export interface StripWords extends FilmWords {
  /** How many; default 7. */
  readonly count?: number;
}

/** What a stage takes over from the words. */
export function wordsOf({ description, title }: FilmWords): FilmWords {
  return title === undefined ? { description } : { description, title };
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
  throw new RangeError(
    `Cannot draw a film: ${name} has ${actions.length} entries, expected ${states.length - 1}, ` +
      "one fewer than there are states",
  );
}

/** Refuses a list that is not as long as the states are many. */
export function requireAsMany(
  name: string,
  list: ArrayLike<unknown>,
  states: ArrayLike<unknown>,
): void {
  if (states.length === list.length) return;
  throw new RangeError(
    `Cannot draw a film: ${name} has ${list.length} entries, expected ${states.length}, ` +
      "as many as there are states",
  );
}
