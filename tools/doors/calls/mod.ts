/** The folders whose public functions are broken on purpose. To add one, write down its good calls. */
import type { Folder } from "../call.ts";
import { AGENTS } from "./agents.ts";
import { APPROXIMATIONS } from "./approximations.ts";
import { CLOSE } from "./close.ts";
import { CONTROL } from "./control.ts";
import { DATA } from "./data.ts";
import { ELBO } from "./elbo.ts";
import { ENVS } from "./envs.ts";
import { GRADIENTS } from "./gradients.ts";
import { INFERENCE_TENSOR } from "./inference_tensor.ts";
import { LIVE } from "./live.ts";
import { MATH } from "./math.ts";
import { MIXTURES } from "./mixtures.ts";
import { NN } from "./nn.ts";
import { NOTEBOOK } from "./notebook.ts";
import { PROB } from "./prob.ts";
import { PROB_TENSOR } from "./prob_tensor.ts";
import { SEQUENCE } from "./sequence.ts";
import { SEQUENCE_TENSOR } from "./sequence_tensor.ts";
import { VAE } from "./vae.ts";
import { VIZ } from "./viz.ts";

/** Folders behind shapes. */
export const FOLDERS: readonly Folder[] = [
  MATH,
  PROB,
  PROB_TENSOR,
  ELBO,
  MIXTURES,
  VAE,
  APPROXIMATIONS,
  GRADIENTS,
  INFERENCE_TENSOR,
  SEQUENCE,
  SEQUENCE_TENSOR,
  CONTROL,
  ENVS,
  CLOSE,
  NOTEBOOK,
  NN,
  DATA,
  AGENTS,
  VIZ,
  LIVE,
];
