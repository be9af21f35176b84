// Updates of Soft Actor-Critic by lib/agents: noise, targets, critics, actor, temperature, slow copies.
import { sacAgent } from "lib/agents";
import { fold, key } from "lib/math";
import { kernelBuild, startBackend } from "lib/nn";
import { sacBatch, settings, sizes } from "../sac_problem.ts";
import { serve } from "../serve.ts";

await startBackend();
const hidden = Number(Deno.args[0]), root = key(1);
const spaces = { kind: "box", observations: sizes.observations, low: [-1], high: [1] } as const;
const agent = sacAgent(root, spaces, { hidden: [hidden, hidden], ...settings });
const batch = sacBatch();
let step = 0;
const version = `Deno ${Deno.version.deno}, kernels ${kernelBuild().build}`;
await serve({ version }, () => agent.update(fold(root, step), batch, step++));
