// Training steps of the VAE of a folder with lib/nn: tfjs' autodiff, our kernels and optimizer, and
// the checks for NaN that every training of ours has; captured, or as they are written.
import { capture, kernelBuild, overwrite, startBackend } from "lib/nn";
import { serve } from "../serve.ts";
import { readVae } from "../vae_problem.ts";
import { vaeStep, vaeTraining } from "../vae_step.ts";
import { vaeTensors } from "../vae_tensors.ts";

const { problem, numbers } = await readVae(Deno.args[0]!);
await startBackend();
const { layers, batches } = vaeTensors(problem, numbers);
const training = vaeTraining(problem, layers);
const captured = capture(() => vaeStep(problem, training));
const run = Deno.args[1] === "written" ? captured.runAsWritten : captured.run;
const data = batches.map(({ images, noise }) => [images.dataSync(), noise.dataSync()] as const);

let count = 0;
function step(): number {
  const [images, noise] = data[count % data.length]!;
  overwrite(training.batch.images, images);
  overwrite(training.batch.noise, noise);
  run(count++);
  return training.loss;
}

while (count < problem.steps) step();
const version = `Deno ${Deno.version.deno}, kernels ${kernelBuild().build}`;
await serve({ version, steps: problem.steps, loss: training.loss }, step);
