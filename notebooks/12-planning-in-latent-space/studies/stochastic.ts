/** Five seeds of the variant "stochastic". */
import { studyOf } from "../study.ts";

export const study = studyOf("stochastic");
