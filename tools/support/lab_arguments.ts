/**
 * What JupyterLab is started with.
 *
 * @param chapter the notebook to open, as `01-latent-variables`
 * @param isRoot whether this is the machine's administrator, whom Jupyter refuses unless told
 * @param asked the learner's own options; they come last, so they count
 */
export function labArguments(
  chapter: string,
  isRoot: boolean,
  asked: readonly string[],
): readonly string[] {
  return [
    "-m",
    "jupyterlab",
    `--LabApp.default_url=/lab/tree/${chapter}.ipynb`,
    // the kernel keeps what a page misses while it is closed; the server would keep it and drop it
    "--MappingKernelManager.buffer_offline_messages=False",
    ...isRoot ? ["--allow-root"] : [],
    ...asked,
  ];
}

/**
 * The environment of JupyterLab: the course's settings stand behind the learner's own.
 *
 * @param config the folder of the course's settings
 * @param known the value of JUPYTER_CONFIG_PATH, if it has one
 */
export function labEnvironment(config: string, known: string | undefined): Record<string, string> {
  const separator = Deno.build.os === "windows" ? ";" : ":";
  const path = known === undefined || known === "" ? config : `${known}${separator}${config}`;
  return { JUPYTER_CONFIG_PATH: path };
}
