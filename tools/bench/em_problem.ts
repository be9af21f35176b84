// One EM problem for all contestants: points as raw float64, the rest as JSON, in a folder.
import type { Matrix, Vector } from "lib/math";
import type { Mixture } from "lib/prob";

/** What EM is to fit, from where, and when it stops. */
export type EmProblem = {
  readonly points: readonly Vector[];
  readonly weights: Vector;
  readonly means: readonly Vector[];
  readonly covariances: readonly Matrix[];
  /** Stop when the log-likelihood gains less, nats per point. */
  readonly tolerance: number;
  readonly maxIterations: number;
};

/** Writes points.f64 (row after row, in this machine's byte order) and problem.json. */
export async function writeProblem(folder: string, problem: EmProblem): Promise<void> {
  const { points, ...rest } = problem;
  const bytes = new Uint8Array(Float64Array.from(points.flat()).buffer);
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeFile(`${folder}/points.f64`, bytes);
  await Deno.writeTextFile(`${folder}/problem.json`, JSON.stringify(rest));
}

export async function readProblem(folder: string): Promise<EmProblem> {
  const rest = JSON.parse(await Deno.readTextFile(`${folder}/problem.json`)) as Omit<
    EmProblem,
    "points"
  >;
  const bytes = await Deno.readFile(`${folder}/points.f64`);
  const values = new Float64Array(bytes.buffer);
  const dimension = rest.means[0]!.length;
  const points = Array.from(
    { length: values.length / dimension },
    (_, n) => Array.from(values.subarray(n * dimension, (n + 1) * dimension)),
  );
  return { points, ...rest };
}

/** The mixture that EM starts from. */
export function startOf({ weights, means, covariances }: EmProblem): Mixture {
  const components = means.map((mean, k) => ({
    mean,
    covariance: { kind: "full", matrix: covariances[k]! } as const,
  }));
  return { weights, components };
}
