import { chapterSlugs, ROOT } from "../../tools/notebook/files.ts";
import { freshCopy } from "../../tools/support/fresh_copy.ts";
import { requirePython } from "../../tools/support/environment.ts";
import { denoKernel, registerKernel } from "../../tools/support/kernelspec.ts";
import { labArguments, labEnvironment } from "../../tools/support/lab_arguments.ts";

const token = "for-this-test";

/** A running JupyterLab with copies of chapters; `close` ends it and takes everything away. */
export interface Jupyter {
  /** Where a notebook is opened. */
  readonly urlOf: (slug: string) => string;
  /** Its process. */
  readonly pid: number;
  readonly close: () => Promise<void>;
}

/** Starts JupyterLab as `deno task lab` does, on copies and settings of its own. */
export async function startJupyter(chapters: readonly string[]): Promise<Jupyter> {
  const python = await requirePython(["jupyterlab"]);
  // inside the project, since a notebook finds deno.json in a folder above it
  const folder = new URL(`my/test-${crypto.randomUUID().slice(0, 8)}/`, ROOT);
  await Deno.mkdir(folder, { recursive: true });
  const scratch = await Deno.makeTempDir();
  await registerKernel(scratch, denoKernel(python.path, Deno.execPath(), ROOT));
  const slugs = (await chapterSlugs()).filter((slug) => chapters.includes(slug.slice(0, 2)));
  for (const slug of slugs) await copy(slug, folder);
  const port = freePort();
  const child = new Deno.Command(python.path, {
    args: [
      ...labArguments(slugs[0] ?? "", Deno.uid() === 0, []),
      ...["--no-browser", `--port=${port}`, "--ServerApp.port_retries=0"],
      ...[`--IdentityProvider.token=${token}`, "--LabApp.expose_app_in_browser=True"],
    ],
    cwd: folder,
    env: environment(scratch),
    stdout: "null",
    stderr: "null",
  }).spawn();
  const urlOf = (slug: string) => `http://127.0.0.1:${port}/lab/tree/${slug}.ipynb?token=${token}`;
  await answers(urlOf(""), child);
  const close = async () => {
    child.kill("SIGTERM");
    await child.status;
    await Deno.remove(folder, { recursive: true });
    await Deno.remove(scratch, { recursive: true });
  };
  return { urlOf, pid: child.pid, close };
}

async function copy(slug: string, folder: URL): Promise<void> {
  const path = `notebooks/${slug}.ipynb`;
  const text = freshCopy(await Deno.readTextFile(new URL(path, ROOT)), path);
  await Deno.writeTextFile(new URL(`${slug}.ipynb`, folder), text);
}

/** Nothing of this machine's own Jupyter is read or written, and the course's settings are. */
function environment(scratch: string): Record<string, string> {
  const config = decodeURIComponent(new URL("lab/config", ROOT).pathname);
  return {
    ...labEnvironment(config, undefined),
    JUPYTER_PATH: `${scratch}/share/jupyter`,
    JUPYTER_CONFIG_DIR: `${scratch}/config`,
    JUPYTER_DATA_DIR: `${scratch}/data`,
    JUPYTER_RUNTIME_DIR: `${scratch}/runtime`,
    JUPYTERLAB_SETTINGS_DIR: `${scratch}/settings`,
    JUPYTERLAB_WORKSPACES_DIR: `${scratch}/workspaces`,
  };
}

function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  return port;
}

async function answers(url: string, child: Deno.ChildProcess): Promise<void> {
  let ended = false;
  child.status.then(() => ended = true);
  for (let i = 0; i < 300; i++) {
    if (ended) throw new Error("Cannot test: JupyterLab ended at once");
    const response = await fetch(url).catch(() => undefined);
    await response?.body?.cancel();
    if (response !== undefined) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("Cannot test: JupyterLab does not answer");
}
