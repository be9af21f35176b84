// All kernels of the library: compiled twice by `deno task kernels`, used by lib/nn/kernels.ts.
// Addresses are bytes of tfjs' own memory; there is no other memory, and no state.
export { attentionBackward, attentionForward } from "./attention";
export { bernoulliBackward, bernoulliForward } from "./bernoulli";
export { convBackwardFilter, convBackwardInput, convForward } from "./convolution";
export { copyRows, spread } from "./copies";
export { latentBackward, latentForward } from "./latent";
export { leastBackward, leastForward } from "./least";
export { mapBackward, mapForward } from "./elementwise";
export { gruBackward, gruForward } from "./gates";
export { squashedBackward, squashedForward } from "./gaussian";
export { gemm, gemmPacked, packedNumbers, packPanels, scratchBytes } from "./gemm";
export { ceiling, maddOnce } from "./madd";
export { normBackward, normForward } from "./norm";
export { adam, polyak } from "./optimizers";
export { segmentSum } from "./segments";
export { softmaxBackward, softmaxForward } from "./softmax";
export { sumAxis, sumSquares } from "./sums";
