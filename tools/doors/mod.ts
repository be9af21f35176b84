// Breaks every public function on purpose: each argument of a good call, and each number, text, list
// and record inside it, is replaced in turn by bad values, and what comes of it is counted.
//
//   deno run -A tools/doors/mod.ts                     counts for each folder
//   deno run -A tools/doors/mod.ts math envs           counts for these
//   deno run -A tools/doors/mod.ts math --list silent  and each call with that outcome
import { FOLDERS } from "./calls/mod.ts";
import { triedFolder } from "./folder.ts";
import { FAULTS, type Outcome } from "./outcome.ts";
import type { Tried } from "./tries.ts";

/** How often each came. */
export type Counts = Readonly<Record<Outcome | "calls", number>>;

/** Counts outcomes. */
export function countsOf(all: readonly Tried[]): Counts {
  const of = (outcome: Outcome) => all.filter((each) => each.outcome === outcome).length;
  return {
    calls: all.length,
    wrong: of("wrong"),
    hang: of("hang"),
    silent: of("silent"),
    unclear: of("unclear"),
    refused: of("refused"),
    fine: of("fine"),
  };
}

async function main(): Promise<void> {
  const at = Deno.args.indexOf("--list");
  const listed = at < 0 ? undefined : Deno.args[at + 1];
  const names = Deno.args.filter((_, i) => at < 0 || i < at);
  for (
    const { name } of FOLDERS.filter((each) => names.length === 0 || names.includes(each.name))
  ) {
    const all = await triedFolder(name);
    const { calls, ...counts } = countsOf(all);
    const said = [...FAULTS, "refused", "fine"] as const;
    print(`${name}: ${calls} calls, ${said.map((each) => `${counts[each]} ${each}`).join(", ")}`);
    for (const each of all) {
      if (each.outcome === listed) print(`  ${each.name}: ${each.words.slice(0, 160)}`);
    }
  }
}

function print(line: string): void {
  // deno-lint-ignore no-console -- a task speaks to a person at a terminal
  console.log(line);
}

if (import.meta.main) await main();
