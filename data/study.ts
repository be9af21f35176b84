/** A study: a heavy computation with seeds that a chapter's claim rests on, and how it is stored. */
import {
  COUNT,
  isList,
  isRecord,
  kindOf,
  MAKING,
  readSealed,
  type Shape,
  TEXT,
} from "./sealed_record.ts";
import type { StoredOptions } from "./stored_run.ts";

/** A finite number, or a list of such, nested as needed. */
export type StudyNumbers = number | readonly StudyNumbers[];

/** What a study found, by name. */
export type StudyValues = Readonly<Record<string, StudyNumbers>>;

/** A computation that is pure in its seed, too long for a notebook. */
export interface Study {
  /** Which runs are stored; 0 is among them. */
  readonly seeds: readonly number[];
  /** What it was done with, as JSON; stored beside what it found. */
  readonly settings: StoredOptions;
  /** The same computation cut short, about a second long: `deno task sweep --verify` repeats it to
   * the last bit. */
  readonly beginning: (seed: number) => readonly number[] | Promise<readonly number[]>;
  /** The whole of it. The tensor backend runs. */
  readonly run: (seed: number) => StudyValues | Promise<StudyValues>;
}

/** One run of a study as it is stored. */
export interface StoredStudy {
  /** Its name in tools/sweep/studies.ts. */
  readonly study: string;
  readonly seed: number;
  readonly settings: StoredOptions;
  readonly kernels: "fma" | "plain";
  /** SHA-256 of the code that ran, or that was shown to begin the same. */
  readonly code: string;
  /** How long it took, on the machine that made it. */
  readonly seconds: number;
  readonly beginning: readonly number[];
  readonly values: StudyValues;
}

const STUDY: Readonly<Record<string, Shape>> = {
  study: TEXT,
  seed: COUNT,
  settings: { wish: "an object", fits: isRecord },
  ...MAKING,
  beginning: {
    wish: "finite numbers",
    fits: (value) => isList(value, Number.isFinite) && (value as readonly unknown[]).length > 0,
  },
  values: {
    wish: "finite numbers, or nested lists of them, by name",
    fits: (value) => studyValuesFault(value) === undefined,
    got: (value) => studyValuesFault(value)!,
  },
};

/**
 * Reads a stored run of a study, strictly.
 *
 * @param text JSON
 * @param where what the text is called in messages, `data/results/vae-beta/0.json`
 * @throws {StoredRunError} naming the place, what it holds and what it should
 */
export function parseStoredStudy(text: string, where: string): StoredStudy {
  return readSealed(text, where, "a study", STUDY) as StoredStudy;
}

/** What is wrong with the values of a study, with the place: `loss[3] is NaN`; or nothing. */
export function studyValuesFault(values: unknown): string | undefined {
  if (!isRecord(values) || Object.keys(values).length === 0) return kindOf(values);
  for (const [name, value] of Object.entries(values)) {
    const fault = numbersFault(name, value);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function numbersFault(path: string, value: unknown): string | undefined {
  if (typeof value === "number" && Number.isFinite(value)) return undefined;
  if (!Array.isArray(value)) return `${path}: ${kindOf(value)}`;
  for (let i = 0; i < value.length; i++) { // not entries: a hole is a fault, too
    const fault = numbersFault(`${path}[${i}]`, value[i]);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
