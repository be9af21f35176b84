// Standard normal numbers of lib/math, so many a call.
import { fold, key, normal } from "lib/math";
import { serve } from "../serve.ts";

const count = Number(Deno.args[0]);
let calls = 0;
await serve(
  { version: `Deno ${Deno.version.deno}` },
  () => normal(fold(key(0), calls++), count),
);
