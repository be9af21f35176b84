// Clipped policy gradients on the cart-pole: an epoch of learning, or gathering and ten epochs.
import { crowdInit, gather, policyGradientAgent, spacesOf } from "lib/agents";
import { cartPole } from "lib/envs";
import { fold, key } from "lib/math";
import { kernelBuild, startBackend } from "lib/nn";
import { serve } from "../serve.ts";

await startBackend();
const world = cartPole(), root = key(1), whole = Deno.args[0] === "loop";
const agent = policyGradientAgent(fold(root, "agent"), spacesOf(world), {
  clip: 0.2,
  epochs: whole ? 10 : 1,
  minibatch: 64,
  temperature: 0.01,
});
let crowd = crowdInit(fold(root, "worlds"), world, 8), step = 0;
function gathered() {
  const met = gather(fold(fold(root, "gather"), step), world, agent, crowd, 256);
  crowd = met.crowd;
  return met.rollout;
}
const rollout = gathered();
const version = `Deno ${Deno.version.deno}, kernels ${kernelBuild().build}`;
await serve({ version }, () => {
  agent.update(fold(fold(root, "learn"), step), whole ? gathered() : rollout, step++);
});
