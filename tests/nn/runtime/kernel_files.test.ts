/** The committed kernels: made of their sources, and nothing but them can be loaded. */
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { BackendError, kernelBuild, loadKernels, startBackend } from "lib/nn";
import { BUILDS, compileKernels, KernelCompileError, kernelFile } from "../../../tools/kernels.ts";
import { kernels } from "../../../lib/nn/runtime/kernels.ts";

await startBackend();

for (const build of BUILDS) {
  Deno.test(`kernels.${build}.wasm: compiling the sources again gives the same bytes`, async () => {
    assertEquals(await compileKernels(build), await Deno.readFile(kernelFile(build)));
  });

  Deno.test(`kernels.${build}.wasm: brings no data along, which would overwrite tensors`, async () => {
    const bytes = await Deno.readFile(kernelFile(build));
    assertEquals(sections(bytes).includes(DATA), false);
    assertEquals(sections(bytes).includes(START), false);
    const imports = WebAssembly.Module.imports(new WebAssembly.Module(bytes));
    assertEquals(imports, [{ module: "env", name: "memory", kind: "memory" }]);
  });
}

const START = 8, DATA = 11;

/** The numbers of a WASM file's sections. */
function sections(bytes: Uint8Array): readonly number[] {
  const found: number[] = [];
  for (let at = 8; at < bytes.length;) {
    found.push(bytes[at++]!);
    let size = 0;
    for (let shift = 0;; shift += 7) {
      const part = bytes[at++]!;
      size += (part & 127) * 2 ** shift;
      if (part < 128) break;
    }
    at += size;
  }
  return found;
}

Deno.test("sections: finds a data section where there is one", () => {
  const head = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  assertEquals(sections(new Uint8Array([...head, 5, 3, 1, 0, 1, 11, 1, 0])), [5, DATA]);
});

Deno.test("loadKernels: each build rounds a·b + c as it says, and the fused one is chosen if it fuses", async () => {
  const a = 1 + 2 ** -12; // a² = 1 + 2⁻¹¹ + 2⁻²⁴, of which float32 keeps all but the last
  const lost = () => kernels().maddOnce(a, a, -(1 + 2 ** -11));
  await loadKernels({ build: "plain" });
  assertEquals([kernelBuild().build, lost()], ["plain", 0]);
  await loadKernels({ build: "fma" }); // Deno has relaxed SIMD everywhere
  const fused = lost() === a * a - (1 + 2 ** -11);
  await loadKernels();
  assertEquals(kernelBuild(), {
    build: fused ? "fma" : "plain",
    reason: fused
      ? "this engine fuses a·b + c"
      : "this processor does not fuse a·b + c; last digits may differ from those in the book",
  });
});

Deno.test("loadKernels: a fused build that rounds twice is not taken", async () => {
  const plain = await Deno.readFile(kernelFile("plain"));
  await loadKernels({ files: { fma: plain } }); // as on a processor without FMA
  assertEquals(kernelBuild().build, "plain");
  assertStringIncludes(kernelBuild().reason, "last digits may differ");
  await loadKernels();
});

Deno.test("loadKernels: refuses missing, damaged and other files, and goes on with the old ones", async () => {
  await loadKernels({ build: "plain" });
  const folder = await Deno.makeTempDir();
  const bytes = await Deno.readFile(kernelFile("fma"));
  const cut = bytes.slice(0, bytes.length - 100);
  const empty = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  for (
    const [fma, words] of [
      [`file://${folder}/none.wasm`, "none.wasm is not readable"],
      [cut, `kernels fma holds ${cut.length} bytes that are no valid WASM module`],
      [empty, "the kernels are not ours, expected kernels.fma.wasm (adam is missing)"],
    ] as const
  ) {
    const error = await assertRejects(
      () => loadKernels({ build: "fma", files: { fma } }),
      BackendError,
    );
    assertStringIncludes(error.message, words);
    assertEquals(kernelBuild().build, "plain");
  }
  const number = { build: "fma", files: { fma: 7 as unknown as string } } as const;
  await assertRejects(() => loadKernels(number), TypeError, "files.fma is 7, expected bytes");
  assertEquals(kernelBuild().build, "plain");
  await Deno.remove(folder);
  await loadKernels();
});

Deno.test("compileKernels: says what the compiler says", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/kernels.ts`, "export function f(): i32 { return nothing; }");
  const sources = new URL(`file://${folder}/`);
  const error = await assertRejects(() => compileKernels("plain", sources), KernelCompileError);
  assertStringIncludes(error.message, "Cannot find name 'nothing'");
  await Deno.remove(folder, { recursive: true });
});
