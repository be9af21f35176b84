import type { Book } from "./book.ts";
import { bundleCharts } from "./chart_bundle.ts";
import type { Options } from "./options.ts";
import type { Page } from "./page.ts";

/** What VitePress builds from: the pages, what they show, two lines that lead to config and theme. */
export async function writePages(
  book: Book,
  folder: string,
  siteFolder: string,
  options: Pick<Options, "base" | "api">,
): Promise<void> {
  const write = async (path: string, content: string | Uint8Array<ArrayBuffer>) => {
    const full = `${folder}/${path}`;
    await Deno.mkdir(full.slice(0, full.lastIndexOf("/")), { recursive: true });
    if (typeof content === "string") await Deno.writeTextFile(full, content);
    else await Deno.writeFile(full, content);
  };
  for (const page of book.pages) {
    await write(`${page.name}.md`, pageSource(page));
    await write(`${page.name}.page.js`, contentModule(page));
  }
  for (const { path, bytes } of book.assets) await write(`public/${path}`, bytes);
  await write("public/mark.svg", await Deno.readTextFile(`${siteFolder}/theme/mark.svg`));
  const charts = await bundleCharts(siteFolder);
  await write(`public/${charts.path}`, charts.bytes);
  await write("book.json", JSON.stringify(factsOf(book, options, `/${charts.path}`)));
  await write(
    ".vitepress/config.ts",
    'import { bookConfig } from "../../../config.ts";\nimport facts from "../book.json";\n' +
      "export default bookConfig(facts);\n",
  );
  await write(
    ".vitepress/theme/index.ts",
    'export { default } from "../../../../theme/index.ts";\n',
  );
}

function factsOf(book: Book, { base, api }: Pick<Options, "base" | "api">, charts: string) {
  const searched = Object.fromEntries(book.pages.map(({ name, searched }) => [name, searched]));
  return { stems: book.stems, base, hasApi: api, charts, searched };
}

/** All that VitePress reads as Markdown, and all that Vue reads as a template: no word of a notebook. */
function pageSource({ name, front }: Page): string {
  return `---\n${JSON.stringify(front)}\n---\n\n<script setup>\n` +
    `import Page from "./${name}.page.js";\n</script>\n\n<Page />\n`;
}

/** The page's HTML as a text in a program. VitePress looks for this call, on one line: page.lean.js. */
function contentModule({ html }: Page): string {
  return 'import { createStaticVNode } from "vue";\n' +
    'import { bookPage } from "../../theme/book_page.ts";\n' +
    `export default bookPage(() => createStaticVNode(${JSON.stringify(html)}, 1));\n`;
}
