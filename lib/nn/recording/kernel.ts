import type * as tf from "@tensorflow/tfjs";
import { CaptureError } from "./capture_error.ts";
import { now } from "./now.ts";
import type { Frame, Recording } from "./recording.ts";

type Parts = Parameters<tf.KernelFunc>[0];

/** The kernel, seen while a step is recorded. */
export function recordedKernel(kernel: tf.KernelConfig): tf.KernelConfig {
  const { kernelName, kernelFunc } = kernel;
  const seen: tf.KernelFunc = (parts) =>
    now.recording === undefined || now.frame !== undefined
      ? kernelFunc(parts)
      : recordKernel(now.recording, kernelName, kernelFunc, parts);
  return { ...kernel, kernelFunc: seen };
}

function recordKernel(
  recording: Recording,
  kernelName: string,
  kernelFunc: tf.KernelFunc,
  parts: Parts,
): ReturnType<tf.KernelFunc> {
  recording.signature.push(signatureOf(recording, kernelName, parts));
  const frame: Frame = { calls: [], outputs: [], host: false };
  now.frame = frame;
  try {
    return kernelFunc(parts);
  } finally {
    now.frame = undefined;
    if (frame.host) {
      recording.addHost(kernelName, () => runAgain(kernelFunc, parts, frame.outputs));
    } else recording.commands.push(...frame.calls);
  }
}

/** A kernel of JavaScript once more, into the same tensors. */
function runAgain(kernelFunc: tf.KernelFunc, parts: Parts, outputs: readonly tf.TensorInfo[]) {
  now.given = { outputs, taken: 0 };
  try {
    kernelFunc(parts);
  } finally {
    now.given = undefined;
  }
}

/** Name, inputs (which tensors, and how they are shaped) and attributes. */
function signatureOf(recording: Recording, kernelName: string, { inputs, attrs }: Parts): string {
  const tensors = Object.values(inputs).filter((each) => each !== undefined && each !== null);
  const named = (tensors as tf.TensorInfo[]).map(({ dataId, shape }) => {
    const name = recording.hold(dataId);
    if (name !== undefined) return `${name}[${shape}]`;
    const wish = "one that hostTensor makes outside of onHost";
    throw new CaptureError(
      `${kernelName} reads a tensor that was made inside onHost, expected ${wish}`,
    );
  });
  const text = (_: string, value: unknown) => typeof value === "number" ? String(value) : value;
  return `${kernelName}(${named.join(", ")}) ${JSON.stringify(attrs ?? {}, text)}`;
}
