/** Five seeds of the variant "overshooting". */
import { studyOf } from "../study.ts";

export const study = studyOf("overshooting");
