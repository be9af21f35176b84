/** Good calls of assertClose: what all pins stand on. */
import { assertClose } from "lib/notebook";
import type { Call, Folder } from "../call.ts";

// deno-lint-ignore no-explicit-any -- a harness hands functions what their types forbid
const said = (...args: any[]) => String(assertClose(...(args as [any, any, any])));

const CALLS: readonly Call[] = [
  { name: "assertClose numbers", args: () => [1, 1.1, { rtol: 0.2, atol: 0.1 }], call: said },
  { name: "assertClose lists", args: () => [[1, 2], [1, 2.1], { rtol: 0, atol: 0.2 }], call: said },
  { name: "assertClose exactly", args: () => [[1, 2], [1, 2], {}], call: said },
];

export const CLOSE: Folder = {
  name: "notebook/close",
  exports: ["assertClose"],
  skipped: [],
  calls: CALLS.map((call) => ({ ...call, options: ["2"] })),
};
