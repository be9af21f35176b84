// Fifty steps of a whole training on the pendulum: act, step, remember, sample, update.
import { sacAgent, spacesOf, trainingInit, trainingStep } from "lib/agents";
import { pendulum } from "lib/envs";
import { fold, key } from "lib/math";
import { kernelBuild, startBackend } from "lib/nn";
import { serve } from "../serve.ts";

await startBackend();
const world = pendulum(), root = key(1);
const agent = sacAgent(fold(root, "agent"), spacesOf(world), { learningRate: 1e-3 });
const never = { starts: [], maxSteps: 1 }; // nobody evaluates
const config = { randomSteps: 256, capacity: 10_000, evaluateEvery: 1_000_000 };
const training = trainingInit(fold(root, "training"), world, agent, never, config);
while (training.now.steps < 300) trainingStep(training);
const version = `Deno ${Deno.version.deno}, kernels ${kernelBuild().build}`;
await serve({ version }, () => {
  for (let i = 0; i < 50; i++) trainingStep(training);
});
