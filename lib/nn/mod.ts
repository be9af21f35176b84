/**
 * Tensors on the tfjs WASM backend: the only folder that loads it.
 *
 * @module
 */
export { type AdamConfig, adamDefaults, adamInit, type AdamState, adamStep } from "./adam.ts";
export { type AdamMemory, type AdamOptimizer, adamOptimizer } from "./adam_optimizer.ts";
export { averageTowards } from "./average_towards.ts";
export { type BackendOptions, startBackend, tf, wasmBytes } from "./backend.ts";
export { globalNorm } from "./blocks.ts";
export { bernoulliLogits } from "./bernoulli_logits.ts";
export { checkedKernels, UncheckedOpError } from "./checked_kernels.ts";
export {
  type Checkpoint,
  CheckpointError,
  type CheckpointFault,
  type Run,
  type RunState,
  type SavedArray,
  type SavedTensor,
} from "./checkpoint.ts";
export { type ConvolutionOptions } from "./conv_options.ts";
export { convolution, transposedConvolution } from "./convolution.ts";
export {
  type ConvolutionConfig,
  convolutionLayer,
  type ConvolutionParameters,
  convolutionParameters,
} from "./convolution_layer.ts";
export { crc32 } from "./crc32.ts";
export { decodeCheckpoint } from "./decode_checkpoint.ts";
export { type Activation, dense } from "./dense.ts";
export {
  type DenseConfig,
  denseLayer,
  type DenseParameters,
  denseParameters,
} from "./dense_layer.ts";
export { encodeCheckpoint } from "./encode_checkpoint.ts";
export { mlp, type MlpConfig, type MlpParameters, mlpParameters } from "./mlp.ts";
export { NonFiniteTensorError, requireFiniteTensor } from "./finite.ts";
export { requireFiniteTree } from "./finite_tree.ts";
export { gaussianLatent, type LatentSample } from "./gaussian_latent.ts";
export { gruCell, type GruConfig, type GruParameters, gruParameters } from "./gru.ts";
export { fanInUniform, type Fans, glorotUniform, heNormal, orthogonal } from "./initialize.ts";
export {
  type KernelBuild,
  kernelBuild,
  type KernelChoice,
  type KernelOptions,
  loadKernels,
} from "./kernels.ts";
export { layerNorm, type LayerNormParameters, layerNormParameters } from "./layer_norm.ts";
export { leastOfStack } from "./least.ts";
export { TensorLeakError, withoutLeaks } from "./leaks.ts";
export { type TensorScope, tensorScope } from "./ownership.ts";
export { polyakAverage } from "./polyak.ts";
export { restoreTensors, type Resumed } from "./restore_checkpoint.ts";
export { type LogStdRange, squashedGaussian, type SquashedSample } from "./squashed_gaussian.ts";
export {
  copyTree,
  mapTree,
  requireSameTree,
  type TensorTree,
  treeEntries,
  type TreeEntry,
} from "./tensor_tree.ts";
export {
  transposedConvolutionLayer,
  type TransposedConvolutionParameters,
  transposedConvolutionParameters,
} from "./transposed_convolution_layer.ts";
export {
  type Guard,
  type Loss,
  type LossTerms,
  type ValueAndGradients,
  valueAndGradients,
} from "./value_and_gradients.ts";
export { BackendError, type WasmSource } from "./wasm_file.ts";
