// Compiles lib/nn/assembly into lib/nn/runtime/kernels.fma.wasm and lib/nn/runtime/kernels.plain.wasm.
//
//   deno task kernels
import asc from "assemblyscript/asc";
import { ROOT } from "./notebook/files.ts";
import { runTask, say } from "./support/task.ts";

/** The two builds of the one source. */
export const BUILDS = ["fma", "plain"] as const;
export type Build = (typeof BUILDS)[number];

/** The kernels could not be compiled; the message holds the compiler's. */
export class KernelCompileError extends Error {
  override readonly name = "KernelCompileError";
}

const SOURCES = new URL("lib/nn/assembly/", ROOT);

/**
 * -O1 keeps the order of the source. Binaryen's higher levels gather all products of an unrolled loop
 * in one expression; that needs more registers than there are, and the tile runs at half its speed.
 */
const OPTIONS = [
  "-O1",
  "--noAssert",
  "--runtime=stub", // nothing is ever allocated
  "--importMemory", // tfjs' own
  "--initialMemory=1",
  "--enable=simd",
] as const;

/** What `madd` of assembly/madd.ts becomes. */
const OWN_OPTIONS: Readonly<Record<Build, readonly string[]>> = {
  fma: ["--enable=relaxed-simd", "--use=FUSED=1"],
  plain: [],
};

/** Where a build is kept. */
export function kernelFile(build: Build): URL {
  return new URL(`lib/nn/runtime/kernels.${build}.wasm`, ROOT);
}

/**
 * Compiles the sources; the same sources give the same bytes, on any machine.
 * @param sources the folder of kernels.ts
 * @throws {KernelCompileError} with the compiler's words
 */
export async function compileKernels(
  build: Build,
  sources: URL = SOURCES,
): Promise<Uint8Array<ArrayBuffer>> {
  let bytes: Uint8Array | undefined;
  const { error, stderr } = await asc.main(
    ["kernels.ts", ...OPTIONS, ...OWN_OPTIONS[build], "--outFile=kernels.wasm"],
    {
      readFile: (name: string) => readSource(new URL(name, sources)),
      writeFile: (_name: string, contents: string | Uint8Array) => {
        if (typeof contents !== "string") bytes = contents;
      },
      listFiles: () => [],
    },
  );
  if (error === null && bytes !== undefined) return new Uint8Array(bytes);
  const reason = [error?.message, stderr.toString()].filter(Boolean).join("\n");
  throw new KernelCompileError(`Cannot compile the kernels: ${reason}`);
}

async function readSource(source: URL): Promise<string | null> {
  try {
    return await Deno.readTextFile(source);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null; // the compiler looks elsewhere, too
    throw error;
  }
}

async function main(): Promise<void> {
  for (const build of BUILDS) {
    const bytes = await compileKernels(build);
    await Deno.writeFile(kernelFile(build), bytes);
    say(`lib/nn/runtime/kernels.${build}.wasm: ${bytes.length} bytes`);
  }
}

if (import.meta.main) await runTask(main, [KernelCompileError]);
