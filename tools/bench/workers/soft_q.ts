// Updates of soft Q-learning with a sampler by lib/agents: noise, targets, values, Stein's directions, sampler, slow copy.
import { steinQAgent } from "lib/agents";
import { fold, key } from "lib/math";
import { kernelBuild, startBackend } from "lib/nn";
import { sacBatch, settings, sizes } from "../sac_problem.ts";
import { serve } from "../serve.ts";

await startBackend();
const root = key(1), batch = sacBatch();
const spaces = { kind: "box", observations: sizes.observations, low: [-1], high: [1] } as const;
const agent = steinQAgent(root, spaces, { hidden: [64, 64], particles: 32, ...settings });
let step = 0;
const version = `Deno ${Deno.version.deno}, kernels ${kernelBuild().build}`;
await serve({ version }, () => agent.update(fold(root, step), batch, step++));
