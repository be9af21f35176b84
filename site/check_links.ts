/** A link or picture that leads nowhere. */
export interface DeadLink {
  readonly page: string;
  readonly target: string;
  readonly reason: "no such file" | "no such anchor" | "another host";
}

interface Built {
  readonly ids: ReadonlySet<string>;
  readonly links: readonly string[];
  readonly resources: readonly string[];
}

/**
 * Follows every link of a built site, anchors included.
 *
 * @param pages path below the site's folder → HTML
 * @param files all paths below the site's folder
 * @param base what addresses begin with, e.g. `"/"` or `"/course/"`
 */
export function deadLinks(
  pages: ReadonlyMap<string, string>,
  files: ReadonlySet<string>,
  base: string,
): readonly DeadLink[] {
  const built = new Map([...pages].map(([path, html]) => [path, readHtml(html)]));
  const dead: DeadLink[] = [];
  for (const [page, { links, resources }] of built) {
    for (const target of [...links, ...resources]) {
      const isResource = resources.includes(target);
      const reason = faultOf(page, target, isResource, built, files, base);
      if (reason !== undefined) dead.push({ page, target, reason });
    }
  }
  return dead;
}

function readHtml(html: string): Built {
  const body = html.replaceAll(
    /<script\b[^>]*>[\s\S]*?<\/script>/g,
    (script) => script.slice(0, script.indexOf(">") + 1),
  );
  const all = (pattern: RegExp) => [...body.matchAll(pattern)].map((match) => decode(match[1]!));
  return {
    ids: new Set(all(/<[^>]*?\sid="([^"]*)"/g)),
    links: all(/<a\b[^>]*?\shref="([^"]*)"/g),
    resources: [
      ...all(/<link\b[^>]*?\shref="([^"]*)"/g),
      ...all(/<[a-z][^>]*?\ssrc="([^"]*)"/g),
    ],
  };
}

function decode(text: string): string {
  return text.replaceAll(
    /&#(?:x([0-9a-f]+)|(\d+));/gi,
    (_, hex, digits) =>
      String.fromCodePoint(hex === undefined ? Number(digits) : parseInt(hex, 16)),
  )
    .replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

function faultOf(
  page: string,
  target: string,
  isResource: boolean,
  built: ReadonlyMap<string, Built>,
  files: ReadonlySet<string>,
  base: string,
): DeadLink["reason"] | undefined {
  if (target.startsWith("data:") || target.startsWith("mailto:")) {
    return undefined;
  }
  const origin = "http://book.invalid";
  const url = new URL(target, `${origin}${base}${page}`);
  if (url.origin !== origin) return isResource ? "another host" : undefined;
  if (!url.pathname.startsWith(base)) return "no such file";
  const path = fileOf(
    decodeURIComponent(url.pathname.slice(base.length)),
    files,
  );
  if (path === undefined) return "no such file";
  const anchor = decodeURIComponent(url.hash.slice(1));
  const there = built.get(path);
  if (anchor === "" || there === undefined || there.ids.has(anchor)) {
    return undefined;
  }
  return "no such anchor";
}

function fileOf(path: string, files: ReadonlySet<string>): string | undefined {
  const candidates = path === "" || path.endsWith("/") ? [`${path}index.html`] : [path];
  return candidates.find((each) => files.has(each));
}
