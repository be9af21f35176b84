// Speed, as ratios to peers that do the same work on the same machine in the same minute.
//
//   deno task bench                      all groups but the slow ones
//   deno task bench em em-large          these groups
//   deno task bench --slow               the notebooks, too
//   deno task bench --rounds 50          more turns each
//   deno task bench --json times.json    every time measured, in a file
//
// The peers are Python packages (requirements-bench.txt); one that is missing is named as absent.
import { fold, key } from "lib/math";
import { writeAtomic, WriteError } from "lib/notebook";
import { MissingToolError, requireDeno } from "../support/environment.ts";
import { UnknownOptionError } from "../support/options.ts";
import { runTask, say } from "../support/task.ts";
import { BenchError } from "./contestant.ts";
import { GROUPS } from "./groups/mod.ts";
import { measure } from "./measure.ts";
import { type BenchOptions, benchOptions } from "./options.ts";
import { findPlace, type Place } from "./place.ts";
import { benchTable } from "./table.ts";
import type { Row } from "./verdict.ts";

async function main(): Promise<void> {
  requireDeno();
  const options = benchOptions(Deno.args, GROUPS.map(({ name }) => name));
  const folder = await Deno.makeTempDir({ prefix: "bench-" });
  const sweep = () => Deno.removeSync(folder, { recursive: true });
  Deno.addSignalListener("SIGINT", () => {
    sweep();
    Deno.exit(130);
  });
  try {
    const place = await findPlace(folder);
    const rows = await measureAll(place, options);
    say(`\n${benchTable(rows)}`);
    if (options.json !== undefined) await writeAtomic(options.json, report(place, rows));
  } finally {
    sweep();
  }
}

async function measureAll(place: Place, options: BenchOptions): Promise<readonly Row[]> {
  const { groups, slow, rounds } = options;
  const wanted = GROUPS.filter((group) =>
    groups.includes(group.name) || (group.slow ? slow : groups.length === 0)
  );
  const rows: Row[] = [];
  for (const group of wanted) {
    say(`${group.name}: ${group.work} …`);
    try {
      rows.push(...await measure(fold(key(0), group.name), group, place, rounds));
    } catch (error) {
      if (!(error instanceof MissingToolError)) throw error;
      say(`${group.name} is left out. ${error.message}`); // the other groups can do without
    }
  }
  return rows;
}

function report(place: Place, rows: readonly Row[]): string {
  const machine = {
    deno: Deno.version.deno,
    system: `${Deno.build.os} ${Deno.build.arch}`,
    cores: navigator.hardwareConcurrency,
    load: Deno.loadavg(),
    oneCore: place.oneCore.length > 0,
  };
  return `${JSON.stringify({ machine, unit: "milliseconds a call", rows }, undefined, 2)}\n`;
}

if (import.meta.main) {
  await runTask(main, [BenchError, MissingToolError, UnknownOptionError, WriteError]);
}
