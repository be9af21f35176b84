// Runs the spoilt calls of one folder from a given one on, saying before each that it begins and
// after each what came of it: the parent sees which one never ended.
import type { Folder } from "./call.ts";
import { goodKinds, tried, triesOf } from "./tries.ts";

const [table, name, from] = Deno.args;
const { FOLDERS } = await import(table!) as { readonly FOLDERS: readonly Folder[] };
const folder = FOLDERS.find((each) => each.name === name);
if (folder === undefined) throw new Error(`no folder ${name}`);
await folder.start?.();
const say = (line: unknown) =>
  Deno.stdout.writeSync(new TextEncoder().encode(`${JSON.stringify(line)}\n`));
for (const call of folder.calls) {
  await goodKinds(call).catch((error) => {
    say({ broken: call.name, words: error.message });
    Deno.exit(1);
  });
}
const tries = triesOf(folder);
say({ tries: tries.length });
for (const [index, each] of tries.entries()) {
  if (index < Number(from)) continue;
  say({ begins: index, name: each.name });
  say(await tried(each));
}
