import { pathToFileURL } from "node:url";

/** Folders that have an entry point, in reading order. */
const folders = ["math", "nn", "prob", "prob/tensor", "inference", "inference/tensor"]
  .concat("sequence", "sequence/tensor", "control", "envs", "agents", "viz", "live", "notebook")
  .map((name) => `lib/${name}`)
  .concat("data");

/**
 * Writes the API reference from lib's docstrings, as `deno doc --html` makes it.
 *
 * @param root the project's folder
 * @param output folder for the pages; made anew
 * @returns whether there was anything to document
 * @throws {Error} with Deno's own words when it fails
 */
export async function writeApi(root: string, output: string): Promise<boolean> {
  const entries: string[] = [];
  for (const folder of folders) {
    const path = `${folder}/mod.ts`;
    if (await Deno.stat(`${root}/${path}`).then(() => true, () => false)) {
      entries.push(path);
    }
  }
  if (entries.length === 0) return false;
  const importMap = `${output}-imports.json`;
  await Deno.writeTextFile(importMap, await documentedImports(root));
  const command = new Deno.Command(Deno.execPath(), {
    args: ["doc", "--quiet", "--no-lock", "--html", "--name=lib"]
      .concat(`--import-map=${importMap}`, `--output=${output}`, ...entries),
    cwd: root,
    env: { NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
  });
  const { success, stderr } = await command.output();
  await Deno.remove(importMap);
  if (!success) {
    throw new Error(
      `Cannot write the API reference: ${new TextDecoder().decode(stderr)}`,
    );
  }
  await mendFolder(output);
  return true;
}

/** tfjs is handed on by lib/nn; its thousand names have documentation of their own. */
async function documentedImports(root: string): Promise<string> {
  const { imports } = JSON.parse(
    await Deno.readTextFile(`${root}/deno.json`),
  ) as {
    imports: Record<string, string>;
  };
  const stub = `data:application/typescript,${encodeURIComponent("export {};\n")}`;
  const mapped = Object.entries(imports).map(([name, target]) => {
    if (name.startsWith("@tensorflow/")) return [name, stub];
    return [
      name,
      target.startsWith("./") ? pathToFileURL(`${root}/${target}`).href : target,
    ];
  });
  return JSON.stringify({ imports: Object.fromEntries(mapped) });
}

async function mendFolder(folder: string): Promise<void> {
  const walk = async (below: string, depth: number): Promise<void> => {
    for await (const entry of Deno.readDir(below)) {
      const path = `${below}/${entry.name}`;
      if (entry.isDirectory) await walk(path, depth + 1);
      else if (path.endsWith(".html")) {
        await Deno.writeTextFile(
          path,
          mendApiPage(await Deno.readTextFile(path), depth),
        );
      }
    }
  };
  await walk(folder, 0);
}

/** Contrasts and marks of links that `deno doc` leaves too weak. */
const style = `<style>
.ddoc a:not([class]), .ddoc .contextLink { color: #175f92 }
.ddoc p a { text-decoration: underline }
.ddoc .td-kw, .ddoc .td-ref, .ddoc .td-op, .ddoc .td-ob { color: #3d4757 }
html:not(.dark) .ddoc .td-str, html:not(.dark) .ddoc .td-num { color: #466a00 }
.ddoc .namespaceSection a * { opacity: 1 !important }
.ddoc h1.page { font-size: 1.6rem; font-weight: 650; margin-bottom: 1rem }
.ddoc .crumbs { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem }
html:not(.dark) .token:is(.string, .attr-name, .builtin) { color: #466a00 }
html:not(.dark) .token:is(.comment, .punctuation) { color: #5a6370 }
html:not(.dark) .token:is(.operator, .url) { color: #7d5423; background: none }
html:not(.dark) .token:is(.keyword, .atrule) { color: #00618c }
html:not(.dark) .token:is(.function, .class-name) { color: #b3244a }
html:not(.dark) .token:is(.regex, .variable) { color: #8a5a00 }
.dark .ddoc a:not([class]), .dark .ddoc .contextLink { color: #82bfea }
.dark .ddoc .td-kw, .dark .ddoc .td-ref, .dark .ddoc .td-op, .dark .ddoc .td-ob { color: #b9c2cf }
</style>`;

/**
 * Mends what `deno doc` leaves open: the page's language, headline and landmarks, a way back to the
 * book, links within the page that lead nowhere, methods that other pages do not find, and formulas
 * taken for links.
 *
 * @param html a page of the reference
 * @param depth how many folders below the reference's own it stands
 */
export function mendApiPage(html: string, depth: number): string {
  const ids = new Set([...html.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1]!));
  const title = /<title>([^<]*?) (?:- lib )?documentation<\/title>/.exec(html)?.[1] ?? "Reference";
  const headline = html.includes("<h1") ? "" : `<h1 class="page">${title}</h1>`;
  const leveled = html.includes("<h2") ? html : html.replaceAll(/<(\/?)h3\b/g, "<$1h2");
  return leveled.replace("<html>", '<html lang="en">')
    .replace("</head>", `${style}</head>`)
    .replace('<nav id="topnav">', '<nav id="topnav" aria-label="Reference">')
    .replace(/<main\b[^>]*>/, (main) => main + headline)
    .replace(/<ul class="breadcrumbs">[\s\S]*?<\/div>/, (crumbs) => mendCrumbs(crumbs, depth))
    .replace('<div class="toc">', '<div class="toc" role="complementary" aria-label="Contents">')
    .replace('<nav class="topSymbols">', '<nav class="topSymbols" aria-label="Symbols">')
    .replaceAll(/<button class="copyButton[^"]*"/g, (button) => `${button} aria-label="Copy"`)
    // deno doc names an entry point by its folder; the course imports it as lib/…
    .replaceAll(
      / from &quot;(?!lib\/|data&|@|npm:|jsr:)([\w/]+)&quot;/g,
      " from &quot;lib/$1&quot;",
    )
    // f[k](x) in a docstring is a formula, not a link
    .replaceAll(/<a href="([\w, ]+)"[^>]*>([^<]*)<\/a>/g, "[$2]($1)")
    .replaceAll(/\shref="#([^"]+)"/g, (link, id) => ids.has(id) ? link : "")
    .replaceAll(/(?<=\s(?:id="|href="#))method_\w+(?=")/g, numberedByName(ids));
}

/** Other pages look for a method's first form at `method_NAME_0`; its own counts on from the last. */
function numberedByName(ids: ReadonlySet<string>): (id: string) => string {
  const forms = new Map<string, number>();
  const numbered = new Map<string, string>();
  for (const id of ids) {
    const name = /^method_\w+(?=_\d+$)/.exec(id)?.[0];
    if (name === undefined) continue;
    const form = forms.get(name) ?? 0;
    forms.set(name, form + 1);
    numbered.set(id, `${name}_${form}`);
  }
  return (id) => numbered.get(id) ?? id;
}

/** A list may hold nothing but its entries; the arrows between these are none. */
function mendCrumbs(crumbs: string, depth: number): string {
  const book = `<a href="${"../".repeat(depth + 1)}" class="contextLink">The book</a> · `;
  return crumbs.replaceAll(/<ul class="breadcrumbs">/g, `<div class="crumbs">${book}`)
    .replaceAll(/<(\/?)(?:ul|li)>/g, (_, slash) => slash === "" ? "<span>" : "</span>")
    .replace(/<\/span>(?=\s*<\/div>$)/, "</div>");
}
