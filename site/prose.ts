/** What a stretch of Markdown is: only `text` and `link` hold words for the reader. */
export type SegmentKind =
  | "text"
  | "heading"
  | "code"
  | "math"
  | "html"
  | "link";

/** A stretch of Markdown. */
export interface Segment {
  readonly kind: SegmentKind;
  readonly source: string;
}

/** The opaque forms, tried in order at each place. */
const forms: readonly {
  readonly kind: SegmentKind;
  readonly pattern: RegExp;
}[] = [
  {
    kind: "code",
    pattern: /(?<=^|\n)(?<fence>```+|~~~+)[^\n]*\n[\s\S]*?\n?\k<fence>[^\n]*/y,
  },
  { kind: "heading", pattern: /(?<=^|\n)#{1,6} [^\n]*/y },
  {
    kind: "code",
    pattern: /(?<!`)(?<ticks>`+)(?!`)[\s\S]*?[^`]\k<ticks>(?!`)/y,
  },
  { kind: "text", pattern: /\\[\\$`[\]()]/y },
  { kind: "math", pattern: /\$\$[\s\S]*?\$\$/y },
  { kind: "math", pattern: /\$(?![\s$])(?:\\[\s\S]|[^$\\])*?(?<!\s)\$(?!\d)/y },
  {
    kind: "math",
    pattern: /\\begin\{(?<name>[a-z]+\*?)\}[\s\S]*?\\end\{\k<name>\}/y,
  },
  { kind: "html", pattern: /<!--[\s\S]*?-->/y },
  {
    kind: "html",
    pattern: /<\/?[A-Za-z][\w-]*(?:\s+[\w:-]+(?:=(?:"[^"]*"|'[^']*'))?)*\s*\/?>/y,
  },
  {
    kind: "link",
    pattern: /!?\[(?:[^[\]`$]|`[^`]*`|\$[^$]*\$)*\]\([^()\s]*(?:\s+"[^"]*")?\)/y,
  },
  { kind: "html", pattern: /<https?:[^>\s]+>/y },
];

const special = /[`~\\$<[!#]/g;

/** Splits Markdown into words on the one hand and code, mathematics, HTML and links on the other. */
export function segments(markdown: string): readonly Segment[] {
  const found: Segment[] = [];
  let [textStart, at] = [0, 0];
  const flush = (end: number) => {
    if (end > textStart) {
      found.push({ kind: "text", source: markdown.slice(textStart, end) });
    }
  };
  while (at < markdown.length) {
    special.lastIndex = at;
    const next = special.exec(markdown);
    if (next === null) break;
    const opaque = opaqueAt(markdown, next.index);
    at = next.index + (opaque?.source.length ?? 1);
    if (opaque === undefined || opaque.kind === "text") continue;
    flush(next.index);
    found.push(opaque);
    textStart = at;
  }
  flush(markdown.length);
  return found;
}

function opaqueAt(markdown: string, index: number): Segment | undefined {
  for (const { kind, pattern } of forms) {
    pattern.lastIndex = index;
    const match = pattern.exec(markdown);
    if (match !== null) return { kind, source: match[0] };
  }
  return undefined;
}

/** Rewrites Markdown stretch by stretch; kinds that are not named stay as they are. */
export function mapSegments(
  markdown: string,
  rules: Partial<Record<SegmentKind, (source: string) => string>>,
): string {
  return segments(markdown).map(({ kind, source }) => rules[kind]?.(source) ?? source).join("");
}

/** HTML that authors may use in Markdown; anything else that looks like a tag is shown as text. */
export const allowedTags: readonly string[] =
  "a abbr b blockquote br code dd del details div dl dt em figcaption figure hr i img ins kbd li"
    .concat(" mark ol p pre q s samp small span strong sub summary sup table")
    .concat(" tbody td tfoot th thead tr u ul var wbr").split(" ");

/** Shows as words what only looks like a tag, as in Array<number>. */
export function guardProse(markdown: string): string {
  return mapSegments(markdown, {
    heading: (line) => line.replace(/^(#+ )(.*)$/, (_, mark, words) => mark + guardProse(words)),
    html: (tag) => {
      const name = /^<\/?([A-Za-z][\w-]*)/.exec(tag)?.[1];
      if (name === undefined || allowedTags.includes(name.toLowerCase())) return tag;
      return tag.replaceAll("<", "&lt;").replaceAll(">", "&gt;");
    },
  });
}

/** Text as it must stand in HTML, between tags or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
