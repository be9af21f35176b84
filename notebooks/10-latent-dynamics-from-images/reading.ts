/** Looking into a trained model: its terms on given windows, its weights rescaled, its dreams drawn. */
import type { ConditionalBatch } from "lib/inference/tensor";
import { mapTree, mlp, readOut } from "lib/nn";
import * as tf from "lib/nn/tf";
import { codeLoss, type CodeModel, imagineStep, type Unit } from "./model.ts";
import { greyOf, type Windows } from "./windows.ts";
import { WORLD } from "./world.ts";

/** The terms of the loss on the first 200 windows. */
export function termsOf(own: CodeModel, { inputs, targets }: Windows, unit: Unit) {
  const [pictures, rest] = [inputs, targets].map((rows) =>
    rows.slice(0, 200).map((row) => [...row])
  );
  const numbers = readOut(() => {
    const batch = { inputs: tf.tensor2d(pictures!), targets: tf.tensor2d(rest!) };
    return codeLoss(own, batch as ConditionalBatch, unit);
  });
  const term = (name: string) => numbers[name]![0]!;
  return { pictures: term("pictures"), dynamics: term("dynamics"), rewards: term("rewards") };
}

/** The same model with a code of c times the size: pictures and rewards stay, to rounding. */
export function rescaled(own: CodeModel, c: number): CodeModel {
  const D = own.decoder.hidden1!.weight.shape[0]!;
  const inward = (weight: tf.Tensor) => { // the code's rows over c, the torque's as it was
    const rows = weight.shape[0]!;
    const scale = Array.from({ length: rows }, (_, i) => [i < D ? 1 / c : 1]);
    return tf.mul(weight, tf.tensor2d(scale));
  };
  return tf.tidy(() =>
    mapTree(own, (tensor, path) => {
      if (/^(?:encoder|dynamics)\/output\//.test(path)) return tf.mul(tensor, c);
      return path.endsWith("/hidden1/weight") && !path.startsWith("encoder")
        ? inward(tensor)
        : tensor.clone();
    })
  );
}

/** The later picture of what the model believes, from one look and torques (N m): one more than torques. */
export function dreamFrom(
  own: CodeModel,
  observation: Uint8Array,
  torques: readonly number[],
): number[][] {
  const { drawn } = readOut(() => {
    let z: tf.Tensor = mlp(own.encoder, tf.tensor2d([greyOf(observation)]));
    const codes = [z];
    for (const torque of torques) {
      z = imagineStep(own, z, tf.tensor2d([[torque / WORLD.torque]])).next;
      codes.push(z);
    }
    return { drawn: mlp(own.decoder, tf.concat(codes, 0)) };
  });
  return Array.from({ length: torques.length + 1 }, (_, t) => {
    const start = t * WORLD.observation + WORLD.picture;
    return Array.from(drawn.slice(start, start + WORLD.picture));
  });
}
