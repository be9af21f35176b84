/** How wide the codes' Gaussians are, and how far codes lie apart. */
import { fold, type Key } from "lib/math";
import { readOut } from "lib/nn";
import * as tf from "lib/nn/tf";
import {
  observeSequence,
  type Path,
  sequenceReplay,
  type StateSpaceParameters,
} from "lib/sequence/tensor";
import { normalTensor } from "lib/prob/tensor";
import { type PixelEpisode, remembered, WORLD } from "./world.ts";

/** Over 32 windows of 20 pictures: mean σ of posterior and prior, and the codes' own spread. */
export function spreadsOf(
  key: Key,
  model: StateSpaceParameters,
  path: Path,
  episodes: readonly PixelEpisode[],
) {
  const replay = sequenceReplay({ pixels: WORLD.picture, actions: 1 }), [T, B] = [20, 32];
  for (const each of episodes) replay.add(remembered(each));
  const windows = replay.sample(fold(key, "windows"), { batch: B, steps: T });
  const { posterior, prior, code } = readOut(() => {
    const pictures = tf.tensor(Float32Array.from(windows.pictures, (each) => each / 255), [
      T,
      B,
      WORLD.picture,
    ]);
    const actions = tf.tensor(windows.actions, [T - 1, B, 1]);
    const Z = model.prior.bias.shape[0]! / 2;
    const noise = normalTensor(fold(key, "noise"), [T, B, Z]);
    const seen = observeSequence(model, { pictures, actions, noise }, path);
    const centred = tf.sub(seen.posterior.mean, tf.mean(seen.posterior.mean, 0, true));
    return {
      posterior: tf.mean(seen.posterior.std),
      prior: tf.mean(seen.prior.std),
      code: tf.sqrt(tf.mean(tf.square(centred))),
    };
  });
  return { posterior: posterior[0]!, prior: prior[0]!, code: code[0]! };
}
