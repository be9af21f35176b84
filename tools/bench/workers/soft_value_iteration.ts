// Soft value iteration of lib/control on the MDP of a folder, where it leaves its values.
import { softValueIteration } from "lib/control";
import { bytesOf, readMdp } from "../mdp_problem.ts";
import { serve } from "../serve.ts";

const folder = Deno.args[0]!;
const { mdp, problem: { tolerance } } = await readMdp(folder);
const solve = () => softValueIteration(mdp, { tolerance });
const { values, changes } = solve();
await Deno.writeFile(`${folder}/values.f64`, bytesOf(values));
await serve({ version: `Deno ${Deno.version.deno}`, sweeps: changes.length }, solve);
