import type { Facts } from "./contestant.ts";
import type { Goal } from "./group.ts";
import type { Spread } from "./statistics.ts";
import { disagreement, type Row } from "./verdict.ts";

const HEAD = ["group", "work", "ours", "peer", "ours / peer [10–90 %]", "goal", "verdict"];

/** The rows as a Markdown table with straight columns, and a note for each row that needs one. */
export function benchTable(rows: readonly Row[]): string {
  const cells = [HEAD, ...rows.map(rowCells)];
  const widths = HEAD.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  const lines = cells.map((row) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(" | ")} |`
  );
  const rule = `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`;
  const notes = rows.flatMap(notesOf);
  return [lines[0], rule, ...lines.slice(1), ...notes.length === 0 ? [] : ["", ...notes]].join(
    "\n",
  );
}

function rowCells({ group, work, ours, peer, ratio, goal, verdict }: Row): readonly string[] {
  const peerCell = peer === undefined
    ? "–"
    : "absent" in peer
    ? `${peer.name} absent`
    : `${peer.name} ${timeText(peer.time.median)}`;
  const ratioCell = ratio === undefined ? "–" : ratioText(ratio);
  return [group, work, timeText(ours.time.median), peerCell, ratioCell, goalText(goal), verdict];
}

function notesOf({ group, ours, peer }: Row): readonly string[] {
  if (peer === undefined) return [];
  if ("absent" in peer) {
    const remedy = peer.absent === "Python" ? "" : ": pip install -r requirements-bench.txt";
    return [`${group}: ${peer.name} is absent; ${peer.absent} is not installed${remedy}`];
  }
  const difference = disagreement(ours.facts, peer.facts);
  if (difference !== undefined) return [`${group}: not the same work: ${difference}`];
  return [`${group}: ${workNote(ours.facts, peer.facts, peer.facts.version ?? peer.name)}`];
}

/** What both did, as far as they say. */
function workNote(ours: Facts, peer: Facts, version: string): string {
  const { iterations, logLikelihood, sweeps, steps, loss } = ours;
  if (steps !== undefined && loss !== undefined) {
    return `a loss of ${loss.toFixed(5)} after ${steps} steps; ` +
      `${version}: ${peer.loss?.toFixed(5)}`;
  }
  if (sweeps !== undefined) {
    const difference = peer.valueDifference?.toExponential(1);
    return `${sweeps} sweeps; ${version}: ${peer.sweeps}, to values within ${difference} of ours`;
  }
  if (iterations === undefined || logLikelihood === undefined) return version;
  return `${iterations} EM steps to a log-likelihood of ${logLikelihood.toFixed(6)}; ` +
    `${version}: ${peer.iterations} steps, ${peer.logLikelihood?.toFixed(6)}`;
}

/** A time to three digits, in the unit that suits it. */
export function timeText(milliseconds: number): string {
  if (milliseconds >= 1000) return `${threeDigits(milliseconds / 1000)} s`;
  if (milliseconds >= 1) return `${threeDigits(milliseconds)} ms`;
  return `${threeDigits(milliseconds * 1000)} µs`;
}

function ratioText({ median, low, high }: Spread): string {
  return `${threeDigits(median)} [${threeDigits(low)}–${threeDigits(high)}]`;
}

function goalText(goal: Goal): string {
  if (goal.atMost === undefined) return "–";
  return goal.kind === "ratio" ? `≤ ${goal.atMost}` : `< ${goal.atMost} s`;
}

/** Three significant digits, never in powers of ten. */
function threeDigits(value: number): string {
  return value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
