import { UnknownOptionError } from "../support/options.ts";

/** What the command line of a sweep asks for. */
export interface SweepOptions {
  /** Names of experiments; none: all. */
  readonly names: readonly string[];
  /** In place of the experiments' own. */
  readonly seeds?: readonly number[];
  /** Make results; only list which are missing, stale, fresh; or replay the first steps of each. */
  readonly task: "make" | "list" | "verify";
  /** Also where a fresh result is there. */
  readonly force: boolean;
  /** The folder of the results; ours when left out. */
  readonly results?: string;
  /** What follows `--`: for snakemake. */
  readonly snakemake: readonly string[];
}

const SEEDS = "--seeds 0,1,2 (whole numbers)";
const RESULTS = "--results FOLDER";
const OPTIONS = ["--list", "--verify", "--force", SEEDS, RESULTS, "-- and options of snakemake"];

/**
 * Reads the command line.
 *
 * @param known the names of the experiments there are
 * @throws {UnknownOptionError} naming the word, and what could stand there
 */
export function sweepOptions(args: readonly string[], known: readonly string[]): SweepOptions {
  const end = args.indexOf("--"), own = end < 0 ? args : args.slice(0, end);
  const names: string[] = [], snakemake = end < 0 ? [] : args.slice(end + 1);
  let options: Omit<SweepOptions, "names" | "snakemake"> = { task: "make", force: false };
  for (let index = 0; index < own.length; index++) {
    const word = own[index]!;
    if (word === "--list" || word === "--verify") {
      options = { ...options, task: word === "--list" ? "list" : "verify" };
    } else if (word === "--force") options = { ...options, force: true };
    else if (word === "--seeds") options = { ...options, seeds: seeds(own[++index]) };
    else if (word === "--results") options = { ...options, results: folder(own[++index]) };
    else if (known.includes(word)) names.push(word);
    else throw new UnknownOptionError(word, [...known, ...OPTIONS]);
  }
  return { names, snakemake, ...options };
}

function seeds(word = ""): readonly number[] {
  const values = word.split(",").map(Number);
  if (/^\d+(?:,\d+)*$/.test(word) && values.every(Number.isSafeInteger)) {
    return [...new Set(values)];
  }
  throw new UnknownOptionError(`--seeds ${word}`, [SEEDS]);
}

function folder(word = ""): string {
  if (word !== "" && !word.startsWith("--")) return word;
  throw new UnknownOptionError(`--results ${word}`, [RESULTS]);
}
