/**
 * Inference by gradient on float32 tensors. The float64 forms of `lib/inference` are the
 * specification.
 *
 * @module
 */
export { type Ascent, type AscentConfig, mixtureAscent } from "./mixture_ascent.ts";
export { type SampledElbo, sampledElbo, type SampledElboParts } from "./sampled_elbo.ts";
export { startBackend } from "../../nn/mod.ts"; // what a caller needs to use these
