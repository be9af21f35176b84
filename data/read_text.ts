/** A file beside this module, as text: from the disk or over the network. */
export async function readText(what: string, file: string): Promise<string> {
  const url = new URL(file, import.meta.url);
  const response = await fetch(url);
  if (response.ok) return await response.text();
  const got = `${response.status} ${response.statusText}`;
  throw new Error(`Cannot load ${what}: the answer for ${url} is ${got}, expected the file`);
}
