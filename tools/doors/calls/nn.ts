/** Good calls of lib/nn: starts and checks; its layers, trainings and checkpoints stand beside. */
import * as nn from "lib/nn";
import * as tf from "lib/nn/tf";
import type { Call, Folder } from "../call.ts";
import { CAPTURE_CALLS } from "./nn_capture.ts";
import { anyTree } from "./nn_trees.ts";
import { LAYER_CALLS } from "./nn_layers.ts";
import { TRAINING_CALLS } from "./nn_training.ts";

// deno-lint-ignore no-explicit-any -- a harness hands functions what their types forbid
type Any = any;

const tree = () => ({ layer: { w: tf.tensor1d([1, 2]) }, b: tf.scalar(3) });

/** What is being done: words of a message, which the calling function brings along. */
const WORDS = /^0 ← /;

const RUNTIME_CALLS: readonly Call[] = [
  {
    name: "startBackend",
    args: () => [{ kernels: { build: "fma" } }],
    call: nn.startBackend,
    options: ["0", "0.kernels"],
  },
  {
    name: "wasmBytes",
    args: () => [{ wasm: new URL(import.meta.resolve(WASM)) }],
    call: async (options: Any) => (await nn.wasmBytes(options) as ArrayBuffer).byteLength,
    options: ["0"],
  },
  {
    name: "loadKernels",
    args: () => [{ build: "fma", files: {} }],
    call: async (options: Any) => (await nn.loadKernels(options), nn.kernelBuild().build),
    options: ["0", "0.files"],
  },
  { name: "kernelBuild", args: () => [], call: nn.kernelBuild },
  { name: "globalNorm", args: () => [[tf.tensor1d([3]), tf.scalar(4)]], call: nn.globalNorm },
  {
    name: "requireFiniteTree",
    args: () => ["batch", tree(), 12],
    call: nn.requireFiniteTree,
    fine: [...anyTree("1").fine, /^2 ← undefined$/],
  },
  {
    name: "requireFiniteTensor",
    args: () => ["loss", tf.scalar(1), 12],
    call: (...args: Any[]) => nn.requireFiniteTensor(...(args as [Any, Any])).shape.length,
    fine: [/^2 ← undefined/], // may be left out
  },
  {
    name: "requireFloat",
    args: () => ["add", { x: tf.scalar(1) }],
    call: nn.requireFloat as Any,
    fine: [WORDS, /^1(?:\.x)? ← (?:no|\{\}|x misspelt)/], // any names
  },
  {
    name: "requireSameTree",
    args: () => ["add", "terms", tree(), tree()],
    call: nn.requireSameTree as Any,
    fine: [WORDS],
  },
  { name: "tensorScope", args: () => [], call: () => "a scope" },
  {
    name: "tensorScope's own",
    args: () => [tf.scalar(1)],
    call: (tensor: Any) => {
      using scope = nn.tensorScope();
      return scope.own(tensor) === tensor;
    },
    fine: [/./], // takes anything, as tf.dispose does
  },
  {
    name: "withoutLeaks",
    args: () => [() => 3],
    call: async (run: Any) => (await nn.withoutLeaks(run), "done"),
  },
  {
    name: "readOut",
    args: () => [() => ({ sum: tf.sum(tf.tensor1d([1, 2])) })],
    call: nn.readOut as Any,
  },
  { name: "readTree", args: () => [tree()], call: nn.readTree, ...anyTree("0") },
  { name: "treeChecksum", args: () => [tree()], call: nn.treeChecksum, ...anyTree("0") },
  {
    name: "treeEntries",
    args: () => [tree()],
    call: (given: Any) => nn.treeEntries(given).map(([path]) => path),
    ...anyTree("0"),
  },
  {
    name: "copyTree",
    args: () => [tree()],
    call: (given: Any) => nn.readTree(nn.copyTree(given)),
    ...anyTree("0"),
  },
  {
    name: "mapTree",
    args: () => [tree(), () => tf.scalar(2)],
    call: (...args: Any[]) => nn.readTree(nn.mapTree(...(args as [Any, Any]))),
    ...anyTree("0"),
  },
  {
    name: "writeTree",
    args: () => [tree(), { "layer/w": [3, 4] }],
    call: (...args: Any[]) => {
      nn.writeTree(...(args as [Any, Any]));
      return nn.readTree(args[0]);
    },
    fine: [
      ...anyTree("0").fine,
      /^1 ← (?:\{\}|no layer)/, // paths that are not named stay
    ],
  },
];

const WASM = "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm";

export const NN: Folder = {
  name: "nn",
  exports: Object.keys(nn),
  skipped: [
    "tensorShape",
    ...Object.entries(nn).filter(([name, value]) =>
      typeof value !== "function" || /Error$/.test(name)
    ).map(([name]) => name),
  ],
  calls: [...RUNTIME_CALLS, ...LAYER_CALLS, ...TRAINING_CALLS, ...CAPTURE_CALLS],
  start: () => nn.startBackend(),
};
