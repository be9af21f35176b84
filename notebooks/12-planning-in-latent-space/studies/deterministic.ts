/** Five seeds of the variant "deterministic". */
import { studyOf } from "../study.ts";

export const study = studyOf("deterministic");
