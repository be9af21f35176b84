import { oldFaithful } from "data";
import { fold, identity, key, type Matrix, normal, softmax, variance } from "lib/math";
import { type Mixture, sampleMixture } from "lib/prob";
import { type EmProblem, writeProblem } from "../em_problem.ts";
import type { Entries, Group } from "../group.ts";
import { ourWorker, type Place, pythonPeer } from "../place.ts";

/** Three components on Old Faithful until EM stands still. */
export const em: Group = {
  name: "em",
  work: "EM, Old Faithful, 3 components, to convergence",
  goal: { kind: "ratio", atMost: 1 },
  rounds: 20,
  slot: 300,
  slow: false,
  enter: async (place) => await enter(place, "em", await oldFaithfulProblem()),
};

/** Ten steps on data that are larger than the caches. */
export const emLarge: Group = {
  name: "em-large",
  work: "EM, 100,000 points in 4 dimensions, 8 components, 10 steps, one core",
  goal: { kind: "ratio", atMost: 2 },
  rounds: 20,
  slot: 300,
  slow: false,
  enter: async (place) => await enter(place, "em-large", largeProblem()),
};

async function enter(place: Place, name: string, problem: EmProblem): Promise<Entries> {
  const folder = `${place.folder}/${name}`;
  await writeProblem(folder, problem);
  return {
    ours: [await ourWorker(place, "em.ts", folder)],
    peer: await pythonPeer(place, "scikit-learn", "em.py", folder),
  };
}

async function oldFaithfulProblem(): Promise<EmProblem> {
  const { points, eruptions, waiting } = await oldFaithful();
  const covariance = [[variance(eruptions), 0], [0, variance(waiting)]];
  return {
    points,
    weights: [1 / 3, 1 / 3, 1 / 3],
    means: [[2, 55], [3.5, 70], [4.5, 80]],
    covariances: [covariance, covariance, covariance],
    tolerance: 1e-10,
    maxIterations: 1000,
  };
}

/** Every step counts: no gain is as small as this tolerance. */
function largeProblem(): EmProblem {
  const size = 8, dimension = 4;
  const root = key(0);
  const truth = randomMixture(root, size, dimension);
  const nudge = normal(fold(root, "start"), size * dimension);
  return {
    points: sampleMixture(fold(root, "points"), truth, 100_000).points,
    weights: new Array<number>(size).fill(1 / size),
    means: truth.components.map(({ mean }, k) => mean.map((m, i) => m + nudge[k * dimension + i]!)),
    covariances: new Array<Matrix>(size).fill(identity(dimension)),
    tolerance: Number.MIN_VALUE,
    maxIterations: 10,
  };
}

/** Components that overlap: means about three apart, correlated spreads near one. */
function randomMixture(root: ReturnType<typeof key>, size: number, dimension: number): Mixture {
  const logits = Array.from(normal(fold(root, "weights"), size), (z) => 0.3 * z);
  const components = Array.from({ length: size }, (_, k) => {
    const own = fold(fold(root, "components"), k);
    const mean = Array.from(normal(fold(own, "mean"), dimension), (z) => 3 * z);
    const a = normal(fold(own, "spread"), dimension * dimension);
    const matrix = identity(dimension).map((row, i) =>
      row.map((one, j) => {
        let sum = 0.3 * one;
        for (let m = 0; m < dimension; m++) {
          sum += a[i * dimension + m]! * a[j * dimension + m]! / dimension;
        }
        return sum;
      })
    );
    return { mean, covariance: { kind: "full", matrix } as const };
  });
  return { weights: Array.from(softmax(logits)), components };
}
