import { assertEquals } from "@std/assert";
import { bootstrapMask } from "lib/envs";

Deno.test("bootstrapMask: only the end of the world masks; a time limit does not", () => {
  assertEquals(bootstrapMask({ kind: "running" }), 1);
  assertEquals(bootstrapMask({ kind: "truncated" }), 1);
  assertEquals(bootstrapMask({ kind: "terminated" }), 0);
});
