/**
 * tfjs: its ordinary interface, ready for use after `startBackend()`. A door of its own, so that the
 * library's pages are not buried under its thousand names; their documentation is at
 * https://js.tensorflow.org/api/4.22.0/.
 *
 * @module
 */
export * from "@tensorflow/tfjs";
