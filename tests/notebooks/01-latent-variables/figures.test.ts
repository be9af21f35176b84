/** Chapter 01: its figures say what they draw. */
import { assertStringIncludes } from "@std/assert";
import { waitHistogram } from "chapters/01-latent-variables/figures.ts";

Deno.test("waitHistogram: its description counts its data", () => {
  assertStringIncludes(waitHistogram([50, 60, 60]).description, "3 waits");
});
