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
}

export const mean = (list: readonly number[]) => list.reduce((sum, x) => sum + x, 0) / list.length;

/** A number of each of the five runs. */
export async function everyRun(name: string, of: (run: Run) => number): Promise<number[]> {
  const folder = new URL(`../../../data/results/${name}/`, import.meta.url);
  const texts = [0, 1, 2, 3, 4].map((seed) => Deno.readTextFile(new URL(`${seed}.json`, folder)));
  return (await Promise.all(texts)).map((text) => of(JSON.parse(text) as Run));
}

/** Of five: the mean of the middle three. */
export function iqm(five: readonly number[]): number {
  const total = five.reduce((sum, x) => sum + x, 0);
  return (total - Math.min(...five) - Math.max(...five)) / 3;
}

export const lastFive = ({ evaluations }: Run) =>
  mean(evaluations.slice(-5).flatMap(({ returns }) => returns));

export function lastBias({ bias }: Run): number {
  const { estimates, truths } = bias.at(-1)!;
  return mean(estimates.map((estimate, i) => estimate - truths[i]!));
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
