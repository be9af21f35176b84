import { UnknownOptionError } from "../support/options.ts";
import type { RunConfig, RunPlan } from "./plan.ts";

/** What the command line of a run asks for. */
export interface RunOptions {
  readonly plan: RunPlan;
  /** Where the result goes. */
  readonly out: string;
  /** Also when a fresh result is there. */
  readonly force: boolean;
}

/** A command line cannot be run; the message names argument, got and expected. */
export class RunOptionError extends RangeError {
  override readonly name = "RunOptionError";
}

const NAMES = ["agent", "environment", "seed", "steps", "config", "out"] as const;
type Name = typeof NAMES[number];

/** What each word is, for messages. */
const WISHES: Readonly<Record<Name, string>> = {
  agent: "a name such as sac",
  environment: "a name such as pendulum",
  seed: "a whole number of at least 0",
  steps: "a whole number of at least 1",
  config: "a JSON object",
  out: "a file",
};

/**
 * Reads the command line of a run. All but `--config` and `--force` must be there.
 *
 * @throws {UnknownOptionError} naming a word that is no option
 * @throws {RunOptionError} naming an option, what it is and what was expected
 */
export function runOptions(args: readonly string[]): RunOptions {
  const words = new Map<Name, string>();
  let force = false;
  for (let index = 0; index < args.length; index++) {
    const word = args[index]!, name = NAMES.find((each) => word === `--${each}`);
    if (word === "--force") force = true;
    else if (name === undefined) throw new UnknownOptionError(word, known());
    else if (words.has(name)) throw refused(name, "there twice", "it once");
    else words.set(name, args[++index] ?? "");
  }
  const [agent, environment] = [text(words, "agent"), text(words, "environment")];
  const [seed, steps] = [whole(words, "seed", 0), whole(words, "steps", 1)];
  const plan = { agent, environment, seed, steps, config: config(words.get("config") ?? "{}") };
  return { plan, out: text(words, "out"), force };
}

/** The words that `runOptions` reads as this plan. */
export function runArguments({ agent, environment, seed, steps, config }: RunPlan): string[] {
  const numbers = ["--seed", String(seed), "--steps", String(steps)];
  const named = ["--agent", agent, "--environment", environment];
  return [...named, ...numbers, "--config", JSON.stringify(config)];
}

function known(): readonly string[] {
  return [...NAMES.map((name) => `--${name} (${WISHES[name]})`), "--force"];
}

function text(words: ReadonlyMap<Name, string>, name: Name): string {
  const word = words.get(name);
  if (word === undefined) throw refused(name, "missing", WISHES[name]);
  if (word === "" || word.startsWith("--")) throw refused(name, JSON.stringify(word), WISHES[name]);
  return word;
}

function whole(words: ReadonlyMap<Name, string>, name: Name, least: number): number {
  const word = text(words, name), value = Number(word);
  if (/^\d+$/.test(word) && Number.isSafeInteger(value) && value >= least) return value;
  throw refused(name, JSON.stringify(word), WISHES[name]);
}

function config(word: string): RunConfig {
  let value: unknown;
  try {
    value = JSON.parse(word);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw refused("config", JSON.stringify(word), `JSON (${reason})`);
  }
  if (value !== null && typeof value === "object" && !Array.isArray(value)) return value;
  throw refused("config", word, WISHES.config);
}

function refused(name: Name, got: string, expected: string): RunOptionError {
  return new RunOptionError(`Cannot run: --${name} is ${got}, expected ${expected}`);
}
