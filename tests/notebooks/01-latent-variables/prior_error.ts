/** How far sampling causes from the prior misses log p(x); imports nothing of lib. */
import { logNormal, otherNormals, sum } from "../../support/mod.ts";
import { exactLogEvidence, s, typical } from "./oracle.ts";

/** Error of log p̂ in D dimensions with M samples from the prior. */
export function priorError(D: number, M: number, seed: number): number {
  const normal = otherNormals(seed);
  const logs = Array.from({ length: M }, () => {
    let log = 0;
    for (let d = 0; d < D; d++) log += logNormal(typical, normal(), s);
    return log;
  });
  const top = logs.reduce((a, b) => Math.max(a, b));
  return top + Math.log(sum(logs.map((each) => Math.exp(each - top))) / M) - D * exactLogEvidence;
}
