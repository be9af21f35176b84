/** Good calls of lib/notebook; what it shows goes to a kernel that throws it away. */
import * as notebook from "lib/notebook";
import { figure, line } from "lib/viz";
import { replaceKernel } from "../../../lib/notebook/display.ts";
import type { Call, Folder } from "../call.ts";

// deno-lint-ignore no-explicit-any -- a harness hands functions what their types forbid
type Any = any;

const FIGURE = figure({
  description: "A straight line from zero to one, x against y.",
  x: { title: "x" },
  y: { title: "y" },
  layers: [line({ name: "y = x", x: [0, 1], y: [0, 1] })],
});
const ROWS = [{ coin: "fair", heads: 0.5, ours: true }, { coin: "bent", heads: 0.25, ours: false }];
const parts = () => ({
  id: "00.1",
  cases: [[1], [3]],
  answer: (x: number) => 2 * x,
  tolerance: 1e-12,
  mistakes: [{ answer: (x: number) => x * x, says: "You squared." }],
  solved: "Twice as much.",
  hints: ["What is twice three?"],
});
const nothing = () => Promise.resolve();
const files = () => ({ writeFile: nothing, sync: nothing, rename: nothing, remove: nothing });
const PATH = `${Deno.makeTempDirSync()}/greeting.txt`;

/** What is called, or its message to the learner, which is an answer, too. */
function saidBy(kind: new (words: string) => Error, call: (...args: Any[]) => Any, args: Any[]) {
  try {
    return call(...args) ?? "nothing";
  } catch (error) {
    if (error instanceof kind) return error.message;
    throw error;
  }
}

const CALLS: readonly Call[] = [
  { name: "inKernel", args: () => [], call: notebook.inKernel },
  { name: "stopSignal", args: () => [], call: () => notebook.stopSignal().aborted },
  {
    name: "show",
    args: () => ["two", { volatile: false }],
    call: notebook.show as Any,
    options: ["1"],
    fine: [/^0 ← (?!undefined)/],
  },
  {
    name: "table",
    args: () => [ROWS, { digits: 3 }],
    call: notebook.table as Any,
    options: ["1"],
    fine: [
      /^0\.\d\.\w+ ← (?:true|"1"|1|NaN)$/, // a cell may be a text, a number, a truth
    ],
  },
  { name: "plot", args: () => [FIGURE], call: notebook.plot, whole: ["0"] },
  {
    name: "plot live",
    args: () => [FIGURE, { name: "bound", given: { prior: [0.5, 0.5], map: "S.G", steps: [[1]] } }],
    call: notebook.plot,
    whole: ["0"],
    options: ["1"],
    // whoever reads what is given looks at it again
    fine: [/^1\.given/, /^1\.name ← /],
  },
  {
    name: "renderPicture",
    args: () => [FIGURE],
    call: async (given: Any) => (await notebook.renderPicture(given)).width,
    whole: ["0"],
  },
  {
    name: "result",
    args: () => ["log-evidence", -0.5, "nats", "log p(x)", { digits: 3 }],
    call: notebook.result,
    options: ["4"],
    fine: [/^3 ← undefined$/],
  },
  { name: "allResults", args: () => [], call: () => "a table" },
  {
    name: "agree",
    args: () => ["a third, three times, is one", [1], [1], { atol: 1e-15 }],
    call: notebook.agree,
    options: ["3"],
  },
  {
    name: "holds",
    args: () => ["a square is never negative", true],
    call: notebook.holds,
  },
  {
    name: "significantText",
    args: () => [0.125, 3],
    call: notebook.significantText,
    fine: [/^0 ← NaN/, /^1 ← undefined/],
  },
  {
    name: "numberText",
    args: () => [0.125, 3],
    call: notebook.numberText,
    fine: [/^0 ← NaN/, /^1 ← undefined/],
  },
  {
    name: "progress",
    args: () => ["adding up", 5, { from: 1, signal: new AbortController().signal }],
    call: async (...args: Any[]) => {
      const steps = [];
      for await (const step of notebook.progress(...(args as [Any, Any]))) {
        if (steps.push(step) > 2) break;
      }
      return steps;
    },
    options: ["2"],
  },
  {
    name: "requireEnd",
    args: () => ["learning", 8, 8],
    call: (...args: Any[]) => saidBy(notebook.UnfinishedError, notebook.requireEnd, args),
  },
  {
    name: "notYet",
    args: () => [{ x: 1 }, "start from the definition"],
    call: (...args: Any[]) => saidBy(notebook.NotYetError, notebook.notYet, args),
    fine: [/^0|^1 ← undefined/], // whatever the code to come will need
  },
  {
    name: "exercise",
    args: () => [parts()],
    call: (given: Any) => notebook.exercise(given).judge((x: Any) => 2 * x),
    fine: [/^0\.cases\.\d\.0/, /^0 ← (?:no hints|hints misspelt)|^0\.hints ← undefined/], // whatever the function takes
  },
  {
    name: "exercise's judge",
    args: () => [(x: Any) => 2 * x],
    call: notebook.exercise(parts() as Any).judge as Any,
    fine: [/^0/], // a learner's slip is judged, and told in words
  },
  {
    name: "exercise's check",
    args: () => [(x: Any) => 2 * x],
    call: notebook.exercise(parts() as Any).check as Any,
    fine: [/^0/],
  },
  { name: "help", args: () => ["assertClose"], call: notebook.help },
  {
    name: "writeAtomic",
    args: () => [PATH, "hello", files()],
    call: notebook.writeAtomic,
    fine: [/^2 ← undefined/], // the true ones
  },
];

export const NOTEBOOK: Folder = {
  name: "notebook",
  exports: Object.keys(notebook),
  skipped: [
    "assertClose",
    "checkMime",
    "liveMime",
    "resultMime",
    ...Object.keys(notebook).filter((name) => /Error$/.test(name)),
  ],
  calls: CALLS,
  start: () => Promise.resolve(replaceKernel({ broadcast: nothing })),
};
