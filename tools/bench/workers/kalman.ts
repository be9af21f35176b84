// The Kalman smoother of lib/sequence on the problem of a folder.
import { smoothKalman } from "lib/sequence";
import { serve } from "../serve.ts";

const { model, observations } = JSON.parse(
  await Deno.readTextFile(`${Deno.args[0]!}/problem.json`),
);
const smooth = () => smoothKalman(model, observations);
const logLikelihood = smooth().logEvidence;
await serve({ version: `Deno ${Deno.version.deno}`, logLikelihood }, smooth);
