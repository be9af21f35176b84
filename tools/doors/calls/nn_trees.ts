/** Spoilings of trees of tensors that are none. */

/** Records of any names: what is left out, called otherwise, or empty is another tree. */
export function anyTree(at: string): { readonly fine: readonly RegExp[] } {
  return { fine: [new RegExp(`^${at}(?:\\.\\w+)* ← (?:no \\w+|\\w+ misspelt|\\{\\})$`)] };
}
