// EM of lib/inference on the problem of a folder.
import { fitMixtureFrom } from "lib/inference";
import { readProblem, startOf } from "../em_problem.ts";
import { serve } from "../serve.ts";

const problem = await readProblem(Deno.args[0]!);
const start = startOf(problem);
const { points, tolerance, maxIterations } = problem;
const fit = () => fitMixtureFrom(start, points, { tolerance, maxIterations });
const { iterations, logLikelihood } = fit();
await serve({ version: `Deno ${Deno.version.deno}`, iterations, logLikelihood }, fit);
