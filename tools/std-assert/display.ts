/** How a value looks in a failure message: Deno's own inspection, or the nearest there is. */
export function display(value: unknown): string {
  const inspect = (globalThis as { Deno?: { inspect?: typeof Deno.inspect } })
    .Deno?.inspect;
  if (inspect === undefined) {
    return typeof value === "string" ? JSON.stringify(value) : `${value}`;
  }
  return inspect(value, {
    depth: Infinity,
    sorted: true,
    trailingComma: true,
    compact: false,
    iterableLimit: Infinity,
    strAbbreviateSize: Infinity,
  });
}

/** Both values line by line: `-` stands only in the first, `+` only in the second. */
export function difference(actual: unknown, expected: unknown): string {
  const before = display(actual).split("\n");
  const after = display(expected).split("\n");
  const marked = before.length * after.length <= 1_000_000 ? aligned(before, after) : [
    ...before.map((line) => `-   ${line}`),
    ...after.map((line) => `+   ${line}`),
  ];
  return ["", "    [Diff] Actual / Expected", "", ...marked, ""].join("\n");
}

function aligned(
  before: readonly string[],
  after: readonly string[],
): string[] {
  const shared = sharedLengths(before, after);
  const marked: string[] = [];
  let row = 0;
  let column = 0;
  while (row < before.length || column < after.length) {
    if (row < before.length && before[row] === after[column]) {
      marked.push(`    ${before[row]}`);
      row++;
      column++;
    } else if (
      column >= after.length || row < before.length && down(shared, row, column)
    ) {
      marked.push(`-   ${before[row++]}`);
    } else {
      marked.push(`+   ${after[column++]}`);
    }
  }
  return marked;
}

/** Whether leaving out a line of the first text keeps at least as much in common. */
function down(
  shared: readonly Uint32Array[],
  row: number,
  column: number,
): boolean {
  return (shared[row + 1]?.[column] ?? 0) >= (shared[row]?.[column + 1] ?? 0);
}

/** Length of the longest common subsequence of the two texts' tails, from each pair of lines on. */
function sharedLengths(
  before: readonly string[],
  after: readonly string[],
): Uint32Array[] {
  const table = Array.from(
    { length: before.length + 1 },
    () => new Uint32Array(after.length + 1),
  );
  for (let row = before.length - 1; row >= 0; row--) {
    for (let column = after.length - 1; column >= 0; column--) {
      const [here, below] = [table[row]!, table[row + 1]!];
      here[column] = before[row] === after[column]
        ? below[column + 1]! + 1
        : Math.max(below[column]!, here[column + 1]!);
    }
  }
  return table;
}
