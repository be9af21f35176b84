// Fifty steps of a whole training on the cart-pole: act, step, remember, sample, update.
import { softQAgent, spacesOf, trainingInit, trainingStep } from "lib/agents";
import { cartPole } from "lib/envs";
import { fold, key } from "lib/math";
import { kernelBuild, startBackend } from "lib/nn";
import { serve } from "../serve.ts";

await startBackend();
const world = cartPole(), root = key(1);
const agent = softQAgent(fold(root, "agent"), spacesOf(world));
const never = { starts: [], maxSteps: 1 }; // nobody evaluates
const config = { batch: 64, randomSteps: 256, capacity: 10_000, evaluateEvery: 1_000_000 };
const training = trainingInit(fold(root, "training"), world, agent, never, config);
while (training.now.steps < 300) trainingStep(training);
const version = `Deno ${Deno.version.deno}, kernels ${kernelBuild().build}`;
await serve({ version }, () => {
  for (let i = 0; i < 50; i++) trainingStep(training);
});
