// A fresh copy of a chapter in my/; the old one is kept beside it.
//
//   deno task reset 02
import { WriteError } from "lib/notebook";
import { chapterSlugs, findChapter, ROOT, UnknownChapterError } from "./notebook/files.ts";
import { COPIES, resetCopy } from "./support/copies.ts";
import { MissingToolError, requireDeno } from "./support/environment.ts";
import { runTask, say } from "./support/task.ts";

async function main(): Promise<number> {
  requireDeno();
  const slugs = await chapterSlugs();
  const [name, ...rest] = Deno.args;
  if (name === undefined || rest.length > 0) {
    say(`Which chapter? \`deno task reset 02\`, one of ${slugs.join(", ")}.`);
    return 1;
  }
  const slug = findChapter(name, slugs);
  const kept = await resetCopy(ROOT, slug);
  say(`${COPIES}${slug}.ipynb is fresh${kept === undefined ? "." : `; the old one is ${kept}.`}`);
  return 0;
}

if (import.meta.main) {
  await runTask(main, [MissingToolError, UnknownChapterError, WriteError]);
}
