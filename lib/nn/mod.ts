/**
 * Tensors on the tfjs WASM backend: the only folder that loads it.
 *
 * @module
 */
export {
  ADAM_SETTINGS,
  type AdamConfig,
  adamDefaults,
  adamInit,
  type AdamState,
  adamStep,
} from "./training/adam.ts";
export { type AdamMemory, type AdamOptimizer, adamOptimizer } from "./training/adam_optimizer.ts";
export { attend } from "./ops/attention/attend.ts";
export {
  attention,
  ATTENTION_SETTINGS,
  type AttentionConfig,
  type AttentionParameters,
  attentionParameters,
} from "./layers/attention.ts";
export {
  BLOCK_SETTINGS,
  type BlockConfig,
  decoderBlock,
  type DecoderBlockParameters,
  decoderBlockParameters,
  encoderBlock,
  type EncoderBlockParameters,
  encoderBlockParameters,
} from "./layers/transformer.ts";
export { positions } from "./layers/positions.ts";
export { averageTowards, polyakAverage } from "./training/averaging.ts";
export {
  capture,
  CAPTURE_SETTINGS,
  type Captured,
  type CaptureOptions,
} from "./capture/capture.ts";
export { CaptureError } from "./recording/capture_error.ts";
export { hostTensor } from "./capture/host_tensor.ts";
export { onHost } from "./recording/on_host.ts";
export { overwrite } from "./capture/overwrite.ts";
export { requireSameReplay } from "./capture/same_replay.ts";
export { type BackendOptions, startBackend, wasmBytes } from "./backend.ts";
export { globalNorm, requireFiniteTree } from "./runtime/blocks.ts";
export { checkedKernels, UncheckedOpError } from "./runtime/checked_kernels.ts";
export {
  type Checkpoint,
  CheckpointError,
  type CheckpointFault,
  type Run,
  type RunState,
  type SavedArray,
  type SavedTensor,
} from "./checkpoint/checkpoint.ts";
export {
  convolution,
  type ConvolutionOptions,
  FILTER_SETTINGS,
  transposedConvolution,
} from "./ops/convolution/convolution.ts";
export {
  CONVOLUTION_SETTINGS,
  type ConvolutionConfig,
  convolutionLayer,
  type ConvolutionParameters,
  convolutionParameters,
  transposedConvolutionLayer,
  type TransposedConvolutionParameters,
  transposedConvolutionParameters,
} from "./layers/convolution.ts";
export { decodeCheckpoint } from "./checkpoint/decode.ts";
export { type Activation, dense } from "./ops/dense.ts";
export {
  DENSE_SETTINGS,
  type DenseConfig,
  denseLayer,
  type DenseParameters,
  denseParameters,
} from "./layers/dense_layer.ts";
export { encodeCheckpoint } from "./checkpoint/encode.ts";
export {
  mlp,
  MLP_SETTINGS,
  type MlpConfig,
  type MlpParameters,
  mlpParameters,
} from "./layers/mlp.ts";
export {
  NonFiniteTensorError,
  requireFiniteTensor,
  requireFloat,
} from "./runtime/require_tensor.ts";
export { tensorShape } from "./runtime/tensor_shape.ts";
export {
  gru,
  GRU_SETTINGS,
  gruCell,
  type GruConfig,
  type GruParameters,
  gruParameters,
} from "./layers/gru.ts";
export {
  fanInUniform,
  type Fans,
  glorotUniform,
  heNormal,
  orthogonal,
} from "./layers/initialize.ts";
export {
  type KernelBuild,
  kernelBuild,
  type KernelChoice,
  type KernelOptions,
  loadKernels,
} from "./runtime/kernels.ts";
export { layerNorm, type LayerNormParameters, layerNormParameters } from "./layers/layer_norm.ts";
export { leastOfStack } from "./ops/least.ts";
export {
  TensorLeakError,
  type TensorScope,
  tensorScope,
  withoutLeaks,
} from "./runtime/ownership.ts";
export { restoreTensors, type Resumed } from "./checkpoint/restore.ts";
export {
  copyTree,
  mapTree,
  requireSameTree,
  type TensorTree,
  treeEntries,
  type TreeEntry,
} from "./runtime/tensor_tree.ts";
export {
  type Guard,
  type Loss,
  type LossTerms,
  type ValueAndGradients,
  valueAndGradients,
} from "./training/value_and_gradients.ts";
export { readOut, readTree, treeChecksum, writeTree } from "./runtime/numbers.ts";
export { BackendError, type WasmSource } from "./runtime/wasm_file.ts";
