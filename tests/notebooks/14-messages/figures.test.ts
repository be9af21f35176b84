/** Chapter 14: its figures say what they draw, refuse nothing to draw, and keep to the roles. */
import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import {
  futureGraph,
  meetingGraph,
  messageCones,
  softMaximumHinge,
  timeSpent,
  widthAlongTheWay,
} from "chapters/14-messages/figures.ts";
import { testDrawing, wordsOf } from "../../support/figures.ts";

const cells = Array.from({ length: 81 }, (_, i) => {
  const [row, column] = [Math.floor(i / 9), i % 9];
  return { row, column, letter: i === 8 ? "G" : i === 72 ? "S" : "." };
});
const field = { rows: 9, columns: 9, cells };
const steps = Array.from({ length: 21 }, (_, t) => t);
/** A cell for each step of the way, as far as it goes; nearer is likelier. */
const cone = (from: number) =>
  steps.map((t) =>
    cells.map(({ row, column }) => {
      const far = Math.abs(row - cells[from]!.row) + Math.abs(column - cells[from]!.column);
      return far > t ? -Infinity : -far;
    })
  );
const blocked = cells.filter(({ row, column }) => row !== 4 || column !== 4);
const q = [-6, -3, 0, 3, 4, 6];
const figures = {
  futureGraph: futureGraph(),
  meetingGraph: meetingGraph(),
  softMaximumHinge: softMaximumHinge(q, q.map((each) => Math.log((Math.exp(each) + 1) / 2))),
  messageCones: messageCones(field, {
    forward: cone(72),
    backward: cone(8).toReversed().map((logs) => logs.map((each) => Math.max(each, -40))),
    marginal: cone(72),
  }),
  widthAlongTheWay: widthAlongTheWay(
    steps.map((t) => Math.max(0.3, 1.4 - 0.02 * (t - 8) ** 2)),
    steps.map((t) => Math.sqrt(t / 6)),
  ),
  timeSpent: timeSpent({ ...field, cells: blocked }, blocked.map(({ row }) => row / 10)),
};

testDrawing("14", figures);

Deno.test("softMaximumHinge: the note's gap at Q = 4 is 4 − log((e⁴ + 1)/2)", () => {
  const gap = 4 - Math.log((Math.exp(4) + 1) / 2);
  assertStringIncludes(wordsOf(figures.softMaximumHinge), `${gap.toFixed(2)} nats below`);
});

Deno.test("widthAlongTheWay: the note is the widest place, and when", () => {
  assertStringIncludes(wordsOf(figures.widthAlongTheWay), "1.40 cells");
  assertStringIncludes(wordsOf(figures.widthAlongTheWay), "after 8 steps");
});

Deno.test("messageCones: dots where nothing can be yet, and as many as there are", () => {
  const shown = [2, 7, 12, 17];
  const impossible = shown.map((t) => cone(72)[t - 1]!.filter((log) => log === -Infinity).length);
  const dots = (figures.messageCones.spec as { layer: { data: { values: string } }[] }).layer[2]!;
  const rows = dots.data.values.trim().split("\n").length - 1; // a line of names first
  assertEquals(rows, 2 * impossible.reduce((sum, each) => sum + each, 0)); // α and α·β
});

Deno.test("timeSpent: the words are the values beside the block's middle", () => {
  assertStringIncludes(wordsOf(figures.timeSpent), "0.20 steps");
  assertStringIncludes(wordsOf(figures.timeSpent), "0.60 steps");
});

Deno.test("figures of chapter 14 refuse nothing to draw, by name", () => {
  assertThrows(() => widthAlongTheWay([], []), RangeError, "both is empty");
});
