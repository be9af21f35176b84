/** What a client may show: MIME type → content. `text/plain` must always be there. */
export type MimeBundle = { readonly "text/plain": string } & { readonly [mime: string]: unknown };

/** Where and how a bundle appears. */
export interface DisplayOptions {
  /** MIME type → what the client should know about that content, e.g. `alt` of a picture. */
  readonly metadata?: { readonly [key: string]: unknown };
  /** Gives the output a name, so that a later call can replace it. */
  readonly displayId?: string;
  /** Replaces the output of that `displayId` instead of adding one. */
  readonly update?: boolean;
}

/** A kernel sends `idle` when a cell ends; an output still on its way could be lost. */
const settleMilliseconds = 10;

/** The part of the kernel's interface used here; Deno types it as unstable. */
export interface Kernel {
  readonly broadcast: (type: string, content: Record<string, unknown>) => Promise<void>;
}

let replacement: Kernel | undefined;

type Beginning = () => void | Promise<void>;
const beginnings: Beginning[] = [];

/** What is to be done once, in a notebook alone, before the first thing that it shows. */
export function atFirstOutput(beginning: Beginning): void {
  beginnings.push(beginning);
}

/** Sends all outputs to another kernel from now on, or to the real one again; for tests. */
export function replaceKernel(kernel: Kernel | undefined): void {
  replacement = kernel;
}

/** The kernel's own interface; `undefined` when not in a notebook (in a test, say). */
function kernel(): Kernel | undefined {
  if (replacement !== undefined) return replacement;
  try {
    // outside a kernel the property exists, but throws when it is used
    const { jupyter } = Deno as unknown as { readonly jupyter: Kernel };
    return typeof jupyter.broadcast === "function" ? jupyter : undefined;
  } catch {
    return undefined;
  }
}

/** Whether this code runs inside a notebook's kernel. */
export function inKernel(): boolean {
  return kernel() !== undefined;
}

/**
 * Sends an output to the notebook and waits until it is under way, so that none is lost.
 * Outside a notebook the plain text goes to the console.
 */
export async function display(bundle: MimeBundle, options: DisplayOptions = {}): Promise<void> {
  const jupyter = kernel();
  if (jupyter === undefined) {
    // deno-lint-ignore no-console -- the console is the only place to show it
    console.log(bundle["text/plain"]);
    return;
  }
  for (const begin of beginnings.splice(0)) await begin();
  const { metadata = {}, displayId, update = false } = options;
  await jupyter.broadcast(update ? "update_display_data" : "display_data", {
    data: bundle,
    metadata,
    transient: displayId === undefined ? {} : { display_id: displayId },
  });
  await new Promise((resolve) => setTimeout(resolve, settleMilliseconds));
}
