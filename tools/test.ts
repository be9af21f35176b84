// All tests, and the examples in the library's documentation.
//
//   deno task test                   everything
//   deno task test tests/math        what is named
//   deno task test --filter KL       options of `deno test` pass on
import { ROOT } from "./notebook/files.ts";
import { MissingToolError, requireDeno } from "./support/environment.ts";
import { runDeno, runTask } from "./support/task.ts";

/** Where tests and executed examples are. */
const EVERYTHING = ["lib", "data", "notebooks", "tests"] as const;

/** The arguments of `deno test` for those of the task. */
export function testArguments(args: readonly string[]): readonly string[] {
  // the word after an option such as --filter belongs to it
  const named = args.some((word, index) =>
    !word.startsWith("-") && !/^--[\w-]+$/.test(args[index - 1] ?? "")
  );
  return ["test", "--allow-all", "--doc", "--parallel", ...args, ...named ? [] : EVERYTHING];
}

async function main(): Promise<number> {
  requireDeno();
  return await runDeno(testArguments(Deno.args), ROOT);
}

if (import.meta.main) await runTask(main, [MissingToolError]);
