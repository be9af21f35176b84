import { parseStoredStudy, runChecksum, type StoredStudy } from "data";
import { judged, type Kind } from "./freshness.ts";

/** What decides a study's run: the result is stale when it is of another. */
export type StudyPlan = Pick<StoredStudy, "study" | "seed" | "settings">;

const STUDY: Kind<StoredStudy, StudyPlan> = {
  parse: parseStoredStudy,
  decides: ({ study, seed, settings }) => ({ study, seed, settings }),
};

/**
 * A result as it is stored: JSON under a checksum, a line for each name.
 * The same bytes for the same result, but for the seconds.
 */
export function serialiseStudy(run: StoredStudy): string {
  const { study, seed, settings, kernels, code, seconds, beginning, values } = run;
  const all = { study, seed, settings, kernels, code, seconds, beginning, values };
  const signed = { ...all, checksum: runChecksum(all) };
  return `{\n${entriesOf(signed, "  ", ["values"]).join(",\n")}\n}\n`;
}

/**
 * Judges a stored result: fresh when it is whole, of the same plan and of the same code.
 *
 * @param code what `codeHash` says of the study's module now
 */
export const studyFreshness = (path: string | URL, plan: StudyPlan, code: string) =>
  judged(STUDY, path, plan, code);

/** @throws {StoredRunError} when it is damaged */
export async function readStudy(path: string | URL): Promise<StoredStudy> {
  return parseStoredStudy(await Deno.readTextFile(path), "it");
}

function entriesOf(record: object, indent: string, open: readonly string[]): readonly string[] {
  return Object.entries(record).map(([name, value]) => {
    const text = open.includes(name)
      ? `{\n${entriesOf(value, `${indent}  `, []).join(",\n")}\n${indent}}`
      : JSON.stringify(value);
    return `${indent}${JSON.stringify(name)}: ${text}`;
  });
}
