// Where an error stands in the cell as it was written, for the kernel in lab/.
//
// Deno's kernel runs what SWC makes of a cell: without types and empty lines, and laid out anew. The
// same compiler, asked for its map, leads back.
//
//   echo '[["const a: number = f();", 1, 11]]' | deno run tools/kernel/original_lines.ts
import { LEAST_UPPER_BOUND, originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { transform } from "@swc/wasm-typescript";

/** A cell's code, and a line and column (from 1) of what the compiler made of it. */
export type Asked = readonly [code: string, line: number, column: number];

/** The line in the cell, from 1, for each place; `null` where it cannot be told. */
export async function originalLines(asked: readonly Asked[]): Promise<readonly (number | null)[]> {
  return await Promise.all(asked.map(originalLine));
}

async function originalLine([code, line, column]: Asked): Promise<number | null> {
  try {
    const { code: compiled, map } = await transform(code, {
      mode: "transform",
      sourceMap: true,
      transform: { verbatimModuleSyntax: true },
    });
    if (map === undefined) return null;
    const indent = /^ */.exec(compiled.split("\n")[line - 1] ?? "")?.[0].length ?? 0;
    const place = { line, column: column - 1 + indent / 2 }; // Deno indents half as far
    const mapped = new TraceMap(map);
    return originalPositionFor(mapped, place).line ??
      originalPositionFor(mapped, { ...place, bias: LEAST_UPPER_BOUND }).line;
  } catch {
    return null; // not a cell that this compiler can read: better no line than a wrong one
  }
}

if (import.meta.main) {
  const asked = JSON.parse(await new Response(Deno.stdin.readable).text()) as Asked[];
  await Deno.stdout.write(new TextEncoder().encode(JSON.stringify(await originalLines(asked))));
}
