/** Chapter 19's stored runs and its car, by other means than the notebook: plain files and plain sums. */
import { otherUniforms } from "../../nn/matrices.ts";

/** The parts of a stored run that the chapter sums up. */
export interface Run {
  readonly evaluations: readonly { readonly step: number; readonly returns: readonly number[] }[];
  readonly bias: readonly {
    readonly estimates: readonly number[];
    readonly truths: readonly number[];
  }[];
  readonly probes: readonly { readonly name: string; readonly returns: readonly number[] }[];
  readonly metrics: readonly { readonly metrics: Readonly<Record<string, number>> }[];
}

export const mean = (list: readonly number[]) => list.reduce((sum, x) => sum + x, 0) / list.length;

/** A number of each run there is, in the order of the seeds. */
export async function everyRun<T = number>(name: string, of: (run: Run) => T): Promise<T[]> {
  const folder = new URL(`../../../data/results/${name}/`, import.meta.url), seeds: number[] = [];
  for await (const { name } of Deno.readDir(folder)) seeds.push(parseInt(name));
  const texts = seeds.toSorted((a, b) => a - b)
    .map((seed) => Deno.readTextFile(new URL(`${seed}.json`, folder)));
  return (await Promise.all(texts)).map((text) => of(JSON.parse(text) as Run));
}

/** The mean of what is left without a quarter at each end, of five without one. */
export function iqm(runs: readonly number[]): number {
  const away = Math.floor(runs.length / 4);
  return mean(runs.toSorted((a, b) => a - b).slice(away, runs.length - away));
}

export const lastFive = ({ evaluations }: Run) =>
  mean(evaluations.slice(-5).flatMap(({ returns }) => returns));

export function lastBias({ bias }: Run): number {
  const { estimates, truths } = bias.at(-1)!;
  return mean(estimates.map((estimate, i) => estimate - truths[i]!));
}

/** Of the last thousand updates. */
export const lastMetric = (name: string) => ({ metrics }: Run) => metrics.at(-1)!.metrics[name]!;

/** How low a run fell after the first evaluation above −250. */
export function lowestAfter({ evaluations }: Run): number {
  const means = evaluations.map(({ returns }) => mean(returns));
  const first = means.findIndex((at) => at > -250);
  return first < 0 ? Infinity : Math.min(...means.slice(first));
}

export const trial = (name: string) => ({ probes }: Run) =>
  mean(probes.find((each) => each.name === name)!.returns);

/** How often random pushes, each held for so many steps, bring the car up: its equations, other draws. */
export function shareOfGoals(hold: number): number {
  const next = otherUniforms(19);
  let goals = 0;
  for (let episode = 0; episode < 400; episode++) {
    let [position, velocity, push] = [-0.5 + 0.1 * next(), 0, 0];
    for (let t = 0; t < 999 && position < 0.45; t++) {
      if (t % hold === 0) push = next();
      velocity += 0.0015 * push - 0.0025 * Math.cos(3 * position);
      velocity = Math.max(-0.07, Math.min(0.07, velocity));
      position = Math.max(-1.2, Math.min(0.6, position + velocity));
      if (position === -1.2 && velocity < 0) velocity = 0;
    }
    if (position >= 0.45 && velocity >= 0) goals++;
  }
  return goals / 400;
}
