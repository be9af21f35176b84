import { BenchError, type Contestant } from "../contestant.ts";
import type { Group } from "../group.ts";

/** A fresh Deno, from its start to a WASM backend that is ready. */
export const firstCell: Group = {
  name: "first-cell",
  work: "first cell: import lib, WASM ready",
  goal: { kind: "seconds", atMost: 3 },
  rounds: 7,
  slot: 1,
  slow: false,
  enter: () => Promise.resolve({ ours: [freshProcess()] }),
};

function freshProcess(): Contestant {
  const script = new URL("../workers/first_cell.ts", import.meta.url).href;
  const turn = async (calls: number) => {
    const started = performance.now();
    for (let call = 0; call < calls; call++) {
      const command = new Deno.Command(Deno.execPath(), { args: ["run", "-A", script] });
      const { success, stderr } = await command.output();
      if (success) continue;
      throw new BenchError(`Cannot bench the first cell: ${new TextDecoder().decode(stderr)}`);
    }
    return performance.now() - started;
  };
  return { name: "ours", facts: {}, turn, leave: () => Promise.resolve() };
}
