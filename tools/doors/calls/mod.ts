/** The folders whose public functions are broken on purpose. To add one, write down its good calls. */
import type { Folder } from "../call.ts";
import { CLOSE } from "./close.ts";
import { DATA } from "./data.ts";
import { ELBO } from "./elbo.ts";
import { ENVS } from "./envs.ts";
import { MATH } from "./math.ts";
import { PROB } from "./prob.ts";
import { PROB_TENSOR } from "./prob_tensor.ts";
import { SEQUENCE } from "./sequence.ts";

export const FOLDERS: readonly Folder[] = [
  MATH,
  PROB,
  PROB_TENSOR,
  ELBO,
  SEQUENCE,
  ENVS,
  CLOSE,
  DATA,
];
