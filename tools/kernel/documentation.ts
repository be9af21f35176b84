// What Shift-Tab shows, for the kernel in lab/: every page of the library's documentation, by name.
import { documentation } from "../../lib/notebook/documentation.ts";

if (import.meta.main) {
  const text = JSON.stringify(Object.fromEntries(await documentation()));
  await Deno.stdout.write(new TextEncoder().encode(text));
}
