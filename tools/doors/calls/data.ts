/** Good calls of data. */
import * as data from "data";
import type { Call, Folder } from "../call.ts";

const RUN = {
  agent: "sac",
  environment: "pendulum",
  seed: 0,
  steps: 10,
  config: {
    agent: {},
    training: {},
    environment: {},
    probes: { bias: [1], robustness: [{ name: "heavy", environment: {} }] },
  },
  kernels: "fma",
  code: "0".repeat(64),
  seconds: 1.5,
  checksums: [{ step: 1, learned: "00c0ffee" }],
  evaluations: [{ step: 1, returns: [1, 2] }],
  metrics: [{ step: 1, metrics: { loss: 1 } }],
  episodes: [{ step: 1, return: 2 }],
  bias: [{ step: 1, estimates: [1], truths: [2] }],
  probes: [{ name: "heavy", returns: [1] }],
};

const STUDY = {
  study: "check-study",
  seed: 0,
  settings: {},
  kernels: "fma",
  code: "0".repeat(64),
  seconds: 1.5,
  beginning: [1, 2],
  values: { mean: 0.5, all: [[1, 2], [3]] },
};

const WINE = "cultivar,alcohol,malic_acid,ash,alcalinity,magnesium,phenols,flavanoids," +
  "nonflavanoid_phenols,proanthocyanins,colour,hue,dilution,proline\n" +
  "1,14,2,2,16,127,3,3,0.3,2,6,1,4,1065\n";

/** As JSON, which has no bigints. */
const textOf = (run: unknown) =>
  JSON.stringify(run, (_, value) => typeof value === "bigint" ? Number(value) : value);

/** Under its checksum, so that it is not this alone that tells a damage. */
function signed(run: Readonly<Record<string, unknown>>): string {
  const plain = JSON.parse(textOf(run));
  return JSON.stringify({ ...plain, checksum: data.runChecksum(plain) });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const NAMES = Array.from({ length: 64 }, (_, i) => `p${Math.floor(i / 8)}${i % 8}`);
const DIGITS = `${NAMES},digit\n${NAMES.map(() => 7)},3\n`;

const CALLS: readonly Call[] = [
  { name: "parseTable", args: () => ["a,b\n1,2\n3,4\n", ["b", "a"]], call: data.parseTable },
  {
    name: "oldFaithful",
    args: () => [{ csv: "eruptions,waiting\n3.6,79\n" }],
    call: data.oldFaithful,
    options: ["0"],
  },
  {
    name: "opticalDigits",
    args: () => [{ csv: DIGITS }],
    call: data.opticalDigits,
    options: ["0"],
  },
  {
    name: "drawEllipse",
    args: () => [6, { x: 2.5, y: 3, size: 2, angle: 0.5 }],
    call: data.drawEllipse,
  },
  {
    name: "drawnEllipses",
    args: () => [6, { x: [2, 3], y: [3], size: [2], angle: [0, 1] }],
    call: data.drawnEllipses,
    options: ["1"],
    fine: [/^1 ← (?:undefined|\{\}|no \w+)$/], // must be given: refused or not, see unclear
  },
  {
    name: "bioassay",
    args: () => [{ csv: "log_dose,animals,deaths\n-1,5,2\n" }],
    call: data.bioassay,
    options: ["0"],
  },
  {
    name: "iris",
    args: () => [{ csv: "species,sepal_length,sepal_width,petal_length,petal_width\n1,5,3,1,0\n" }],
    call: data.iris,
    options: ["0"],
  },
  {
    name: "nile",
    args: () => [{ csv: "year,volume\n1871,1120\n" }],
    call: data.nile,
    options: ["0"],
  },
  {
    name: "wine",
    args: () => [{ csv: WINE }],
    call: data.wine,
    options: ["0"],
  },
  {
    name: "storedRuns",
    args: () => ["check", [0], {}],
    call: async (...args) =>
      (await data.storedRuns(...(args as Parameters<typeof data.storedRuns>))).length,
    options: ["2"],
  },
  {
    name: "storedStudy",
    args: () => ["check-study", [0], {}],
    call: async (...args) =>
      (await data.storedStudy(...(args as Parameters<typeof data.storedStudy>))).length,
    options: ["2"],
  },
  {
    name: "parseStoredStudy",
    args: () => [STUDY, "here"],
    call: (run: unknown, where: string) =>
      data.parseStoredStudy(isRecord(run) ? signed(run) : run as string, where),
    // JSON knows no difference; the names are the study's own; nested in another way is nested
    fine: [
      /^1 ←/,
      /a Date/,
      / ← 1n/,
      /settings ← a Map/,
      /values ← (?:no )?\w+(?: misspelt)?$/,
      /values\.\w+(?:\.\d)* ← (?:1|\[1?\]|undefined|symbol|function)$/,
    ],
  },
  {
    name: "parseStoredRun",
    args: () => [RUN, "here"],
    call: (run: unknown, where: string) =>
      data.parseStoredRun(isRecord(run) ? signed(run) : run as string, where),
    // JSON knows no difference, or the table of options is any agent's own
    fine: [
      /^0\.config\.(?:agent|training|environment)/,
      /robustness\.0\.environment/,
      /^1 ←/,
      /^0(?: ← (?:no )?|\.)(?:bias|probes)(?: misspelt)?(?: ← (?:undefined|symbol|function))?$/, // may be left out
      /metrics ←/,
      /loss ← (?:undefined|symbol|function)/,
      /a Date/,
      / ← 1n/,
      /\[.*function/,
    ],
  },
];

export const DATA: Folder = {
  name: "data",
  exports: Object.keys(data),
  skipped: ["FACTOR_GRID", "TableError", "StoredRunError", "runChecksum"],
  calls: CALLS,
};
