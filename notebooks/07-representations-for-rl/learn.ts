/** The loop: act, remember, update the code, update Q on the code. */
import {
  type Batch,
  type DeepQAgent,
  deepQAgent,
  type DeepQConfig,
  sampleBatch,
  spacesOf,
  trainingInit,
  trainingStep,
} from "lib/agents";
import { type Environment, keyDoor, type KeyDoorState, keyDoorStart } from "lib/envs";
import { mlpVae, type VaeLearner, vaeLearner } from "lib/inference/tensor";
import { fold, type Key, key, normal, uniform } from "lib/math";
import { mlp } from "lib/nn";
import * as tf from "lib/nn/tf";
import { allFrames, exactValues, features, worthOf } from "./world.ts";
import * as codes from "./codes.ts";

export type Sight = "state" | "pixels" | "along" | "prior" | "reward" | "weighted";
export const settings = { latent: 8, hidden: [64], randomSteps: 200, batch: 32, steps: 6000, evaluateEvery: 500, randomness: 0.2, learningRate: 1e-3, averaging: 0.01, codeRate: 1e-3, deviation: 0.05, weight: 10, prior: 4000, priorSteps: 4000 };
