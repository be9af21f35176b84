import type { Group } from "../group.ts";
import { gru } from "./gru.ts";
import { messages, softValues } from "./control.ts";
import { em, emLarge } from "./em.ts";
import { firstCell } from "./first_cell.ts";
import { gemm } from "./gemm.ts";
import { kalman } from "./kalman.ts";
import { normals } from "./normals.ts";
import { notebooks } from "./notebooks.ts";
import { policyGradient } from "./policy_gradient.ts";
import { rssm } from "./rssm.ts";
import { sac } from "./sac.ts";
import { softQ } from "./soft_q.ts";
import { transformer } from "./transformer.ts";
import { vae } from "./vae.ts";

/** All that can be measured, in the order of the table. */
export const GROUPS: readonly Group[] = [
  em,
  emLarge,
  ...softValues,
  messages,
  ...kalman,
  normals,
  ...gemm,
  ...vae,
  ...gru,
  ...rssm,
  transformer,
  ...sac,
  ...softQ,
  ...policyGradient,
  firstCell,
  notebooks,
];
