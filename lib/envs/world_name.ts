/** Names that tell worlds apart. */

/**
 * A world's name, with the options in which it differs from the usual one: a checkpoint of one world
 * must not be taken for another's.
 */
export function worldName(name: string, options: object): string {
  return Object.keys(options).length === 0 ? name : `${name} ${JSON.stringify(options)}`;
}
