import { assertEquals } from "@std/assert";
import { environmentOf, gridworld, softValueIteration } from "lib/control";
import { rollOut } from "lib/envs";
import { elbo } from "lib/inference";
import { key, logSumExp, normal } from "lib/math";
import { kernelBuild, startBackend } from "lib/nn";
import { mixtureLogDensity } from "lib/prob";
import { serveFolder } from "../../site/serve.ts";
import { learned } from "./captured_learning.ts";
import { bundleForBrowser } from "./bundle.ts";
import { announceSkip, launchChromium, noChromium } from "./chromium.ts";

if (noChromium !== undefined) announceSkip("lib in a real browser", noChromium);

const root = new URL("../../", import.meta.url);
const mixture = {
  weights: [0.25, 0.75],
  components: [
    { mean: [0, 1], covariance: { kind: "spherical", variance: 2 } },
    { mean: [3, -1], covariance: { kind: "full", matrix: [[2, 0.5], [0.5, 1]] } },
  ],
} as const;

const walk = { map: "S..\n.~G", slip: 0.2, discount: 0.9 } as const;

const program = `
import { environmentOf, gridworld, softValueIteration } from "lib/control";
import { rollOut } from "lib/envs";
import { elbo } from "lib/inference";
import { key, logSumExp, normal } from "lib/math";
import { mixtureLogDensity } from "lib/prob";
import { kernelBuild, startBackend } from "lib/nn";
import * as tf from "lib/nn/tf";
import * as probTensor from "lib/prob/tensor";
import * as inferenceTensor from "lib/inference/tensor";
import { vegaConfig } from "lib/viz";
globalThis.exact = () => ({
  elbo: elbo({ q: [0.5, 0.5], joint: [0.35, 0.27] }),
  logSumExp: logSumExp([1000, 1001]),
  normal: [...normal(key(7), 4)],
  mixture: mixtureLogDensity(${JSON.stringify(mixture)}, [1, 2]),
  values: [...softValueIteration(gridworld(${JSON.stringify(walk)}).mdp).values],
  walked: rollOut(key(3), environmentOf(gridworld(${JSON.stringify(walk)}).mdp), () => 1, 9).return,
});
globalThis.tensors = async (wasm) => {
  await startBackend({ wasm });
  return tf.tidy(() => ({
    backend: tf.getBackend(),
    kernels: ["fma", "plain"].includes(kernelBuild().build),
    product: tf.matMul(tf.tensor2d([[1, 2]]), tf.tensor2d([[3, 4]]), false, true).dataSync()[0],
    sum: tf.sum(tf.tensor1d([1, 2, 3.5])).dataSync()[0],
    noise: probTensor.normalTensor(key(7), [2, 2]).shape,
    names: Object.keys(inferenceTensor).length > 0 && vegaConfig("dark").background,
  }));
};
`;

/** Answers with what an agent learned by replays. */
const worker = `
import { startBackend } from "lib/nn";
import { learned } from "./tests/site/captured_learning.ts";
await startBackend({ wasm: new URL("tfjs-backend-wasm-simd.wasm", location.href).href });
postMessage(learned());
`;

const inWorker = `new Promise((done, failed) => {
  const worker = new Worker("worker.js", { type: "module" });
  worker.onmessage = ({ data }) => done(data);
  worker.onerror = ({ message }) => failed(new Error(message));
})`;

Deno.test({
  name:
    "lib in a browser: an ELBO in float64, bit for bit, a sum on tensors, and an agent in a worker that learns by replays",
  ignore: noChromium !== undefined,
  sanitizeOps: false,
  sanitizeResources: false, // the pipes of the browser and of esbuild
  async fn() {
    const folder = await Deno.makeTempDir();
    await Deno.writeTextFile(
      `${folder}/index.html`,
      '<script type="module" src="lib.js"></script>',
    );
    await Deno.writeTextFile(`${folder}/lib.js`, await bundleForBrowser(program));
    await Deno.writeTextFile(`${folder}/worker.js`, await bundleForBrowser(worker));
    const wasm = "tfjs-backend-wasm-simd.wasm";
    const source = new URL(wasm, import.meta.resolve("@tensorflow/tfjs-backend-wasm"));
    await Deno.copyFile(source, `${folder}/${wasm}`);
    for (const build of ["fma", "plain"]) { // where lib looks for them: beside the bundle
      const kernels = `kernels.${build}.wasm`;
      await Deno.copyFile(new URL(`lib/nn/runtime/${kernels}`, root), `${folder}/${kernels}`);
    }
    const server = serveFolder({ folder });
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      const faults: string[] = [];
      page.on("pageerror", (error) => faults.push(error.message));
      page.on("request", (request) => {
        if (!/^(?:blob|data):/.test(request.url()) && !request.url().startsWith(server.url)) {
          faults.push(`request to ${request.url()}`);
        }
      });
      await page.goto(server.url);
      await page.waitForFunction("globalThis.tensors !== undefined");
      assertEquals(await page.evaluate("exact()"), {
        elbo: elbo({ q: [0.5, 0.5], joint: [0.35, 0.27] }),
        logSumExp: logSumExp([1000, 1001]),
        normal: [...normal(key(7), 4)],
        mixture: mixtureLogDensity(mixture, [1, 2]),
        values: [...softValueIteration(gridworld(walk).mdp).values],
        walked: rollOut(key(3), environmentOf(gridworld(walk).mdp), () => 1, 9).return,
      });
      assertEquals(await page.evaluate(`tensors(new URL("${wasm}", location.href).href)`), {
        backend: "wasm",
        kernels: true,
        product: 11,
        sum: 6.5,
        noise: [2, 2],
        names: "#16181d",
      });
      await startBackend();
      const got = await page.evaluate(inWorker) as ReturnType<typeof learned>;
      assertEquals(got, got.build === kernelBuild().build ? learned() : got);
      assertEquals(faults, []);
    } finally {
      await browser.close();
      await server.close();
      await Deno.remove(folder, { recursive: true });
    }
  },
});

Deno.test("lib outside lib/notebook uses nothing of Deno's or Node's own", async () => {
  const uses: string[] = [];
  const visit = async (folder: URL): Promise<void> => {
    for await (const entry of Deno.readDir(folder)) {
      const url = new URL(`${entry.name}${entry.isDirectory ? "/" : ""}`, folder);
      if (entry.isDirectory && url.pathname !== new URL("lib/notebook/", root).pathname) {
        await visit(url);
      } else if (entry.name.endsWith(".ts")) {
        const code = (await Deno.readTextFile(url)).replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
        if (/\bDeno\s*[.[]|["']node:|\bprocess\s*\.|\brequire\s*\(/.test(code)) {
          uses.push(url.pathname);
        }
      }
    }
  };
  await visit(new URL("lib/", root));
  assertEquals(uses, []);
});
