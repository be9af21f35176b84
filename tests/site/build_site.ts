import { fileURLToPath } from "node:url";

const site = new URL("../../site/", import.meta.url);

/** What a build said, and whether it came to an end. */
export interface Built {
  readonly success: boolean;
  readonly said: string;
}

/** Builds the site as `deno task book` does, in a process of its own. */
export async function buildSite(...args: readonly string[]): Promise<Built> {
  return await buildSiteOf(fileURLToPath(site), ...args);
}

/** Builds the site of a checkout, whose folder `site` is named, with its slash. */
export async function buildSiteOf(folder: string, ...args: readonly string[]): Promise<Built> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--config", `${folder}deno.json`, `${folder}build.ts`, ...args],
    env: { NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
  });
  const { success, stdout, stderr } = await command.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { success, said: `${text(stdout)}\n${text(stderr)}` };
}

/** Why the site is not built in this run of the tests, if it is not. */
export const notBuilt = ["CI", "SITE_TEST"].some((name) => Deno.env.get(name) !== undefined)
  ? undefined
  : "it takes a minute or two and fetches VitePress; SITE_TEST=1 runs it";
