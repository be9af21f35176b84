import type { Freshness } from "./freshness.ts";
import type { Verdict } from "./verdict.ts";

/** One run of a sweep, of an experiment or a study. */
export interface SweepRun {
  /** The name of the experiment or the study. */
  readonly name: string;
  readonly seed: number;
  /** Where its result is, or is to be. */
  readonly result: URL;
  /** What makes it: a script of tools/sweep and its words, but for `--out` and `--force`. */
  readonly script: string;
  readonly words: readonly string[];
  /** Whether its stored result may stand. */
  readonly judge: () => Promise<Freshness>;
  /** Replays its beginning; renews its hash where the code changed and no number did. */
  readonly verify: () => Promise<Verdict>;
}

/** A run, and whether its stored result may stand. */
export interface JudgedRun extends SweepRun {
  readonly freshness: Freshness;
}

/** Judges the result of each run. */
export async function judgeRuns(runs: readonly SweepRun[]): Promise<readonly JudgedRun[]> {
  const judged: JudgedRun[] = [];
  for (const run of runs) judged.push({ ...run, freshness: await run.judge() });
  return judged;
}

/** `pendulum-sac seed 3  stale: the code has changed`, a line each. */
export function runsTable(runs: readonly JudgedRun[]): string {
  const names = runs.map(({ name, seed }) => `${name} seed ${seed}`);
  const width = Math.max(...names.map(({ length }) => length));
  return runs.map(({ freshness }, i) => {
    const why = freshness.kind === "stale" ? `: ${freshness.reason}` : "";
    return `${names[i]!.padEnd(width)}  ${freshness.kind}${why}`;
  }).join("\n");
}

/** `pendulum-sac took 312 s for 5 runs, on one core`, a line for each experiment with results. */
export function timesTable(runs: readonly JudgedRun[]): string {
  const names = [...new Set(runs.map(({ name }) => name))];
  return names.flatMap((name) => {
    const times = runs.filter((run) => run.name === name)
      .flatMap(({ freshness }) => "seconds" in freshness ? [freshness.seconds ?? 0] : []);
    if (times.length === 0) return [];
    const sum = times.reduce((total, each) => total + each, 0);
    const count = times.length === 1 ? "1 run" : `${times.length} runs`;
    return [`${name} took ${sum.toFixed(sum < 10 ? 1 : 0)} s for ${count}, on one core`];
  }).join("\n");
}
