import { assert, assertEquals, assertRejects } from "@std/assert";
import { lockedFolder } from "../../site/locked_folder.ts";
import { markBuilt, marker, refuseForeignFolder, replaceFolder } from "../../site/out_folder.ts";

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** A built site of one page. */
async function builtSite(path: string, words: string): Promise<void> {
  await Deno.mkdir(`${path}/assets`, { recursive: true });
  await Deno.writeTextFile(`${path}/index.html`, words);
  await Deno.writeTextFile(`${path}/assets/a.js`, "");
  await markBuilt(path);
}

function names(folder: string): readonly string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
}

Deno.test("replaceFolder: a book takes the place of a book, of nothing, of an empty folder", () =>
  inFolder(async (folder) => {
    for (const words of ["first", "second"]) {
      await builtSite(`${folder}/fresh`, words);
      await replaceFolder(`${folder}/out`, `${folder}/fresh`, `${folder}/old-${words}`);
      assertEquals(await Deno.readTextFile(`${folder}/out/index.html`), words);
    }
    await Deno.mkdir(`${folder}/empty`);
    await builtSite(`${folder}/fresh`, "third");
    await replaceFolder(`${folder}/empty`, `${folder}/fresh`, `${folder}/old-third`);
    assertEquals(names(`${folder}/empty`), [marker, "assets", "index.html"]);
  }));

Deno.test("refuseForeignFolder: what no build has made is never replaced, and is named", () =>
  inFolder(async (folder) => {
    await refuseForeignFolder(`${folder}/none`);
    await Deno.mkdir(`${folder}/mine`);
    await Deno.writeTextFile(`${folder}/mine/thesis.tex`, "years of work");
    await assertRejects(() => refuseForeignFolder(`${folder}/mine`), RangeError, "thesis.tex");
    await builtSite(`${folder}/site`, "book");
    await refuseForeignFolder(`${folder}/site`);
    await Deno.mkdir(`${folder}/site/notes`);
    await Deno.writeTextFile(`${folder}/site/notes/mine.txt`, "put there later");
    await assertRejects(() => refuseForeignFolder(`${folder}/site`), RangeError, "notes/mine.txt");
    await builtSite(`${folder}/fresh`, "new");
    const replaced = () => replaceFolder(`${folder}/site`, `${folder}/fresh`, `${folder}/old`);
    await assertRejects(replaced, RangeError, "notes/mine.txt");
    assertEquals(await Deno.readTextFile(`${folder}/site/index.html`), "book");
  }));

Deno.test("refuseForeignFolder: a folder of that name, but without its list, is another's", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/${marker}`, "");
    await Deno.writeTextFile(`${folder}/a.txt`, "");
    await assertRejects(() => refuseForeignFolder(folder), RangeError, "holds other files");
  }));

Deno.test("lockedFolder: builds side by side have one each; a killed one's goes with the next", () =>
  inFolder(async (folder) => {
    await Deno.mkdir(`${folder}/book-of-hours`); // somebody else's, of a like name
    const [one, two] = [await lockedFolder(folder, "book-"), await lockedFolder(folder, "book-")];
    assert(one.path !== two.path);
    await Deno.mkdir(`${folder}/book-killed`);
    await Deno.writeTextFile(`${folder}/book-killed/.in-use`, "");
    const three = await lockedFolder(folder, "book-");
    assertEquals(names(folder).length, 4);
    assert(!names(folder).includes("book-killed"));
    for (const each of [one, two, three]) await each.release();
    assertEquals(names(folder), ["book-of-hours"]);
  }));
