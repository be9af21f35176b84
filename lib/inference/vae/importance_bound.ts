import { door, logSumExp, type Matrix, matrix, refusal, whole } from "../../math/mod.ts";

const DOING = "average importance weights";
const checkBound = door(DOING, { logWeights: matrix("N", "K"), draws: whole(1) });

/**
 * The importance-weighted bound on the mean of log p(x), in nats: the log of the average of `draws`
 * weights, averaged over the data, and over as many groups of draws as the row holds. With one draw it
 * is the ELBO; its expectation never falls with more, and never exceeds mean log p(x). Burda et al. 2015,
 * equation 8 and theorem 1.
 *
 * @param logWeights log p(x, z) − log q(z | x) of codes drawn from q, `[N, K]`
 * @param draws weights that are averaged within the log, at most K; what is left over is not used
 * @throws {RangeError|TypeError|ShapeError} for ragged or non-finite weights, or draws above K
 *
 * @example
 * ```ts
 * import { importanceBound } from "lib/inference";
 * import { assertAlmostEquals } from "@std/assert";
 * const logWeights = [[Math.log(1), Math.log(3)]];
 * assertAlmostEquals(importanceBound(logWeights, 2), Math.log(2));
 * assertAlmostEquals(importanceBound(logWeights, 1), Math.log(3) / 2);
 * ```
 */
export function importanceBound(logWeights: Matrix, draws: number): number {
  checkBound({ logWeights, draws });
  const groups = Math.floor(logWeights[0]!.length / draws);
  if (groups === 0) {
    const wish = `at most ${logWeights[0]!.length}, the weights of a datum`;
    throw new RangeError(refusal(DOING, "draws", draws, wish));
  }
  let sum = 0;
  for (const row of logWeights) {
    const list = Array.from(row);
    for (let group = 0; group < groups; group++) {
      sum += logSumExp(list.slice(group * draws, (group + 1) * draws)) - Math.log(draws);
    }
  }
  return sum / (groups * logWeights.length);
}
