/** What a code remembers of the key: asked of the code by a line, and of its decoder. */
import { keyDoorPlaces } from "lib/envs";
import { mean, multiply, solve, transpose } from "lib/math";
import { mlp } from "lib/nn";
import * as tf from "lib/nn/tf";
import { type CodeParameters, keyPixelsOf, meansOf } from "./codes.ts";
import { allFrames } from "./world.ts";

type Rows = readonly (readonly number[])[];

/** Codes of the frames in the room on the left before the door is open, and whether the key is held. */
export interface KeyTest {
  readonly codes: Rows;
  readonly held: readonly boolean[];
}

/** Frames of every place on the left with every bat; the key lies, or is held. */
export function keyFrames(keyPixels: number) {
  const frames = allFrames(keyPixels), bats = frames.length / keyDoorPlaces.length;
  const at = frames.map((_, i) => keyDoorPlaces[Math.floor(i / bats)]!);
  const chosen = frames.flatMap((_, i) => at[i]!.key < 4 ? [i] : []);
  return {
    frames: chosen.map((i) => frames[i]!),
    held: chosen.map((i) => at[i]!.key === 3),
  };
}

/**
 * How often a line tells from a code whether the key is held, half for each answer (½ is guessing):
 * the line of least squares to ±1, both answers weighing the same, found on every other frame and
 * judged on the rest.
 */
export function linearProbe({ codes, held }: KeyTest): number {
  const rows = codes.map((row) => [...row, 1]);
  const counts = [false, true].map((each) => held.filter((is) => is === each).length);
  const weight = (i: number) => 1 / counts[held[i] ? 1 : 0]!;
  const learnt = rows.flatMap((_, i) => i % 2 === 0 ? [i] : []);
  const columns = transpose(learnt.map((i) => rows[i]!.map((each) => each * weight(i))));
  const gram = multiply(columns, learnt.map((i) => rows[i]!)).map((row, i) =>
    Array.from(row, (each, j) => each + (i === j ? 1e-6 : 0)) // so that a dead number of a code hurts none
  );
  const wish = columns.map((column) =>
    learnt.reduce((sum, i, n) => sum + column[n]! * (held[i] ? 1 : -1), 0)
  );
  const line = solve(gram, wish);
  const says = (i: number) => rows[i]!.reduce((sum, each, d) => sum + each * line[d]!, 0) > 0;
  return balanced(rows.flatMap((_, i) => i % 2 === 1 ? [[held[i]!, says(i)] as const] : []));
}

/** The mean of both shares of right answers: of those held, and of those not. */
function balanced(answers: readonly (readonly [is: boolean, said: boolean])[]): number {
  return mean(
    [true, false].map((kind) =>
      mean(answers.filter(([is]) => is === kind).map(([is, said]) => is === said ? 1 : 0))
    ),
  );
}

/** What a code remembers of the key. */
export interface Memory {
  /** {@link linearProbe} of the codes' means. */
  readonly line: number;
  /** How often the decoder draws the key as held if and only if it is, half for each answer. */
  readonly decoder: number;
}

/** What a code remembers of a key of so many pixels. */
export function memoryOf(parameters: CodeParameters, keyPixels: number): Memory {
  const { frames, held } = keyFrames(keyPixels), shown = keyPixelsOf(keyPixels)[0]!;
  const [codes, logits] = tf.tidy(() => {
    const means = meansOf(parameters, tf.tensor2d(frames.map((row) => [...row])));
    return [means.arraySync(), mlp(parameters.decoder, means).arraySync() as number[][]];
  });
  const drawn = held.map((is, i) => [is, logits[i]![shown]! > 0] as const);
  return { line: linearProbe({ codes, held }), decoder: balanced(drawn) };
}
