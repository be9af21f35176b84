/** What chapter 06 gives its explorable, as its notebook has it saved: a trained decoder. */
import { liveMime } from "lib/notebook";
import { readNotebook } from "../../support/notebooks.ts";

interface Saved {
  readonly given: {
    readonly weights: readonly {
      readonly weight: readonly number[];
      readonly bias: readonly number[];
    }[];
    readonly codes: readonly (readonly number[])[];
    readonly digits: readonly number[];
  };
}

const { cells } = (await readNotebook("06")).notebook;
const saved = cells.flatMap(({ outputs }) => outputs ?? []).map(({ data }) => data?.[liveMime]);
export const planeGiven = (saved.find((each) => each !== undefined) as Saved).given;
