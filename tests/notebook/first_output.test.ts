/** Importing lib/notebook does nothing; what a notebook needs begins with its first output, once. */
import { assert, assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";

/** A program whose kernel records outputs, and whose listeners for signals are counted. */
const PROGRAM = `
const heard = [], sent = [];
Deno.addSignalListener = (signal) => heard.push(signal);
const { replaceKernel } = await import("DISPLAY");
replaceKernel({ broadcast: (type, { data }) => {
  sent.push(data["text/plain"]);
  return Promise.resolve();
} });
Object.defineProperty(Deno, "version", { value: { ...Deno.version, deno: "2.9.9" } });
const { show, stopSignal } = await import("lib/notebook");
const imported = [heard.length, sent.length];
await show("one");
await show("two");
stopSignal();
console.log(JSON.stringify({ imported, heard, sent }));
`;

Deno.test("lib/notebook: nothing happens on import; the first output hears Stop and warns of another Deno", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const display = new URL("../../lib/notebook/display.ts", import.meta.url).href;
    await Deno.writeTextFile(`${folder}/program.ts`, PROGRAM.replace("DISPLAY", display));
    const config = fileURLToPath(new URL("../../deno.json", import.meta.url));
    const args = ["run", "-A", "--no-check", "--config", config, `${folder}/program.ts`];
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), { args }).output();
    const said = new TextDecoder().decode(stdout);
    assert(said.startsWith("{"), new TextDecoder().decode(stderr));
    const { imported, heard, sent } = JSON.parse(said);
    assertEquals(imported, [0, 0]);
    assertEquals(heard, ["SIGINT"]);
    assertEquals(sent.slice(1), ["one", "two"]);
    assert(sent[0].startsWith("This notebook runs on Deno 2.9.9"), sent[0]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
