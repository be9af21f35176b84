/** The library's docstrings as pages, by the names it exports; what Shift-Tab and `help` show. */

/** What `deno doc --json` says, as far as it is read here. */
interface Report {
  readonly nodes: Readonly<Record<string, { readonly symbols?: readonly SymbolNode[] }>>;
}

interface SymbolNode {
  readonly name: string;
  readonly declarations: readonly Declaration[];
}

interface Declaration {
  readonly kind: string;
  readonly location: { readonly filename: string; readonly line: number };
  readonly jsDoc?: { readonly doc?: string; readonly tags?: readonly Tag[] };
}

interface Tag {
  readonly kind: string;
  readonly name?: string;
  readonly doc?: string;
  readonly tsType?: { readonly repr?: string };
}

const root = new URL("../../", import.meta.url);
const mostLines = 30;
const link = /\{@link ([^}]*)\}/g;

/**
 * Reads the docstrings of everything that the library exports.
 *
 * @returns name → page, as markdown; a name that two folders export has both, one below the other
 */
export async function documentation(): Promise<ReadonlyMap<string, string>> {
  const { nodes } = await report();
  const pages = new Map<string, string>();
  for (const [door, { symbols = [] }] of Object.entries(nodes)) {
    for (const { name, declarations } of symbols) {
      const page = await pageOf(doorName(door), declarations);
      const earlier = pages.get(name);
      pages.set(name, earlier === undefined ? page : `${earlier}\n\n---\n\n${page}`);
    }
  }
  return pages;
}

async function report(): Promise<Report> {
  const { exports } = JSON.parse(await Deno.readTextFile(new URL("deno.json", root))) as {
    readonly exports: Readonly<Record<string, string>>;
  };
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["doc", "--quiet", "--json", ...Object.values(exports), "data/mod.ts"],
    cwd: root,
    stderr: "null",
  }).output();
  return JSON.parse(new TextDecoder().decode(stdout)) as Report;
}

/** `file:///…/lib/inference/mod.ts` → `lib/inference` */
function doorName(door: string): string {
  return door.slice(root.href.length).replace(/\/mod\.ts$/, "");
}

async function pageOf(door: string, declarations: readonly Declaration[]): Promise<string> {
  const signatures = await Promise.all(declarations.map(signatureOf));
  const documented = declarations.find(({ jsDoc }) => jsDoc !== undefined)?.jsDoc;
  const parts = [
    `\`\`\`ts\n${signatures.join("\n")}\n\`\`\``,
    `*${door}*`,
    (documented?.doc ?? "").trim(),
    ...tagParts(documented?.tags ?? []),
  ];
  return parts.filter((part) => part !== "").join("\n\n").replaceAll(link, "`$1`");
}

/** As it stands in the source, up to its body; types and interfaces whole. */
async function signatureOf({ kind, location }: Declaration): Promise<string> {
  const lines = (await source(location.filename)).split("\n").slice(location.line);
  const end = lines.findIndex((line) => isEnd(kind, line));
  const text = lines.slice(0, Math.min(end < 0 ? 1 : end + 1, mostLines)).join("\n");
  const bare = text.replace(/^export (?:async )?(?:function )?/, "");
  return kind === "function" || kind === "class" ? bare.replace(/ \{$/, "") : bare;
}

function isEnd(kind: string, line: string): boolean {
  if (kind === "function" || kind === "class") return / \{$/.test(line) && !/\($/.test(line);
  return /^\}|;$/.test(line) && !/^\s/.test(line) || / \{$/.test(line) && kind === "variable";
}

const sources = new Map<string, Promise<string>>();

function source(filename: string): Promise<string> {
  const known = sources.get(filename) ?? Deno.readTextFile(new URL(filename));
  sources.set(filename, known);
  return known;
}

function tagParts(tags: readonly Tag[]): readonly string[] {
  const of = (kind: string) => tags.filter((tag) => tag.kind === kind);
  const text = ({ doc = "" }: Tag) => doc.trim().replaceAll(/\{(\w+Error)\}/g, "$1");
  const given = of("param").map((tag) => `- \`${tag.name ?? ""}\`: ${text(tag)}`).join("\n");
  const thrown = of("throws").map((tag) => `${tag.tsType?.repr ?? "Error"} ${text(tag)}`);
  return [
    given === "" ? "" : `**Arguments**\n\n${given}`,
    ...of("return").map((tag) => `**Returns** ${text(tag)}`),
    ...thrown.map((words) => `**Throws** ${words}`),
    ...of("example").map((tag) => `**Example**\n\n${text(tag)}`),
  ];
}
