/** Good calls of lib/live. */
import * as live from "lib/live";
import type { AxisParts, Ends } from "lib/live";
import type { Folder } from "../call.ts";

const axis = { domain: [0, 2], range: [90, 10], across: [40, 300], at: [0, 1] };
const board = { x: 10, y: 0, rows: 2, columns: 3, cell: 30 };
/** A picture may be as high, and its values as far apart, as one likes. */
const fine = [/^0\.\w+(\.\d)? ← 1e\+308/];

export const LIVE: Folder = {
  name: "live",
  exports: Object.keys(live),
  skipped: [],
  calls: [
    { name: "mapRows", args: () => ["..G\nS!.", ".!", 12], call: live.mapRows },
    {
      name: "scale",
      args: () => [[0, 2], [100, 0]],
      call: (d: Ends, r: Ends) => live.scale(d, r)(1),
    },
    {
      name: "cellUnder",
      args: () => [board, { x: 45, y: 20 }],
      call: (b: live.Board, at: live.Spot) => live.cellUnder(b, at)?.column ?? -1,
      fine,
    },
    { name: "squareOf", args: () => [board, { row: 1, column: 2 }], call: live.squareOf, fine },
    {
      name: "spotsOf",
      args: () => [board, [{ row: 1, column: 2, label: "floor", isOn: false }]],
      call: live.spotsOf,
      fine: [...fine, /^1\.0 ← no isOn/], // what is no switch has none
    },
    { name: "arrow", args: () => [[0, 0], [20, 5]], call: live.arrow },
    { name: "roundNumbers", args: () => [-2.8, -1.4, 4], call: live.roundNumbers },
    { name: "decimals", args: () => [-1.5, 2], call: live.decimals },
    {
      name: "levels",
      args: () => [axis],
      call: (parts: AxisParts) => live.levels(parts),
      options: ["0"],
      fine,
    },
    {
      name: "ticks",
      args: () => [axis],
      call: (parts: AxisParts) => live.ticks(parts),
      options: ["0"],
      fine,
    },
  ],
};
