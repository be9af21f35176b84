import { display } from "./display.ts";

/** Of an exercise, what its hints need. */
interface Hinted {
  readonly id: string;
  readonly hints?: readonly string[];
}

/** One hint a call, in their order: a nudge, then the method; after the last, the last again. */
export function hinting({ id, hints = [] }: Hinted): () => Promise<void> {
  let given = 0;
  return async () => {
    const which = Math.min(given++, hints.length - 1);
    if (which < 0) return await display({ "text/plain": `Exercise ${id} has no hints.` });
    const more = which < hints.length - 1
      ? "(Run the line again for more.)"
      : "(That was the last one. The solution is folded below.)";
    await display({
      "text/plain": `Hint ${which + 1} of ${hints.length} to exercise ${id}: ${
        hints[which]
      } ${more}`,
    });
  };
}

/** What an unsolved stub is told: it gives nothing away, and says where a hint is to be had. */
export function whereHintsAre({ id, hints = [] }: Hinted, stub: Error): string {
  const name = `exercise${id.replace(".", "_")}`;
  return hints.length === 0
    ? `Hint: ${stub.message}`
    : `Stuck? \`await ${name}.hint()\` gives a nudge first, then the method.`;
}
