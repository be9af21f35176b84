import type { NotebookFile } from "../notebook/files.ts";
import { type Tag, tagsOf } from "../notebook/named.ts";
import { chapterOf } from "../../notebooks/catalogue.ts";
import { TAG_NAME } from "./curriculum.ts";
import type { Finding } from "./finding.ts";
import { type SourceFile, withoutComments } from "./source.ts";

/**
 * Every numbered equation has a Deno test whose name starts with its tag, every such test has its
 * equation, no tag stands twice, and each has the area of its chapter.
 */
export function tagFindings(
  chapters: readonly NotebookFile[],
  tests: readonly SourceFile[],
): readonly Finding[] {
  const tags = chapters.flatMap(tagsOf);
  const tested = new Set(tests.flatMap((file) => testedTags(file.text)));
  const known = new Set(tags.map((tag) => tag.name));
  return [
    ...chapters.filter((chapter) => tagsOf(chapter).length === 0)
      .map((chapter) => ({ where: chapter.path, what: "no tagged equation" })),
    ...tags.flatMap((tag, index) => oneTag(tag, tags.slice(0, index), tested)),
    ...tested.difference(known).values().map((name) => ({
      where: "tests",
      what: `a test is named after ${name}, an equation that stands in no notebook`,
    })),
  ];
}

/** The tags that names of tests start with. */
export function testedTags(text: string): readonly string[] {
  const start = new RegExp(
    `Deno\\.test(?:\\.\\w+)?\\(\\s*(?:\\{\\s*name:\\s*)?[\`"'](${TAG_NAME})\\b`,
    "g",
  );
  return [...withoutComments(text).matchAll(start)].map((match) => match[1] ?? "");
}

function oneTag(
  tag: Tag,
  earlier: readonly Tag[],
  tested: ReadonlySet<string>,
): readonly Finding[] {
  const what: string[] = [];
  if (!new RegExp(`^${TAG_NAME}$`).test(tag.name)) {
    return [{ where: tag.where, what: `\\tag{${tag.name}} is not of the form AREA-n` }];
  }
  const area = chapterOf(tag.chapter)?.area;
  if (!tag.name.startsWith(`${area}-`)) {
    what.push(`equation ${tag.name} does not have this chapter's area ${area}`);
  }
  const twin = earlier.find((other) => other.name === tag.name);
  if (twin !== undefined) what.push(`equation ${tag.name} stands in ${twin.where}, too`);
  if (!tested.has(tag.name)) {
    what.push(`equation ${tag.name} has no Deno test whose name starts with it`);
  }
  return what.map((each) => ({ where: tag.where, what: each }));
}
