import { atFirstOutput, display, inKernel } from "./display.ts";

/** The Deno whose kernel loses no cell output; later ones were seen to. */
export const supportedDeno = "2.8.0";

/** What to tell someone who runs another Deno; `undefined` when all is well. */
export function versionWarning(version: string): string | undefined {
  if (version === supportedDeno) return undefined;
  return `This notebook runs on Deno ${version}; it is written for ${supportedDeno}, and other ` +
    "kernels were seen to lose the output of a cell now and then. " +
    "`pip install -r requirements.txt` in the project's environment brings the right one.";
}

/** Says so in the first cell when the kernel is another Deno; silent outside a notebook. */
export async function warnAboutVersion(version = Deno.version.deno): Promise<void> {
  const warning = versionWarning(version);
  if (warning !== undefined && inKernel()) await display({ "text/plain": warning });
}

atFirstOutput(() => warnAboutVersion());
