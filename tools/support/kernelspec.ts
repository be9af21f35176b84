import { writeAtomic } from "lib/notebook";

/** How Jupyter starts a kernel. */
export type KernelSpec = {
  readonly argv: readonly string[];
  readonly display_name: string;
  readonly language: string;
  readonly env: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, unknown>>;
};

/** Deno's kernel, without colours: they would be saved with what a cell shows. */
export function denoKernel(deno: string): KernelSpec {
  return {
    argv: [deno, "jupyter", "--kernel", "--conn", "{connection_file}"],
    display_name: "Deno",
    language: "typescript",
    env: { NO_COLOR: "1" },
    metadata: { debugger: false },
  };
}

/**
 * Registers the kernel "deno" in one environment, and nowhere else.
 * @param prefix the environment's folder (Python's `sys.prefix`)
 * @returns the file written
 */
export async function registerKernel(prefix: string, deno: string): Promise<string> {
  const folder = `${prefix}/share/jupyter/kernels/deno`;
  await Deno.mkdir(folder, { recursive: true });
  const path = `${folder}/kernel.json`;
  await writeAtomic(path, `${JSON.stringify(denoKernel(deno), null, 2)}\n`);
  return path;
}
