/** What a study's stored runs say, read as plain JSON: nothing of lib or data has a hand in it. */
export async function storedValues(
  name: string,
  seeds: number,
): Promise<Record<string, unknown>[]> {
  const files = Array.from(
    { length: seeds },
    (_, seed) =>
      Deno.readTextFile(new URL(`../../data/results/${name}/${seed}.json`, import.meta.url)),
  );
  return (await Promise.all(files)).map((text) => JSON.parse(text).values);
}
