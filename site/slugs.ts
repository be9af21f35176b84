/**
 * The anchor of a heading, as VitePress names it: `Where we are` → `where-we-are`.
 */
export function slug(words: string): string {
  return words.normalize("NFKD").replaceAll(/[\u0300-\u036f]/g, "")
    // deno-lint-ignore no-control-regex -- they are taken out
    .replaceAll(/[\u0000-\u001f]/g, "")
    .replaceAll(/[\s~`!@#$%^&*()\-_+=[\]{}|\\;:"'“”‘’<>,.?/]+/g, "-")
    .replaceAll(/^-+|-+$/g, "").replace(/^(\d)/, "_$1").toLowerCase();
}

/** Gives headings of one page their anchors; the second of a name gets a number. */
export function slugger(): (words: string) => string {
  const taken = new Set<string>();
  return (words) => {
    const name = slug(words) || "section";
    let own = name;
    for (let number = 1; taken.has(own); number++) own = `${name}-${number}`;
    taken.add(own);
    return own;
  };
}
