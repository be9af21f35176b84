/** Five seeds of the variant "full". */
import { studyOf } from "../study.ts";

export const study = studyOf("full");
