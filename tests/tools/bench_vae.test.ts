// The VAE of the bench: its files, and the first loss of the workers in TypeScript.
import { assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import type { Contestant } from "../../tools/bench/contestant.ts";
import { startWorker } from "../../tools/bench/live_worker.ts";
import { mlpProblem, readVae, vaeNumbers, writeVae } from "../../tools/bench/vae_problem.ts";
import { assertClose } from "../support/mod.ts";
import { firstLoss } from "./vae_oracle.ts";

Deno.test("VAE problem: numbers for every shape, read back as they were written", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await writeVae(`${folder}/vae`, mlpProblem);
    const back = await readVae(`${folder}/vae`);
    assertEquals(back.problem, mlpProblem);
    assertEquals(back.numbers, vaeNumbers(mlpProblem));
    const { parameters, images, noise } = back.numbers;
    assertEquals(parameters.length, 65 * 128 + 129 * 4 + 3 * 128 + 129 * 64);
    assertEquals(images.length, mlpProblem.batches * 128 * 64);
    assertEquals(noise.length, mlpProblem.batches * 128 * 2);
    assertEquals(new Set(images), new Set([0, 1]));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

for (const script of ["vae.ts", "vae_stock.ts"]) {
  Deno.test(`VAE worker ${script}: the first loss is that of a float64 network`, async () => {
    const folder = await Deno.makeTempDir();
    try {
      const problem = { ...mlpProblem, steps: 1 };
      await writeVae(folder, problem);
      const path = fileURLToPath(new URL(`../../tools/bench/workers/${script}`, import.meta.url));
      const command = [Deno.execPath(), "run", "-A", path, folder];
      const worker = await startWorker({ name: "it", command }) as Contestant;
      await worker.leave();
      assertEquals(worker.facts.steps, 1);
      assertClose([worker.facts.loss!], [firstLoss(problem)], { rtol: 1e-6 }); // float32
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}
