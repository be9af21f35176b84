import { key } from "lib/math";
import { type LinearGaussian, sampleLinearGaussian } from "lib/sequence";
import type { Entries, Group } from "../group.ts";
import { ourWorker, type Place, pythonPeer } from "../place.ts";

/** Steps of a sequence. */
const STEPS = 10_000;

/** A level that walks: one number hidden, one seen. */
const level: LinearGaussian = {
  transition: [[1]],
  transitionCovariance: [[0.1]],
  emission: [[1]],
  emissionCovariance: [[1]],
  initialMean: [0],
  initialCovariance: [[100]],
};

/** A walker in the plane: place and velocity hidden, the place seen. */
const plane: LinearGaussian = {
  transition: [[1, 0, 1, 0], [0, 1, 0, 1], [0, 0, 1, 0], [0, 0, 0, 1]],
  transitionCovariance: [
    [0.03, 0, 0.045, 0],
    [0, 0.03, 0, 0.045],
    [0.045, 0, 0.09, 0],
    [0, 0.045, 0, 0.09],
  ],
  emission: [[1, 0, 0, 0], [0, 1, 0, 0]],
  emissionCovariance: [[1, 0.3], [0.3, 1]],
  initialMean: [0, 0, 0, 0],
  initialCovariance: [[4, 0, 0, 0], [0, 4, 0, 0], [0, 0, 4, 0], [0, 0, 0, 4]],
};

/** Filter and smoother over a long sequence, with means, covariances and those of neighbours. */
export const kalman: readonly Group[] = ([["level", level], ["plane", plane]] as const).map((
  [name, model],
) => ({
  name: `kalman-${name}`,
  work: `Kalman smoother, ${STEPS.toLocaleString("en")} steps, ${model.initialMean.length} hidden`,
  goal: { kind: "ratio", atMost: 1 },
  rounds: 20,
  slot: 300,
  slow: false,
  enter: async (place) => await enter(place, name, model),
}));

async function enter(place: Place, name: string, model: LinearGaussian): Promise<Entries> {
  const folder = `${place.folder}/kalman-${name}`;
  const { observations } = sampleLinearGaussian(key(0), model, STEPS);
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(`${folder}/problem.json`, JSON.stringify({ model, observations }));
  return {
    ours: [await ourWorker(place, "kalman.ts", folder)],
    peer: await pythonPeer(place, "statsmodels", "kalman.py", folder),
  };
}
