/** The studies that `deno task sweep` runs, by name (lower-case words with hyphens): their modules,
 * each of which exports `study`. Their results are stored as data/results/NAME/SEED.json. */
export const STUDIES: Readonly<Record<string, string>> = {
  /** Less than a second of what a study is; a test runs it again. */
  "check-study": "tools/sweep/check_study.ts",
};
