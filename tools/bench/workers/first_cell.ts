// What the first cells of a chapter cost: the library imported, the WASM backend ready.
import { fitMixture } from "lib/inference";
import { startBackend } from "lib/nn";
import * as tf from "lib/nn/tf";
import { show } from "lib/notebook";

await startBackend();
if (tf.getBackend() !== "wasm" || !fitMixture || !show) Deno.exit(1);
