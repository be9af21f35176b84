/** Encoders for the folded world: by width, and by the gradient that teaches them. */
import type { Study } from "data";
import { fold, grid, key } from "lib/math";
import { startBackend } from "lib/nn";
import * as tf from "lib/nn/tf";
import { readGuesses } from "../encoder.ts";
import { teach, type Teacher } from "../fold_lessons.ts";

const widths = [2, 8, 32, 128];
const settings = { widths, hidden: 32, steps: 3000, every: 100, places: 121, reach: 3 };

/** The gap over the steps, and what the encoder answers along x in the end. */
function measure(seed: number, teacher: Teacher, hidden: number, steps: number) {
  const own = fold(fold(key(seed), "fold"), hidden); // all teachers begin at the same weights
  const { parameters, curve } = teach(own, { teacher, hidden, steps, every: settings.every });
  const x = grid(-settings.reach, settings.reach, settings.places).map((each) => [each]);
  const { means, logStds } = readGuesses(parameters, x);
  tf.dispose(parameters);
  return { curve, answers: [means.flat(), logStds.flat()] };
}

async function run(seed: number) {
  await startBackend();
  const { steps, hidden } = settings;
  const byWidth = widths.map((width) => measure(seed, "reparameterized", width, steps));
  const byTeacher = (["reparameterized", "leave-one-out", "score"] as const).map((teacher) =>
    measure(seed, teacher, hidden, steps).curve
  );
  return {
    widthCurves: byWidth.map(({ curve }) => curve),
    answers: byWidth.map(({ answers }) => answers),
    teacherCurves: byTeacher,
  };
}

export const study: Study = {
  seeds: Array.from({ length: 20 }, (_, seed) => seed),
  settings,
  beginning: async (seed) => {
    await startBackend();
    return measure(seed, "leave-one-out", 8, 300).curve;
  },
  run,
};
