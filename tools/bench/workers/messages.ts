// Messages of lib/control from one corner of a grid to the other, past two walls.
import { gridworld, posteriorMessages } from "lib/control";
import { serve } from "../serve.ts";

const SIZE = 50;
const wallAt = (row: number, column: number) =>
  (column === 15 && row < 40) || (column === 35 && row > 10);
const letterAt = (row: number, column: number) => {
  if (row === 0 && column === 0) return "S";
  if (row === SIZE - 1 && column === SIZE - 1) return "G";
  return wallAt(row, column) ? "#" : ".";
};
const map = Array.from(
  { length: SIZE },
  (_, row) => Array.from({ length: SIZE }, (_, column) => letterAt(row, column)).join(""),
).join("\n");
const { mdp } = gridworld({ map, slip: 0.1, steps: 100 });
await serve({ version: `Deno ${Deno.version.deno}` }, () => posteriorMessages(mdp));
