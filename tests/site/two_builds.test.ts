import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { fileURLToPath } from "node:url";
import { filesBelow } from "../../site/out_folder.ts";
import { copySources } from "../../site/elsewhere.ts";
import { buildSite, buildSiteOf, notBuilt } from "./build_site.ts";
import { announceSkip } from "./chromium.ts";
import { code, notebookText, words } from "./sample_notebook.ts";

if (notBuilt !== undefined) announceSkip("two builds of the site at a time", notBuilt);

const pages = fileURLToPath(new URL("../../site/pages", import.meta.url));

Deno.test({
  name: "builds side by side: each has its own pages, and touches nothing beside its own folder",
  ignore: notBuilt !== undefined,
  async fn() {
    const folder = await Deno.makeTempDir();
    const notebook = notebookText(words("# T"), words("**Solution 02.1.** Forty-two.", "solution"));
    await Deno.mkdir(`${folder}/notebooks`);
    await Deno.writeTextFile(`${folder}/notebooks/02-elbo.ipynb`, notebook);
    for (const own of ["A.api", "A.unfinished"]) { // whoever made these
      await Deno.mkdir(`${folder}/${own}`);
      await Deno.writeTextFile(`${folder}/${own}/mine.txt`, "");
    }
    const given = ["--notebooks", `${folder}/notebooks`, "--no-api", "--out"];
    const built = await Promise.all([
      buildSite(...given, `${folder}/A`, "--no-solutions"),
      buildSite(...given, `${folder}/B`),
    ]);
    for (const { success, said } of built) assert(success, said);
    assertEquals(await filesWith(`${folder}/A`, "Forty-two"), []);
    assert((await filesWith(`${folder}/B`, "Forty-two")).length >= 3); // page, program, notebook
    const names = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
    assertEquals(names, ["A", "A.api", "A.unfinished", "B", "notebooks"]);
    assertEquals(await pagesLeft(), []);
    await Deno.remove(folder, { recursive: true });
  },
});

Deno.test({
  name: "a build in a folder called My Documents ü #1? gives a site, and leaves nothing behind",
  ignore: notBuilt !== undefined || Deno.build.os === "windows", // it knows no such name
  async fn() {
    const folder = `${await Deno.makeTempDir()}/My Documents ü #1?`;
    await Deno.mkdir(`${folder}/notebooks`, { recursive: true });
    await copySources(fileURLToPath(new URL("../..", import.meta.url)), folder);
    for (const { name } of Deno.readDirSync(`${folder}/notebooks`)) { // they link to each other
      if (name.endsWith(".ipynb")) await Deno.remove(`${folder}/notebooks/${name}`);
    }
    const notebook = notebookText(words("# T"), code("forty.two;"));
    await Deno.writeTextFile(`${folder}/notebooks/02-elbo.ipynb`, notebook);
    const { success, said } = await buildSiteOf(`${folder}/site/`, "--no-api");
    assert(success, said);
    assertEquals((await filesWith(`${folder}/_site`, "forty")).includes("02-elbo.html"), true);
    assertEquals([...Deno.readDirSync(folder)].filter(({ name }) => name.includes("unfin")), []);
    await Deno.remove(folder, { recursive: true });
  },
});

Deno.test({
  name: "a notebook that cannot be shown ends the build with words, and an older site stands",
  ignore: notBuilt !== undefined,
  async fn() {
    const folder = await Deno.makeTempDir();
    await Deno.mkdir(`${folder}/notebooks`);
    const build = async (cell: ReturnType<typeof code>) => {
      const text = notebookText(words("# T"), cell);
      await Deno.writeTextFile(`${folder}/notebooks/02-elbo.ipynb`, text);
      const given = ["--notebooks", `${folder}/notebooks`, "--no-api", "--out", `${folder}/site`];
      return await buildSite(...given);
    };
    assert((await build(code("first;"))).success);
    const failed = await build(words("$\\nosuchcommand{x}$"));
    assertEquals(failed.success, false);
    assertStringIncludes(failed.said, "Cannot typeset \\nosuchcommand{x}");
    assert(!failed.said.includes("    at "), failed.said);
    assertStringIncludes(await Deno.readTextFile(`${folder}/site/02-elbo.html`), "first");
    await Deno.remove(folder, { recursive: true });
  },
});

/** Pages that a build wrote here and did not take away; where Vite cannot work there never are any. */
async function pagesLeft(): Promise<readonly string[]> {
  if (await Deno.stat(pages).then(() => false, () => true)) return [];
  return [...Deno.readDirSync(pages)].map(({ name }) => name).filter((name) => /^book-/.test(name));
}

async function filesWith(folder: string, text: string): Promise<readonly string[]> {
  const files = await filesBelow(folder);
  const texts = await Promise.all(files.map((file) => Deno.readTextFile(`${folder}/${file}`)));
  return files.filter((_, i) => texts[i]!.includes(text));
}
