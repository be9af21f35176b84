// The worker's side: it stays alive, waits without using the processor, and works when asked.
// A line {"facts": …} when ready; then, for each line {"calls": n}, a line {"milliseconds": t}.
// peers/serve.py speaks the same.
import type { Facts } from "./contestant.ts";
import { lines } from "./lines.ts";

/** Does `work` as often as asked, until nobody asks any more. */
export async function serve(facts: Facts, work: () => unknown): Promise<void> {
  answer({ facts });
  for await (const line of lines(Deno.stdin.readable)) {
    const { calls } = JSON.parse(line) as { readonly calls: number };
    const started = performance.now();
    for (let call = 0; call < calls; call++) work();
    answer({ milliseconds: performance.now() - started });
  }
}

function answer(message: object): void {
  // deno-lint-ignore no-console -- standard output is the line to the bench
  console.log(JSON.stringify(message));
}
