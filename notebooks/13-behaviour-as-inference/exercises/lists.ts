/** What the checkers of chapter 13 share: a posterior by its definition, and its cold limit. */

export type List = readonly number[];

export const total = (values: List): number => values.reduce((sum, each) => sum + each, 0);
export const share = (weights: List): List => weights.map((each) => each / total(weights));
export const best = (prior: List, returns: List): number =>
  Math.max(...returns.filter((_, i) => prior[i]! > 0));

export function posterior(prior: List, returns: List, alpha: number): List {
  const top = best(prior, returns);
  return share(prior.map((p, i) => (p === 0 ? 0 : p * Math.exp((returns[i]! - top) / alpha))));
}

export function cold(prior: List, returns: List): List {
  const top = best(prior, returns);
  return share(prior.map((p, i) => (returns[i] === top ? p : 0)));
}
