import { door, flag, textWith } from "../math/mod.ts";
import { assertClose, NotCloseError, type Tolerance } from "./close.ts";
import { display } from "./display.ts";
import { significantText } from "./number_text.ts";

/** MIME type under which a proof's finding is stored in a notebook. */
export const checkMime = "application/vnd.elbo-to-sac.check+json";

/** What a proof found: the claim, and how far its two sides are apart where it has two. */
export interface Check {
  readonly claim: string;
  /** Largest difference found; none for a claim that is true or not. */
  readonly difference?: number;
  /** Whether the difference is absolute, or a share of what was expected. */
  readonly of?: "value" | "expected";
}

/**
 * Proves in a cell of its own (tag `check`) that two computations give the same: stops when they
 * differ by more than the tolerance, and says otherwise in one line how far they are apart.
 *
 * @param claim a short sentence, `"the average surprise is the entropy"`
 * @param actual what was computed
 * @param expected what it should be
 * @param tolerance as in {@link assertClose}; with `rtol` alone the line tells the relative difference
 * @throws {NotCloseError} naming the claim, the worst place and both values
 * @throws {TypeError|RangeError} for a claim that is no text or empty, and as {@link assertClose}
 *
 * @example
 * ```ts
 * import { agree } from "lib/notebook";
 * await agree("a third, three times, is one", 3 * (1 / 3), 1, { atol: 1e-15 });
 * ```
 */
export async function agree(
  claim: string,
  actual: number | ArrayLike<number>,
  expected: number | ArrayLike<number>,
  tolerance: Tolerance = {},
): Promise<void> {
  sentence.check("check", "claim", claim);
  try {
    assertClose(actual, expected, tolerance);
  } catch (error) {
    if (!(error instanceof NotCloseError)) throw error;
    throw new NotCloseError(`It does not hold that ${claim}. ${error.message}`, error);
  }
  const of = tolerance.rtol !== undefined && tolerance.atol === undefined ? "expected" : "value";
  const difference = worst(listOf(actual), listOf(expected), of);
  const distance = difference === 0
    ? "exactly"
    : `to ${significantText(difference, 1)}${of === "expected" ? " of its size" : ""}`;
  await say({ claim, difference, of }, `${claim}, ${distance}`);
}

/**
 * Proves in a cell of its own (tag `check`) that something is so, and says it in one line.
 *
 * @param claim a short sentence, `"no q lies above log p(x)"`
 * @param fact whether it is so
 * @throws {RangeError} naming the claim when it is not, or an empty claim
 * @throws {TypeError} for a claim that is no text, or a fact that is neither true nor false
 *
 * @example
 * ```ts
 * import { holds } from "lib/notebook";
 * await holds("a square is never negative", [-2, 0, 3].every((x) => x * x >= 0));
 * ```
 */
export async function holds(claim: string, fact: boolean): Promise<void> {
  checkFact({ claim, fact });
  if (!fact) throw new RangeError(`It does not hold that ${claim}`);
  await say({ claim }, claim);
}

const sentence = textWith("a short sentence", (claim) => claim.trim() !== "");
const checkFact = door("check", { claim: sentence, fact: flag });

function listOf(value: number | ArrayLike<number>): ArrayLike<number> {
  return typeof value === "number" ? [value] : value;
}

function worst(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  of: "value" | "expected",
): number {
  let most = 0;
  for (let i = 0; i < actual.length; i++) {
    const [a, e] = [actual[i]!, expected[i]!];
    if (a === e) continue; // equal infinities, too
    most = Math.max(most, Math.abs(a - e) / (of === "expected" ? Math.abs(e) : 1));
  }
  return most;
}

async function say(check: Check, line: string): Promise<void> {
  await display({
    "text/plain": `✓ ${line}`,
    "text/markdown": `✓ ${line}`,
    [checkMime]: check,
  });
}
