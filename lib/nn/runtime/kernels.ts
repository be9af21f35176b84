import { allocateForever, heapMemory } from "./heap.ts";
import { oneOf, optional, settings } from "../../math/mod.ts";
import { notedFunctions } from "../recording/calls.ts";
import { isRecording } from "../recording/now.ts";
import { BackendError, notStarted, readWasm, WASM_SOURCE, type WasmSource } from "./wasm_file.ts";

/**
 * The two builds of the kernels: `fma` rounds a·b + c once, `plain` twice. Each gives the same bits
 * on every machine on which it is chosen; between the two, last digits differ.
 */
export type KernelBuild = "fma" | "plain";

/** Which kernels to take, and where they come from. */
export interface KernelOptions {
  /** Default: `fma` where this engine fuses, else `plain`. */
  readonly build?: KernelBuild;
  /** The bytes of `kernels.fma.wasm` and `kernels.plain.wasm`, or their addresses; default: beside this file. */
  readonly files?: { readonly [build in KernelBuild]?: WasmSource };
}

/** {@link KernelOptions} as a table. */
export const KERNEL_SETTINGS = settings({
  build: optional(oneOf("fma", "plain")),
  files: optional(settings({ fma: optional(WASM_SOURCE), plain: optional(WASM_SOURCE) })),
});

/** The kernels in use, and why. */
export interface KernelChoice {
  readonly build: KernelBuild;
  /** One sentence for whoever wonders about last digits. */
  readonly reason: string;
}

/** What lib/nn/assembly exports; addresses are bytes of tfjs' heap, flags 0 or 1. */
export interface Kernels {
  readonly gemm: (...numbers: readonly number[]) => void;
  readonly gemmPacked: (...numbers: readonly number[]) => void;
  readonly packPanels: (...numbers: readonly number[]) => void;
  readonly packedNumbers: (k: number, n: number) => number;
  readonly scratchBytes: () => number;
  readonly sumAxis: (outer: number, length: number, inner: number, x: number, y: number) => void;
  readonly sumSquares: (count: number, x: number) => number;
  readonly mapForward: (operation: number, count: number, x: number, y: number) => void;
  readonly mapBackward: (
    operation: number,
    count: number,
    dy: number,
    y: number,
    dx: number,
  ) => void;
  readonly squashedForward: (...numbers: readonly number[]) => void;
  readonly squashedBackward: (...numbers: readonly number[]) => void;
  readonly copyRows: (...numbers: readonly number[]) => void;
  readonly spread: (count: number, number: number, over: number, to: number) => void;
  readonly latentForward: (...numbers: readonly number[]) => void;
  readonly latentBackward: (...numbers: readonly number[]) => void;
  readonly leastForward: (stack: number, count: number, x: number, y: number) => void;
  readonly leastBackward: (...numbers: readonly number[]) => void;
  readonly gruForward: (...numbers: readonly number[]) => void;
  readonly gruBackward: (...numbers: readonly number[]) => void;
  readonly adam: (...numbers: readonly number[]) => void;
  readonly polyak: (count: number, target: number, source: number, tau: number) => void;
  readonly segmentSum: (...numbers: readonly number[]) => number;
  readonly bernoulliForward: (...numbers: readonly number[]) => void;
  readonly bernoulliBackward: (...numbers: readonly number[]) => void;
  readonly convForward: (...numbers: readonly number[]) => void;
  readonly convBackwardFilter: (...numbers: readonly number[]) => void;
  readonly convBackwardInput: (...numbers: readonly number[]) => void;
  readonly softmaxForward: (...numbers: readonly number[]) => void;
  readonly softmaxBackward: (...numbers: readonly number[]) => void;
  readonly normForward: (...numbers: readonly number[]) => void;
  readonly normBackward: (...numbers: readonly number[]) => void;
  readonly attentionForward: (...numbers: readonly number[]) => void;
  readonly attentionBackward: (...numbers: readonly number[]) => void;
  readonly maddOnce: (a: number, b: number, c: number) => number;
  readonly ceiling: (turns: number, factor: number, term: number) => number;
}

interface Loaded {
  readonly choice: KernelChoice;
  readonly kernels: Kernels;
  /** The same, for a step that is being recorded. */
  readonly noted: Kernels;
}

let loaded: Loaded | undefined;
let scratch: number | undefined;

/**
 * Which kernels run, and why. Numbers of long trainings agree bit for bit between machines that say
 * the same.
 *
 * @throws {BackendError} before {@link startBackend}
 *
 * @example
 * ```ts
 * import { kernelBuild, startBackend } from "lib/nn";
 * await startBackend();
 * kernelBuild().build; // "fma" on most machines
 * ```
 */
export function kernelBuild(): KernelChoice {
  return requireLoaded().choice;
}

/** The kernels in use. */
export function kernels(): Kernels {
  const { kernels, noted } = requireLoaded();
  return isRecording() ? noted : kernels;
}

/** Where kernels may work; what is in it lasts no longer than a call. */
export function scratchAddress(): number {
  return scratch ??= allocateForever(requireLoaded().kernels.scratchBytes(), 64); // whole lines of the cache
}

function requireLoaded() {
  if (loaded === undefined) throw notStarted("use kernels");
  return loaded;
}

/**
 * Loads one of the builds into tfjs' heap, in place of the one before. `startBackend` calls it; call
 * it again to compare builds.
 *
 * @throws {BackendError} when a file is missing or damaged, or this engine cannot run the build asked for
 */
export async function loadKernels(options: KernelOptions = {}): Promise<void> {
  const { build, files = {} } = KERNEL_SETTINGS.read("load kernels", options);
  if (build === "plain") return await take("plain", files, "it was asked for");
  if (!WebAssembly.validate(RELAXED_MADD)) {
    if (build === "fma") {
      throw new BackendError("build is fma, expected plain: this engine has no relaxed SIMD");
    }
    return await take("plain", files, `this engine has no relaxed SIMD; ${DIGITS}`);
  }
  await take("fma", files, build === "fma" ? "it was asked for" : "this engine fuses a·b + c");
  if (build === undefined && !fuses(kernels())) {
    await take("plain", files, `this processor does not fuse a·b + c; ${DIGITS}`);
  }
}

const DIGITS = "last digits may differ from those in the book";

/** A module of one function that holds nothing but `f32x4.relaxed_madd`. */
// deno-fmt-ignore
const RELAXED_MADD = new Uint8Array([
  0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, // magic number, version
  1, 8, 1, 0x60, 3, 0x7b, 0x7b, 0x7b, 1, 0x7b, // (v128, v128, v128) → v128
  3, 2, 1, 0,
  10, 13, 1, 11, 0, 0x20, 0, 0x20, 1, 0x20, 2, 0xfd, 0x85, 2, 0x0b,
]);

/** (1 + 2⁻¹²)² − (1 + 2⁻¹¹) is 2⁻²⁴ when it is rounded once, and 0 when it is rounded twice. */
function fuses({ maddOnce }: Kernels): boolean {
  const a = 1 + 2 ** -12;
  return maddOnce(a, a, -(1 + 2 ** -11)) === 2 ** -24;
}

async function take(
  build: KernelBuild,
  files: NonNullable<KernelOptions["files"]>,
  reason: string,
): Promise<void> {
  const file = `kernels.${build}.wasm`;
  const bytes = await readWasm(`kernels ${build}`, files[build] ?? besideThis(file), file);
  const imports = { env: { memory: heapMemory() } };
  try {
    const { instance } = await WebAssembly.instantiate(bytes as BufferSource, imports);
    const kernels = requireExports(instance.exports);
    loaded = { choice: { build, reason }, kernels, noted: notedFunctions(kernels) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new BackendError(`the kernels are not ours, expected ${file} (${why})`, error);
  }
}

function besideThis(file: string): URL {
  return new URL(`./${file}`, import.meta.url);
}

const EXPORTS = [
  "adam",
  "attentionBackward",
  "attentionForward",
  "bernoulliBackward",
  "bernoulliForward",
  "ceiling",
  "convBackwardFilter",
  "convBackwardInput",
  "convForward",
  "gemm",
  "gemmPacked",
  "copyRows",
  "gruBackward",
  "gruForward",
  "latentBackward",
  "latentForward",
  "leastBackward",
  "leastForward",
  "maddOnce",
  "mapBackward",
  "mapForward",
  "normBackward",
  "normForward",
  "packPanels",
  "packedNumbers",
  "polyak",
  "scratchBytes",
  "segmentSum",
  "softmaxBackward",
  "softmaxForward",
  "spread",
  "squashedBackward",
  "squashedForward",
  "sumAxis",
  "sumSquares",
] as const satisfies readonly (keyof Kernels)[];

function requireExports(exports: WebAssembly.Exports): Kernels {
  for (const name of EXPORTS) {
    if (typeof exports[name] !== "function") throw new TypeError(`${name} is missing`);
  }
  return exports as unknown as Kernels;
}
