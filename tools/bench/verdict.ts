// What was measured in a group, and whether its goal is met.
import { type Absence, type Contestant, type Facts } from "./contestant.ts";
import type { Goal, Group } from "./group.ts";
import type { Times } from "./rounds.ts";
import { ratios, type Spread, spread } from "./statistics.ts";

/** One line of the table. */
export type Row = {
  readonly group: string;
  readonly work: string;
  readonly goal: Goal;
  readonly ours: Side;
  readonly peer?: Side | Absence;
  /** ours / peer, round by round */
  readonly ratio?: Spread;
  readonly verdict: "met" | "missed" | "for information" | "peer absent" | "not comparable";
};

/** One contestant's part of a row; times in milliseconds a call. */
export type Side = {
  readonly name: string;
  readonly facts: Facts;
  readonly time: Spread;
  readonly times: Times;
};

/** How far log-likelihoods may differ and still be called the same fit. */
const SAME_FIT = 1e-6;

/** How far values may differ and still be called the same; each may be 2e-9 from the fixed point. */
const SAME_VALUES = 1e-9;

/** How far losses may differ, of each other, after as many steps: float32, added in another order. */
const SAME_LOSS = 1e-5;

export function side({ name, facts }: Contestant, times: Times): Side {
  return { name, facts, time: spread(times), times };
}

/** The row of one of ours and, where the group has one, its peer. */
export function row(group: Group, ours: Side, peer?: Side | Absence): Row {
  const { name, goal } = group;
  const work = ours.name === "ours" ? group.work : `${group.work} ${ours.name}`;
  const start = { group: name, work, goal, ours };
  if (goal.kind === "seconds") {
    return { ...start, verdict: ours.time.median <= 1000 * goal.atMost ? "met" : "missed" };
  }
  if (peer === undefined) return { ...start, verdict: "for information" };
  if (isAbsent(peer)) return { ...start, peer, verdict: "peer absent" };
  const ratio = spread(ratios(ours.times, peer.times));
  return { ...start, peer, ratio, verdict: judge(goal.atMost, ratio, ours.facts, peer.facts) };
}

function isAbsent(peer: Side | Absence): peer is Absence {
  return "absent" in peer;
}

function judge(atMost: number | undefined, ratio: Spread, ours: Facts, peer: Facts) {
  if (disagreement(ours, peer) !== undefined) return "not comparable";
  if (atMost === undefined) return "for information";
  return ratio.median <= atMost ? "met" : "missed";
}

/**
 * What shows that two contestants did not do the same work, or nothing. scikit-learn looks at the
 * gain of the step before, so it may take one EM step more; rounding may cost a sweep.
 */
export function disagreement(ours: Facts, peer: Facts): string | undefined {
  if (!sameTraining(ours, peer)) {
    return `losses ${ours.loss} and ${peer.loss} after ${ours.steps} and ${peer.steps} steps`;
  }
  const { logLikelihood: l = 0, iterations: n = 0, sweeps: k = 0 } = ours;
  const { logLikelihood: m = 0, iterations: o = 0, sweeps: j = 0, valueDifference: d = 0 } = peer;
  if (!(Math.abs(l - m) <= SAME_FIT * Math.abs(m))) return `log-likelihoods ${l} and ${m}`;
  if (!(Math.abs(n - o) <= 1)) return `${n} and ${o} EM steps`;
  if (!(d <= SAME_VALUES)) return `values that differ by up to ${d}`;
  if (!(Math.abs(k - j) <= 1)) return `${k} and ${j} sweeps`;
  return undefined;
}

function sameTraining(ours: Facts, peer: Facts): boolean {
  const { steps: n = 0, loss: l = 0 } = ours, { steps: m = 0, loss: k = 0 } = peer;
  return n === m && Math.abs(l - k) <= SAME_LOSS * Math.abs(k);
}
