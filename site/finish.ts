import type { Book } from "./book.ts";
import { type DeadLink, deadLinks } from "./check_links.ts";
import { filesBelow } from "./out_folder.ts";
import type { Page } from "./page.ts";
import { inlineScripts, inlineStyles, policy, withPolicy } from "./policy.ts";

/** VitePress' page for what is not there: nothing of a notebook is on it, so its scripts are all ours. */
const ownPage = "404.html";

/**
 * Looks at a built site page by page, and gives each its policy.
 *
 * @throws {Error} for a page that does not show what it should, a script that is not ours, a dead link
 */
export async function finishSite(folder: string, book: Book, base: string): Promise<void> {
  const files = await filesBelow(folder);
  const scripts = inlineScripts(await Deno.readTextFile(`${folder}/${ownPage}`));
  const [own, computing] = await Promise.all([
    policy(scripts),
    policy(scripts, undefined, { wasm: true }),
  ]);
  const built = new Map<string, string>();
  for (const path of files.filter((file) => file.endsWith(".html"))) {
    const html = await Deno.readTextFile(`${folder}/${path}`);
    built.set(path, html);
    const page = book.pages.find(({ name }) => `${name}.html` === path);
    const isReference = path.startsWith("api/"); // made of lib's docstrings, by deno doc
    if (!isReference) requireOwnScripts(path, withoutContent(html, path, page), scripts);
    const isComputing = page?.assets.some((asset) => asset.path.endsWith(".wasm")) ?? false;
    const content = isReference
      ? await policy(inlineScripts(html), inlineStyles(html))
      : isComputing
      ? computing
      : own;
    await Deno.writeTextFile(`${folder}/${path}`, withPolicy(html, content));
  }
  for (const { name } of book.pages) {
    if (!built.has(`${name}.html`)) {
      throw new Error(`Cannot finish the site: ${name} was not built`);
    }
  }
  const dead = deadLinks(built, new Set(files), base);
  if (dead.length > 0) throw new Error(deadLinkMessage(dead));
}

/** The page around what was to be shown; that must be there, whole. */
export function withoutContent(html: string, path: string, page: Page | undefined): string {
  if (page === undefined) return html;
  const [before, after, ...more] = html.split(page.html);
  if (page.html === "" || before === undefined || after === undefined || more.length > 0) {
    throw new Error(`Cannot finish the site: ${path} does not show what ${page.name} holds`);
  }
  return before + after;
}

/** @throws {Error} for a script in the page that is none of the site's */
export function requireOwnScripts(path: string, html: string, own: readonly string[]): void {
  const foreign = inlineScripts(html).find((script) => !own.includes(script));
  if (foreign === undefined) return;
  throw new Error(
    `Cannot finish the site: ${path} holds a script that is not the site's: ${
      foreign.slice(0, 80)
    }`,
  );
}

function deadLinkMessage(dead: readonly DeadLink[]): string {
  const lines = dead.slice(0, 20).map(({ page, target, reason }) =>
    `  ${page}: ${target} (${reason})`
  );
  return `Cannot finish the site: ${dead.length} dead links\n${lines.join("\n")}`;
}
