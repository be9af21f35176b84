/** Paragraphs with a rôle, told by the bold words that they begin with. */
const roles: readonly { readonly begins: RegExp; readonly role: string }[] = [
  { begins: /^what to see/i, role: "what-to-see" },
  { begins: /^(?:its|the) limits?\b/i, role: "its-limit" },
  { begins: /guess|before you (?:run|look|read)/i, role: "guess" },
];

interface Token {
  readonly type: string;
  readonly content: string;
  readonly children: readonly Token[] | null;
  attrJoin(name: string, value: string): void;
}

/** Marks paragraphs with their rôles; a rule of markdown-it. */
export function markRoles(state: { readonly tokens: readonly Token[] }): void {
  for (const [i, token] of state.tokens.entries()) {
    const [first, second] = (state.tokens[i + 1]?.children ?? []).filter((each) =>
      each.type !== "text" || each.content !== ""
    );
    if (token.type !== "paragraph_open" || first?.type !== "strong_open") {
      continue;
    }
    const found = roles.find(({ begins }) => begins.test(second?.content ?? ""));
    if (found !== undefined) token.attrJoin("class", found.role);
  }
}
