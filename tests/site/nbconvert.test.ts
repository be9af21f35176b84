import { assert, assertEquals, assertGreater } from "@std/assert";
import { fileURLToPath } from "node:url";
import { parseNotebook, textOf } from "../../tools/notebook/format.ts";
import { announceSkip } from "./chromium.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

async function nbconvert(...args: string[]): Promise<{ success: boolean; text: string }> {
  try {
    const command = new Deno.Command("jupyter", {
      args: ["nbconvert", ...args],
      cwd: root,
      stdout: "piped",
      stderr: "piped",
    });
    const { success, stdout, stderr } = await command.output();
    return { success, text: new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr) };
  } catch (error) {
    return { success: false, text: String(error) };
  }
}

const isThere = (await nbconvert("--version")).success;
if (!isThere) announceSkip("nbconvert's single page", "`jupyter nbconvert` is not installed");

Deno.test({
  name: "nbconvert: `jupyter nbconvert --to html` gives every picture its description",
  ignore: !isThere,
  async fn() {
    const folder = await Deno.makeTempDir();
    try {
      const name = "notebooks/02-elbo.ipynb";
      const { success, text } = await nbconvert("--to", "html", name, "--output-dir", folder);
      assert(success, text);
      const html = await Deno.readTextFile(`${folder}/02-elbo.html`);
      const shown = [...html.matchAll(/<img[^>]*?\salt="([^"]*)"/g)].map(([, alt]) => plain(alt!));
      assertEquals(shown, await descriptions(`${root}${name}`));
      assertGreater(shown.length, 0);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

async function descriptions(path: string): Promise<readonly string[]> {
  const { cells } = parseNotebook(await Deno.readTextFile(path), path);
  return cells.flatMap((cell) => cell.outputs ?? [])
    .filter((output) => output.data?.["image/png"] !== undefined)
    .map((output) => textOf((output.metadata?.["image/png"] as { alt: string }).alt));
}

function plain(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'").replaceAll("&amp;", "&");
}
