/** The Stop button, on a real kernel: the loop ends, everything is kept, the next loop runs. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { fileURLToPath } from "node:url";

const python = new Deno.Command("python", {
  args: ["-c", "import jupyter_client"],
  stderr: "null",
});
const isThere = await python.output().then(({ success }) => success, () => false);

Deno.test({
  name: "Stop: ends the loop, keeps the kernel and all variables, and the next loop runs",
  ignore: !isThere, // needs Jupyter: pip install -r requirements.txt
  fn: async () => {
    const script = fileURLToPath(new URL("./interrupt.py", import.meta.url));
    const { stdout, stderr } = await new Deno.Command("python", {
      args: [script, Deno.execPath()],
      cwd: fileURLToPath(new URL("../../notebooks/", import.meta.url)),
    }).output();
    const words = new TextDecoder().decode(stdout).trim();
    assertStringIncludes(words, "{", new TextDecoder().decode(stderr));
    const { error, kept, second } = JSON.parse(words.slice(words.lastIndexOf("{")));
    assertStringIncludes(error, "Stopped by you");
    assertEquals([kept, second], ["true", "-1"]);
  },
});
