/** Figure of chapter 15: what a policy lacks of log p(O), in parts. */
import { type Figure, label, partBars, requireSome } from "lib/viz";

/** A policy's bound, and the three parts of its gap, all in nats. */
export interface SplitBound {
  readonly name: string;
  readonly bound: number;
  readonly start: number;
  readonly luck: number;
  readonly choice: number;
}

const minus = (value: number) => value.toFixed(2).replace("-", "−");

/**
 * Gaps of several policies as bars from log p(O), in their three parts.
 *
 * @param splits one a policy; the last is the one with the highest bound, the one before it is the
 *   posterior's
 * @param logEvidence nats
 */
export function gapStack(splits: readonly SplitBound[], logEvidence: number): Figure {
  const { last } = requireSome("splits", splits);
  const other = splits.at(-2) ?? last;
  const total = ({ start, luck, choice }: SplitBound) => start + luck + choice;
  const most = Math.max(...splits.map(total));
  return partBars({
    headline: "Here the best policy pays a little\nfor choice to save on luck",
    description: `What policies lack of log p(O), ${minus(logEvidence)} nats, as bars of three ` +
      `parts, start, luck and choice: ${
        splits.map((each) =>
          `${each.name} ${each.start.toFixed(2)}, ${each.luck.toFixed(2)} and ` +
          each.choice.toFixed(2)
        ).join("; ")
      }.`,
    x: { title: "gap below log p(O)", unit: "nats", domain: [0, 1.08 * most], ticks: 5 },
    zero: `log p(O) = ${minus(logEvidence)}`,
    parts: [
      { name: "start", role: "quiet" },
      { name: "luck", role: "world" },
      { name: "choice", role: "bound" },
    ],
    bars: splits.map((each) => ({
      name: `${each.name}: bound ${minus(each.bound)}`,
      values: [each.start, each.luck, Math.max(0, each.choice)],
    })),
    more: [
      label({
        text: `${(other.luck - last.luck).toFixed(2)} less luck,`,
        x: 0.52 * most,
        y: splits.length - 1.13,
        role: "world",
      }),
      label({
        text: `${(last.choice - other.choice).toFixed(2)} for choice`,
        x: 0.52 * most,
        y: splits.length - 0.87,
        role: "bound",
      }),
    ],
  });
}
