/** The first loss of the MLP of the bench, in plain float64. */
import { vaeNumbers, type VaeProblem } from "../../tools/bench/vae_problem.ts";

type Matrix = readonly (readonly number[])[];

/** −ELBO of the first batch, nats per image. */
export function firstLoss(problem: VaeProblem): number {
  const { batch, latent, image: [pixels] } = problem, numbers = vaeNumbers(problem);
  const rows = (values: Float32Array, length: number): Matrix =>
    Array.from({ length: batch }, (_, b) => [...values.subarray(b * length, (b + 1) * length)]);
  const images = rows(numbers.images, pixels!), noise = rows(numbers.noise, latent);
  const layer = layersOf(problem, numbers.parameters);
  const q = layer("posterior", relu(layer("encoder", images)));
  const code = q.map((row, b) =>
    noise[b]!.map((epsilon, d) => row[d]! + Math.exp(row[d + latent]!) * epsilon)
  );
  const logits = layer("pixels", relu(layer("decoder", code)));
  let total = 0;
  for (let b = 0; b < batch; b++) {
    logits[b]!.forEach((y, d) => total += Math.log1p(Math.exp(y)) - images[b]![d]! * y);
    for (let d = 0; d < latent; d++) {
      const [mu, logSigma] = [q[b]![d]!, q[b]![d + latent]!];
      total += (mu ** 2 + Math.exp(2 * logSigma) - 1) / 2 - logSigma;
    }
  }
  return total / batch;
}

function relu(x: Matrix): Matrix {
  return x.map((row) => row.map((value) => Math.max(0, value)));
}

/** x W + b with the weights of a layer by its name. */
function layersOf({ shapes }: VaeProblem, parameters: Float32Array) {
  const found: Record<string, Float32Array> = {};
  let start = 0;
  for (const [name, shape] of Object.entries(shapes)) {
    const size = shape.reduce((product, side) => product * side, 1);
    found[name] = parameters.subarray(start, start += size);
  }
  return (name: string, x: Matrix): Matrix => {
    const weight = found[`${name}/weight`]!, bias = [...found[`${name}/bias`]!];
    return x.map((row) =>
      bias.map((b, j) =>
        row.reduce((sum, value, i) => sum + value * weight[i * bias.length + j]!, b)
      )
    );
  };
}
