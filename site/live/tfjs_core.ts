/**
 * What lib needs of tfjs, in place of the whole: its core with all gradients. Backends, layers and data
 * sets stay away, 200 KB of them.
 */
export * from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-core/dist/register_all_gradients.js";
