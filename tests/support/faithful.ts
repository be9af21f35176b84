/** Old Faithful as plain numbers, read without lib. */
const csv = await Deno.readTextFile(new URL("../../data/faithful.csv", import.meta.url));

/** Duration of each eruption and the wait after it, minutes. */
export const eruptions: readonly (readonly [number, number])[] = csv.trim().split("\n").slice(1)
  .map((row) => row.split(",").map(Number) as [number, number]);

/** The waits alone. */
export const waits: readonly number[] = eruptions.map(([, wait]) => wait);
