/** A study: a heavy computation with seeds that a chapter's claim rests on, and how it is stored. */
import { runChecksum, type StoredOptions, StoredRunError } from "./stored_run.ts";

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

const WISHES = {
  study: "a text",
  seed: "a whole number of at least 0",
  settings: "an object",
  kernels: "fma or plain",
  code: "64 hexadecimal digits",
  seconds: "a number of at least 0",
  beginning: "finite numbers",
  values: "finite numbers, or nested lists of them, by name",
} as const;

const FITS: Readonly<Record<keyof typeof WISHES, (value: unknown) => boolean>> = {
  study: (value) => typeof value === "string",
  seed: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
  settings: isRecord,
  kernels: (value) => value === "fma" || value === "plain",
  code: (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value),
  seconds: (value) => Number.isFinite(value) && (value as number) >= 0,
  beginning: (value) => Array.isArray(value) && value.length > 0 && value.every(Number.isFinite),
  values: (value) => studyValuesFault(value) === undefined,
};

/**
 * Reads a stored run of a study, strictly.
 *
 * @param text JSON
 * @param where what the text is called in messages, `data/results/vae-beta/0.json`
 * @throws {StoredRunError} naming the place, what it holds and what it should
 */
export function parseStoredStudy(text: string, where: string): StoredStudy {
  const value = parsed(text, where);
  for (const name of Object.keys(WISHES) as (keyof typeof WISHES)[]) {
    if (FITS[name](value[name])) continue;
    const got = name === "values" ? studyValuesFault(value.values)! : said(value[name]);
    throw new StoredRunError(`Cannot read ${where}: ${name} is ${got}, expected ${WISHES[name]}`);
  }
  const [kept, found] = [value.checksum, runChecksum(value)];
  if (kept !== found) {
    const got = kept === undefined ? "missing" : JSON.stringify(kept);
    throw new StoredRunError(`Cannot read ${where}: checksum is ${got}, expected "${found}"`);
  }
  const { checksum: _, ...study } = value;
  return study as unknown as StoredStudy;
}

/** What is wrong with the values of a study, with the place: `loss[3] is NaN`; or nothing. */
export function studyValuesFault(values: unknown): string | undefined {
  if (!isRecord(values) || Object.keys(values).length === 0) return said(values);
  for (const [name, value] of Object.entries(values)) {
    const fault = numbersFault(name, value);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function numbersFault(path: string, value: unknown): string | undefined {
  if (typeof value === "number" && Number.isFinite(value)) return undefined;
  if (!Array.isArray(value)) return `${path}: ${said(value)}`;
  for (let i = 0; i < value.length; i++) { // not entries: a hole is a fault, too
    const fault = numbersFault(`${path}[${i}]`, value[i]);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function parsed(text: string, where: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoredRunError(`Cannot read ${where}: it is no JSON (${reason}), expected a study`);
  }
  if (isRecord(value)) return value;
  throw new StoredRunError(`Cannot read ${where}: it is ${said(value)}, expected a study`);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function said(value: unknown): string {
  if (value === undefined) return "missing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "number") return String(value); // NaN, too
  return isRecord(value) ? "an object" : JSON.stringify(value) ?? String(value);
}
