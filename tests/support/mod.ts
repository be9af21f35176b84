/** What tests share. Oracles below this folder are float64 TypeScript and import nothing of lib. */
export { assertClose } from "lib/notebook";
export { pin } from "./pin.ts";
export {
  integral,
  logNormal,
  maximizer,
  midpointGrid,
  normalPdf,
  otherNormals,
  spreadOf,
  sum,
} from "./oracle.ts";
export { requireWhole, testExplorable, widths } from "./live.ts";
