import { sampledSlopes } from "../../../lib/inference/factors/per_datum_slopes.ts";
import { assertClose, otherNormals } from "../../support/mod.ts";

const points = [[1, 0.5, -1], [0.2, -0.3, 0.4]];
const state = {
  loadings: Float64Array.of(0.5, -0.2, 0.1, 0.7, -0.4, 0.3),
  logNoise: Float64Array.of(-0.3),
  means: Float64Array.of(0.1, -0.5, 0.4, 0.2),
  logStds: Float64Array.of(-0.2, -1, 0.1, -0.6),
};
const noise = Float64Array.from({ length: 4 }, otherNormals(5));

/** The sampled bound, written from its definition. */
function bound({ loadings, logNoise, means, logStds }: typeof state): number {
  const variance = Math.exp(logNoise[0]!);
  return points.reduce((sum, x, i) => {
    const z = [0, 1].map((k) =>
      means[2 * i + k]! + Math.exp(logStds[2 * i + k]!) * noise[2 * i + k]!
    );
    const fit = x.reduce((all, each, d) => {
      const misfit = each - loadings[2 * d]! * z[0]! - loadings[2 * d + 1]! * z[1]!;
      return all - 0.5 * (Math.log(2 * Math.PI * variance) + misfit ** 2 / variance);
    }, 0);
    const kl = [0, 1].reduce((all, k) => {
      const [mu, log] = [means[2 * i + k]!, logStds[2 * i + k]!];
      return all + 0.5 * (mu * mu + Math.exp(2 * log) - 1 - 2 * log);
    }, 0);
    return sum + fit - kl;
  }, 0);
}

Deno.test("sampledSlopes: every slope is the central difference of the sampled bound", () => {
  const slopes = sampledSlopes(state, points, noise);
  for (const name of ["loadings", "logNoise", "means", "logStds"] as const) {
    const felt = Array.from(state[name], (_, i) => {
      const at = (push: number) =>
        bound({ ...state, [name]: state[name].with(i, state[name][i]! + push) });
      return (at(1e-5) - at(-1e-5)) / 2e-5;
    });
    assertClose(slopes[name], felt, { atol: 1e-8 }); // step², and rounding over step
  }
});
