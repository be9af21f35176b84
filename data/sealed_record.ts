/** Records that are stored as JSON under a checksum, and read strictly. */
import { crc32 } from "lib/math";

/** A text is no stored run; says where and why. */
export class StoredRunError extends RangeError {
  override readonly name = "StoredRunError";
}

/** Whether a value is what it should be; for what a record must hold. */
export interface Shape {
  readonly wish: string;
  readonly fits: (value: unknown) => boolean;
  /** What it is instead, if that takes more than its kind. */
  readonly got?: (value: unknown) => string;
}

/** What the checksum of a stored record is of: all of it but the checksum, as JSON without spaces. */
export function runChecksum(run: object): string {
  const { checksum: _, ...rest } = run as Readonly<Record<string, unknown>>;
  const bytes = new TextEncoder().encode(JSON.stringify(rest));
  return crc32(bytes).toString(16).padStart(8, "0");
}

/**
 * Reads a record, strictly: a damaged file is an error, never a curve with a hole.
 *
 * @param text JSON
 * @param where what the text is called in messages, `data/results/check/0.json`
 * @param what the record is called in messages, `a run`
 * @param shapes of what it holds, by name
 * @returns the record without its checksum
 * @throws {StoredRunError} naming the place, what it holds and what it should
 */
export function readSealed(
  text: string,
  where: string,
  what: string,
  shapes: Readonly<Record<string, Shape>>,
): unknown {
  const refuse = (words: string) => new StoredRunError(`Cannot read ${where}: ${words}`);
  const value = parsed(text, (reason) => refuse(`it is no JSON (${reason}), expected ${what}`));
  if (!isRecord(value)) throw refuse(`it is ${kindOf(value)}, expected ${what}`);
  for (const [name, { wish, fits, got = kindOf }] of Object.entries(shapes)) {
    if (!fits(value[name])) throw refuse(`${name} is ${got(value[name])}, expected ${wish}`);
  }
  const { checksum, ...record } = value, found = runChecksum(value);
  if (checksum === found) return record;
  throw refuse(`checksum is ${kindOf(checksum)}, expected "${found}"`);
}

function parsed(text: string, refused: (reason: string) => StoredRunError): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refused(error instanceof Error ? error.message : String(error));
  }
}

/** An object with names, no list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** What a value is, for messages. */
export function kindOf(value: unknown): string {
  if (value === undefined) return "missing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "number") return String(value); // NaN, too
  return isRecord(value) ? "an object" : JSON.stringify(value) ?? String(value);
}

/** A list without holes, each entry of which fits. */
export function isList(value: unknown, fits: (each: unknown) => boolean): boolean {
  return Array.isArray(value) && Array.from(value).every(fits);
}

const isCount: Shape["fits"] = (value) => Number.isSafeInteger(value) && (value as number) >= 0;

/** A text. */
export const TEXT: Shape = { wish: "a text", fits: (value) => typeof value === "string" };

/** A whole number of at least 0. */
export const COUNT: Shape = { wish: "a whole number of at least 0", fits: isCount };

/** What every stored run says of how it was made. */
export const MAKING: Readonly<Record<"kernels" | "code" | "seconds", Shape>> = {
  kernels: { wish: "fma or plain", fits: (value) => value === "fma" || value === "plain" },
  code: {
    wish: "64 hexadecimal digits",
    fits: (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value),
  },
  seconds: {
    wish: "a number of at least 0",
    fits: (value) => Number.isFinite(value) && (value as number) >= 0,
  },
};
