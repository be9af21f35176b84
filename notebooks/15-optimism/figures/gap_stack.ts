/** Figures of chapter 15: bound and gap. */
import { type Figure, figure, ranges, requireSome, rule } from "lib/viz";

/** A policy's bound, and the three parts of its gap, all in nats. */
export interface SplitBound {
  readonly name: string;
  readonly bound: number;
  readonly start: number;
  readonly luck: number;
  readonly choice: number;
}

/**
 * Bound and gap as columns that all end at the log-evidence.
 *
 * @param splits one a policy
 * @param logEvidence nats
 */
export function gapStack(splits: readonly SplitBound[], logEvidence: number): Figure {
  requireSome("splits", splits);
  const lowest = Math.min(...splits.map(({ bound }) => bound)) - 0.6;
  const parts = ["bound", "choice", "luck", "start"] as const;
  const edges = splits.map((split) =>
    parts.reduce<number[]>(
      (sums, part) => [...sums, part === "bound" ? split.bound : sums.at(-1)! + split[part]],
      [lowest],
    )
  );
  return figure({
    description:
      "Columns for several policies that all end at the same height, log p(O): the bound " +
      "below, above it what the gap consists of, choice, luck and start.",
    x: { title: "policy", categories: splits.map(({ name }) => name) },
    y: { title: "log-probability", unit: "nats", domain: [lowest, logEvidence + 0.5] },
    layers: [
      ...parts.map((part, k) =>
        ranges({
          name: part === "bound" ? "bound" : `gap: ${part}`,
          x: splits.map(({ name }) => name),
          low: edges.map((each) => each[k]!),
          high: edges.map((each) => each[k + 1]!),
        })
      ),
      rule({ y: logEvidence, label: "log p(O)" }),
    ],
    height: 280,
  });
}
