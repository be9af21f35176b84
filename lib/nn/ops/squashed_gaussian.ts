import * as tf from "@tensorflow/tfjs";
import { refusal } from "../../math/mod.ts";
import { addressOf, newOutput } from "../runtime/heap.ts";
import { kernels, scratchAddress } from "../runtime/kernels.ts";
import { registerGradient, registerKernel } from "../runtime/register.ts";

/** Makes `squashedGaussian` of lib/prob/tensor and its gradient known to tfjs. */
export function registerSquashedGaussian(): void {
  registerKernel("SquashedGaussian", ({ inputs: { policy, noise }, attrs }) => {
    const [rows = 0, columns = 0] = noise!.shape, { lowest, highest } = attrs as Ends;
    requireRoom(columns);
    const action = newOutput([rows, columns]), logDensity = newOutput([rows]);
    const given = [policy!, noise!].map(addressOf), made = [action, logDensity].map(addressOf);
    const { squashedForward } = kernels();
    squashedForward(rows, columns, ...given, lowest, highest, ...made, scratchAddress());
    return [action, logDensity];
  });
  registerKernel("SquashedGaussianBackward", ({ inputs, attrs }) => {
    const { dAction, dLogDensity, action, policy, noise } = inputs;
    const [rows = 0, columns = 0] = action!.shape, { lowest, highest } = attrs as Ends;
    const given = [dAction!, dLogDensity!, action!, policy!, noise!].map(addressOf);
    const result = newOutput(policy!.shape);
    kernels().squashedBackward(rows, columns, ...given, lowest, highest, addressOf(result));
    return result;
  });
  registerGradient({
    kernelName: "SquashedGaussian",
    inputsToSave: ["policy", "noise"],
    outputsToSave: [true, false],
    gradFunc: (dys, [policy, noise, action], attrs) => {
      const [dAction, dLogDensity] = dys as tf.Tensor[];
      const inputs = { dAction, dLogDensity, action, policy, noise } as tf.NamedTensorMap;
      return {
        policy: () =>
          tf.engine().runKernel("SquashedGaussianBackward", inputs, attrs as tf.NamedAttrMap),
        noise: () => tf.zerosLike(noise!),
      };
    },
  });
}

/** The terms of a row's log-density lie in the scratch until they are added up. */
function requireRoom(columns: number): void {
  const room = Math.floor(kernels().scratchBytes() / 4);
  if (columns > room) {
    const doing = "sample a squashed Gaussian", wish = `at most ${room}`;
    throw new RangeError(refusal(doing, "the dimension", columns, wish));
  }
}

type Ends = { readonly lowest: number; readonly highest: number };
