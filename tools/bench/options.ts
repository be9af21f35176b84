import { UnknownOptionError } from "../support/options.ts";

/** What the command line asks for. */
export type BenchOptions = {
  /** Names of groups; none: all but the slow ones. */
  readonly groups: readonly string[];
  /** Also the slow ones. */
  readonly slow: boolean;
  /** Turns each contestant takes; each group has its own number when left out. */
  readonly rounds?: number;
  /** Where to write all that was measured. */
  readonly json?: string;
};

const OPTIONS = ["--rounds N (1 or more)", "--json FILE", "--slow"];

/**
 * Reads the command line.
 * @param known the names of the groups there are
 * @throws {UnknownOptionError} naming the word, and what could stand there
 */
export function benchOptions(args: readonly string[], known: readonly string[]): BenchOptions {
  const groups: string[] = [];
  let options: Omit<BenchOptions, "groups"> = { slow: false };
  for (let index = 0; index < args.length; index++) {
    const word = args[index]!;
    if (word === "--slow") options = { ...options, slow: true };
    else if (word === "--rounds") options = { ...options, rounds: rounds(args[++index]) };
    else if (word === "--json") options = { ...options, json: file(args[++index]) };
    else if (known.includes(word)) groups.push(word);
    else throw new UnknownOptionError(word, [...known, ...OPTIONS]);
  }
  return { groups, ...options };
}

function rounds(word: string | undefined): number {
  const value = Number(word);
  if (word !== undefined && Number.isSafeInteger(value) && value >= 1) return value;
  throw new UnknownOptionError(`--rounds ${word ?? ""}`, OPTIONS.slice(0, 1));
}

function file(word: string | undefined): string {
  if (word !== undefined && word !== "" && !word.startsWith("--")) return word;
  throw new UnknownOptionError(`--json ${word ?? ""}`, OPTIONS.slice(1, 2));
}
