/** Good calls of lib/live. */
import * as live from "lib/live";
import type { AxisParts, Ends } from "lib/live";
import type { Folder } from "../call.ts";

const axis = { domain: [0, 2], range: [90, 10], across: [40, 300], at: [0, 1] };
/** A picture may be as high, and its values as far apart, as one likes. */
const fine = [/^0\.\w+(\.\d)? ← 1e\+308/];

export const LIVE: Folder = {
  name: "live",
  exports: Object.keys(live),
  skipped: [],
  calls: [
    {
      name: "scale",
      args: () => [[0, 2], [100, 0]],
      call: (d: Ends, r: Ends) => live.scale(d, r)(1),
    },
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
