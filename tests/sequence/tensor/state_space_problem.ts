/** The model and the batch that tools/vectors/state_space_vectors.py writes by the same formula. */
import { key } from "lib/math";
import { treeEntries, writeTree } from "lib/nn";
import * as tf from "lib/nn/tf";
import { type StateSpaceParameters, stateSpaceParameters } from "lib/sequence/tensor";

export const SIDES = { T: 5, B: 4, P: 36, A: 2, H: 10, Z: 3, E: 7 };

/** sin(phase + 1.7 i + 0.9 j + 0.013 i j). */
export function wave(rows: number, columns: number, phase: number): number[] {
  return Array.from({ length: rows * columns }, (_, at) => {
    const i = Math.floor(at / columns), j = at % columns;
    return Math.sin(phase + 1.7 * i + 0.9 * j + 0.013 * i * j);
  });
}

const NETS = ["encoder", "prior", "posterior", "decoder", "reward"];
const MEMORY = ["inputWeight", "inputBias", "stateWeight", "stateBias"];

/** Phase of a dense layer of a network. */
function layerPhase(model: StateSpaceParameters, net: string, layer: string): number {
  const last = net === "prior" ? 0 : Object.keys(model[net as "decoder"]).length - 1;
  const k = layer === "" || layer === "output" ? last : Number(layer.slice("hidden".length)) - 1;
  return 10 * NETS.indexOf(net) + k;
}

/** The waved model; the caller owns it. */
export function wavedModel(): StateSpaceParameters {
  const { P, A, H, Z, E } = SIDES;
  const model = stateSpaceParameters(key(0), {
    pixels: P,
    actions: A,
    memory: H,
    code: Z,
    encoder: [12, E],
    posterior: 8,
    reward: 6,
  });
  writeTree(
    model,
    Object.fromEntries(
      treeEntries(model).map(([path, { shape }]) => {
        const parts = path.split("/"), part = parts.at(-1)!, [net = ""] = parts;
        const [rows, columns] = [shape.at(-2)!, shape.at(-1)!];
        if (net === "memory") {
          const start = 60 + 3 * MEMORY.indexOf(part), isBias = part.endsWith("Bias");
          const gates = [0, 1, 2].flatMap((g) =>
            isBias
              ? wave(1, columns, start + g).map((each) => 0.1 * each)
              : wave(rows, columns, start + g).map((each) => each / Math.sqrt(rows))
          );
          return [path, gates];
        }
        const phase = layerPhase(model, net, parts.length === 3 ? parts[1]! : "");
        return part === "bias"
          ? [path, wave(1, shape[0]!, 5 + phase).map((each) => 0.1 * each)]
          : [path, wave(rows, columns, phase).map((each) => each / Math.sqrt(rows))];
      }),
    ),
  );
  return model;
}

/** The waved batch; the caller owns it. */
export function wavedBatch(overshoot: number) {
  const { T, B, P, A, Z } = SIDES;
  const batch = {
    pictures: tf.tensor(wave(T * B, P, 3).map((each) => 0.5 + 0.5 * each), [T, B, P]),
    actions: tf.tensor(wave((T - 1) * B, A, 4), [T - 1, B, A]),
    rewards: tf.tensor(wave(T - 1, B, 5), [T - 1, B]),
    noise: tf.tensor(wave(T * B, Z, 6), [T, B, Z]),
  };
  if (overshoot === 1) return batch;
  const ahead = tf.tensor(wave((overshoot - 1) * T * B, Z, 7), [overshoot - 1, T * B, Z]);
  return { ...batch, ahead };
}
