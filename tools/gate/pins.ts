import type { NotebookFile } from "../notebook/files.ts";
import { savedResults } from "../notebook/named.ts";
import type { Finding } from "./finding.ts";
import { type SourceFile, withoutComments } from "./source.ts";

/** A test's claim about such a number. */
export type PinCall = { readonly chapter: string; readonly name: string; readonly where: string };

/** Every saved result is pinned by a test, every pin has its result, no name stands twice. */
export function pinFindings(
  chapters: readonly NotebookFile[],
  tests: readonly SourceFile[],
): readonly Finding[] {
  const calls = tests.flatMap(pinCalls);
  return [
    ...tests.flatMap(unreadablePins),
    ...chapters.flatMap((chapter) => unpinned(chapter, calls)),
    ...calls.flatMap((call) => withoutResult(call, chapters)),
  ];
}

/** The `pin("02", "name", …)` of a test file whose first two arguments are written out. */
export function pinCalls(file: SourceFile): readonly PinCall[] {
  const call = /\bpin\(\s*"([^"]+)",\s*"([^"]+)"/g;
  return [...withoutComments(file.text).matchAll(call)].map((match) => ({
    chapter: match[1] ?? "",
    name: match[2] ?? "",
    where: file.path,
  }));
}

/** Pins that nobody can read off the text; in the file that defines `pin` they are its own. */
function unreadablePins(file: SourceFile): readonly Finding[] {
  const text = withoutComments(file.text);
  if (/\bfunction pin\b/.test(text)) return [];
  const all = [...text.matchAll(/(?<![\w.])pin\(/g)].length;
  return all === pinCalls(file).length ? [] : [{
    where: file.path,
    what: 'a pin whose chapter and name are not written out: pin("02", "log-evidence", …)',
  }];
}

function unpinned(chapter: NotebookFile, calls: readonly PinCall[]): readonly Finding[] {
  const results = savedResults(chapter);
  return results.flatMap(({ name, where }, index) => {
    const twin = results.slice(0, index).some((other) => other.name === name);
    const pinned = calls.some((call) => call.name === name && isOf(call, chapter));
    return [
      ...twin ? [{ where, what: `the result "${name}" stands in this chapter twice` }] : [],
      ...pinned ? [] : [{ where, what: `the result "${name}" is pinned by no test` }],
    ];
  });
}

function withoutResult(call: PinCall, chapters: readonly NotebookFile[]): readonly Finding[] {
  const chapter = chapters.find((each) => isOf(call, each));
  const what = chapter === undefined
    ? `a pin names the chapter "${call.chapter}", which is not there`
    : savedResults(chapter).some((result) => result.name === call.name)
    ? undefined
    : `a pin names "${call.name}", which ${chapter.path} does not show`;
  return what === undefined ? [] : [{ where: call.where, what }];
}

function isOf(call: PinCall, chapter: NotebookFile): boolean {
  return call.chapter === chapter.slug || call.chapter === chapter.slug.slice(0, 2);
}
