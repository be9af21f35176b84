// What the first cells of a chapter cost: the library imported, the WASM backend ready.
import { fitMixture } from "lib/inference";
import { startBackend, tf } from "lib/nn";
import { show } from "lib/notebook";

await startBackend();
if (tf.getBackend() !== "wasm" || !fitMixture || !show) Deno.exit(1);
