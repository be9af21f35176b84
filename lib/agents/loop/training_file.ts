/** A training as bytes, and back. */
import { decodeCheckpoint, encodeCheckpoint, kernelBuild, restoreTensors } from "../../nn/mod.ts";
import type { AgentAction } from "../shared/spaces.ts";
import type { Training } from "./training.ts";
import { TRAINING } from "./training_shape.ts";

/**
 * All of a training: parameters, memories of the optimizers, the replay, the world, the record. It
 * goes on from these bytes as if it had never stopped, bit for bit (on the same build of the kernels,
 * which is part of the config). The world's state must be plain JSON, as that of all worlds here is.
 * To write a file, hand the bytes to `writeAtomic` of `lib/notebook`.
 *
 * @throws {NonFiniteTensorError} naming a tensor with a NaN: it must not replace the last good state
 */
export function encodeTraining<State, Action extends AgentAction>(
  training: Training<State, Action>,
): Uint8Array<ArrayBuffer> {
  TRAINING.check("encode a training", "training", training);
  const { key, now, record, sums, replay, learner } = training;
  return encodeCheckpoint({
    config: configOf(training),
    step: now.steps,
    keys: { training: key },
    counters: { added: replay.added },
    arrays: { ...replay.rows, progress: jsonBytes({ now, record, sums }) },
    tensors: learner.tensors,
  });
}

/**
 * Puts a training where another one of the same config stood. All is checked before anything changes.
 *
 * @param training a fresh one, as from `trainingInit`; changed
 * @throws {CheckpointError} naming what differs, or what is wrong with the bytes
 *
 * @example
 * ```ts
 * import { encodeTraining, restoreTraining, sacAgent, spacesOf, train, trainingInit } from "lib/agents";
 * import { pendulum } from "lib/envs";
 * import { key } from "lib/math";
 * import { startBackend } from "lib/nn";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const world = pendulum(), never = { starts: [], maxSteps: 1 };
 * const settings = { batch: 32, randomSteps: 32 };
 * const agent = () => sacAgent(key(0), spacesOf(world), { hidden: [8] });
 * const fresh = () => trainingInit(key(1), world, agent(), never, settings);
 * const [first, second] = [fresh(), fresh()];
 * await train(first, 50);
 * restoreTraining(second, encodeTraining(first));
 * await train(first, 60);
 * await train(second, 60);
 * assertEquals(encodeTraining(second), encodeTraining(first)); // bit for bit
 * for (const { learner } of [first, second]) learner[Symbol.dispose]();
 * ```
 */
export function restoreTraining<State, Action extends AgentAction>(
  training: Training<State, Action>,
  bytes: Uint8Array,
): void {
  TRAINING.check("restore a training", "training", training);
  const checkpoint = decodeCheckpoint(bytes);
  const { replay, record, learner } = training;
  restoreTensors(checkpoint, { config: configOf(training), tensors: learner.tensors });
  const { progress, ...rows } = checkpoint.arrays;
  for (const [name, list] of Object.entries(replay.rows)) list.set(rows[name] as Float32Array);
  replay.added = checkpoint.counters.added!;
  const read = JSON.parse(new TextDecoder().decode(progress)) as Progress<State>;
  training.now = read.now;
  training.sums = read.sums;
  for (const name of ["episodes", "metrics", "evaluations"] as const) {
    (record[name] as unknown[]).splice(0, Infinity, ...read.record[name]);
  }
}

type Progress<State> = Pick<Training<State, AgentAction>, "now" | "record" | "sums">;

function configOf<State, Action extends AgentAction>(
  { environment, learner, config, key, grid }: Training<State, Action>,
): object {
  const { kind, spaces, config: agent } = learner;
  const world = environment.name, kernels = kernelBuild().build;
  return { world, kind, agent, spaces, training: config, key, grid, kernels };
}

function jsonBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
