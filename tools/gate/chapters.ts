import { type Chapter, chapters as catalogue } from "../../notebooks/catalogue.ts";
import type { NotebookFile } from "../notebook/files.ts";
import { sourceOf } from "../notebook/format.ts";
import type { Finding } from "./finding.ts";
import { type SourceFile, withoutComments } from "./source.ts";

const CATALOGUE = "notebooks/catalogue.ts";

/** What the gate needs to know beside the notebooks themselves. */
export interface Surroundings {
  /** All TypeScript below notebooks/. */
  readonly modules: readonly SourceFile[];
  readonly tests: readonly SourceFile[];
  readonly readme: string;
}

/**
 * A chapter has one place in the catalogue, one folder for what only it needs, one for its tests,
 * and one line in the README; and nothing is in these places that is no chapter.
 */
export function chapterFindings(
  notebooks: readonly NotebookFile[],
  surroundings: Surroundings,
  list: readonly Chapter[] = catalogue,
): readonly Finding[] {
  const slugs = new Set(notebooks.map(({ slug }) => slug));
  return [
    ...orderFindings(list),
    ...notebooks.filter(({ slug }) => !list.some((each) => each.slug === slug))
      .map(({ path }) => ({ where: path, what: `it has no entry in ${CATALOGUE}` })),
    ...list.flatMap((chapter) => statusFindings(chapter, slugs)),
    ...strangers(surroundings, slugs),
    ...notebooks.flatMap((notebook) => exerciseFindings(notebook, surroundings)),
    ...readmeFindings(list, surroundings.readme),
  ];
}

function orderFindings(list: readonly Chapter[]): readonly Finding[] {
  return list.flatMap(({ number, slug, area }, i) => {
    const twin = list.findIndex((other) => other.area === area) < i;
    return [
      ...Number(number) === i + 1 && slug.startsWith(`${number}-`) ? [] : [{
        where: CATALOGUE,
        what: `${slug} stands in place ${i + 1} with the number ${number}`,
      }],
      ...twin
        ? [{ where: CATALOGUE, what: `${slug} has the area ${area} of another chapter` }]
        : [],
    ];
  });
}

function statusFindings({ slug, status }: Chapter, slugs: ReadonlySet<string>): Finding[] {
  if ((status === "written") === slugs.has(slug)) return [];
  const what = status === "written" ? "there is no such notebook" : "its notebook is there";
  return [{ where: CATALOGUE, what: `${slug} is ${status}, but ${what}` }];
}

/** Folders of chapters, of modules or of tests, to which there is no notebook. */
function strangers(
  { modules, tests }: Surroundings,
  slugs: ReadonlySet<string>,
): readonly Finding[] {
  const folders = [...modules, ...tests].flatMap(({ path }) =>
    /^(?:tests\/)?notebooks\/(?=[^/]+\/)[^/]+/.exec(path) ?? []
  );
  return [...new Set(folders)].filter((folder) => !slugs.has(folder.split("/").at(-1)!))
    .map((folder) => ({ where: folder, what: "a chapter's folder without its notebook" }));
}

/** Each exercise has a checker, a stub that asks it, a solution that passes it, and its tests. */
function exerciseFindings(
  { notebook, path, slug }: NotebookFile,
  { modules, tests }: Surroundings,
): readonly Finding[] {
  const checkers = declaredExercises(modules, slug);
  const asked = notebook.cells.flatMap((cell) =>
    cell.cell_type === "code"
      ? [...sourceOf(cell).matchAll(/\b(exercise\d\d_\d+)\.check\((\w+)\)/g)]
      : []
  );
  const testFile = `tests/notebooks/${slug}/exercises.test.ts`;
  const tested = tests.some((each) =>
    each.path === testFile && /\btestExercises\(/.test(withoutComments(each.text))
  );
  return [
    ...asked.map((match) => match[1]!).filter((name) => !checkers.includes(name))
      .map((name) => ({ where: path, what: `${name} is in no notebooks/${slug}/exercises.ts` })),
    ...checkers.flatMap((name) => {
      const calls = asked.filter((match) => match[1] === name).map((match) => match[2]!);
      const solved = calls.some((call) => call.endsWith("Solution"));
      return [
        ...calls.some((call) => !call.endsWith("Solution")) ? [] : [`${name} is asked by no stub`],
        ...solved ? [] : [`${name} has no solution that it checks`],
      ];
    }).map((what) => ({ where: path, what })),
    ...checkers.length > 0 && !tested
      ? [{ where: testFile, what: "exercises without tests: call testExercises there" }]
      : [],
  ];
}

function declaredExercises(modules: readonly SourceFile[], slug: string): readonly string[] {
  return modules.filter(({ path }) => path.startsWith(`notebooks/${slug}/exercises`))
    .flatMap(({ text }) => [...text.matchAll(/^export const (exercise\d\d_\d+)\b/gm)])
    .map((match) => match[1]!);
}

function readmeFindings(list: readonly Chapter[], readme: string): readonly Finding[] {
  return readme.includes(chapterTable(list)) ? [] : [{
    where: "README.md",
    what: `its table of chapters is not the catalogue's, expected\n${chapterTable(list)}`,
  }];
}

/** The chapters that are written, as the README lists them. */
export function chapterTable(list: readonly Chapter[] = catalogue): string {
  return list.filter(({ status }) => status === "written")
    .map(({ number, slug, title, question }) =>
      `| ${number} | [${title}](notebooks/${slug}.ipynb) | ${question} |`
    ).join("\n");
}
