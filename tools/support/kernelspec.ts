import { writeAtomic } from "lib/notebook";

/** How Jupyter starts a kernel. */
export type KernelSpec = {
  readonly argv: readonly string[];
  readonly display_name: string;
  readonly language: string;
  readonly interrupt_mode: "message";
  readonly env: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, unknown>>;
};

/**
 * Deno's kernel, kept by lab/kernel.py, without colours: they would be saved with what a cell shows.
 * Its name and display name are those of Deno's own, so notebooks made with one open in the other.
 */
export function denoKernel(python: string, deno: string, root: URL): KernelSpec {
  const script = decodeURIComponent(new URL("lab/kernel.py", root).pathname);
  return {
    argv: [python, script, "--deno", deno, "{connection_file}"],
    display_name: "Deno",
    language: "typescript",
    interrupt_mode: "message", // the Stop button is a message to it, on every platform
    // the checkout stays as it is: no compiled copies beside the kernel's files
    env: { NO_COLOR: "1", PYTHONDONTWRITEBYTECODE: "1" },
    metadata: { debugger: false },
  };
}

/**
 * Registers the kernel "deno" in one environment, and nowhere else.
 * @param prefix the environment's folder (Python's `sys.prefix`)
 * @returns the file written
 */
export async function registerKernel(prefix: string, kernel: KernelSpec): Promise<string> {
  const folder = `${prefix}/share/jupyter/kernels/deno`;
  await Deno.mkdir(folder, { recursive: true });
  const path = `${folder}/kernel.json`;
  await writeAtomic(path, `${JSON.stringify(kernel, null, 2)}\n`);
  return path;
}
