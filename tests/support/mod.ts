export { assertClose } from "lib/notebook";
