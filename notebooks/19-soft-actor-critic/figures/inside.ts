/** Figure of chapter 19: what happens inside an agent over the steps of learning. */
import {
  type Axis,
  type Figure,
  figure,
  label,
  panels,
  type Role,
  rule,
  runs as everyRun,
} from "lib/viz";
import { kilo, type Signal, thousands } from "./learning.ts";

/** One of the panels: a number of every run, and what its end, or its depth, says. */
interface Part {
  readonly signal: Signal;
  readonly y: Axis;
  readonly role: Role;
  /** Said at the right, at this height of the axis. */
  readonly says: { readonly text: string; readonly y: number };
  /** A value that it should reach. */
  readonly target?: number;
}

/** Temperature, entropy, value and the critics' loss over the steps of learning, each run a line. */
export function insideSac(
  signals: Readonly<Record<"temperature" | "entropy" | "value" | "criticLoss", Signal>>,
): Figure {
  const parts = [
    temperature(signals.temperature),
    entropy(signals.entropy),
    value(signals.value),
    criticLoss(signals.criticLoss),
  ];
  return panels({
    headline: "The price falls, entropy arrives at\nits target, what critics say turns",
    description:
      `Four panels over the steps of ${signals.entropy.runs.length} runs: α falls, in most runs with a rise for a while, at most about twofold, entropy falls from above zero to its target of −1 nat, what the critics say of the batch sinks and climbs again, their loss drops, rises and falls. ${
        parts.map(({ y, says }) => `${y.title}: ${says.text}`).join("; ")
      }.`,
    columns: 1,
    figures: parts.map((part, i) => panelOf(part, i < parts.length - 1)),
  });
}

function panelOf({ signal, y, role, says, target }: Part, hidden: boolean): Figure {
  const { steps, runs } = signal;
  return figure({
    description:
      `${y.title} over the steps of learning, a thin line for each of ${runs.length} runs.`,
    x: { ...kilo, hidden },
    y,
    width: 450,
    height: 84,
    layers: [
      ...(target === undefined ? [] : [rule({ y: target, label: "", role: "ink" })]),
      everyRun({ name: y.title, x: thousands(steps), runs, role, opacity: 1 }),
      label({ text: says.text, x: 20, y: says.y, align: "right", role }),
    ],
  });
}

/** Least and largest of some numbers, in words. */
function range(values: readonly number[], digits: number): string {
  const words = (each: number) => each.toFixed(digits).replace("-", "−");
  return `${words(Math.min(...values))} to ${words(Math.max(...values))}`;
}

const ends = ({ runs }: Signal) => runs.map((run) => run.at(-1)!);

const decades = (title: string, unit: string, domain: readonly [number, number]): Axis => ({
  title,
  unit,
  log: true,
  domain,
  values: [0.01, 0.1, 1, 10].filter((each) => each >= domain[0] && each <= domain[1]),
  format: "~g",
});

function temperature(signal: Signal): Part {
  const y = decades("α", "reward / nat", [0.01, 1]);
  const text = `at the end ${range(ends(signal), 2)}`;
  return { signal, y, role: "world", says: { text, y: 0.5 } };
}

function entropy(signal: Signal): Part {
  const text = `at the end ${range(ends(signal), 2)}`;
  const y: Axis = { title: "entropy", unit: "nats", domain: [-1.5, 0.8], values: [-1, 0] };
  return { signal, y, role: "bound", says: { text, y: 0.3 }, target: -1 };
}

function value(signal: Signal): Part {
  const lows = signal.runs.map((run) => Math.min(...run));
  const lowest = Math.floor(Math.min(...lows) / 10) * 10;
  const y: Axis = { title: "Q of the batch", unit: "return", domain: [lowest, 0] };
  return { signal, y, role: "wish", says: { text: `lowest ${range(lows, 0)}`, y: 0.14 * lowest } };
}

function criticLoss(signal: Signal): Part {
  const y = decades("critics' loss", "return²", [0.1, 10]);
  return {
    signal,
    y,
    role: "quiet",
    says: { text: `at the end ${range(ends(signal), 1)}`, y: 0.25 },
  };
}
