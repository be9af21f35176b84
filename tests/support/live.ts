/** What every explorable must do, for tests of the chapters' own. */
import { assert, assertEquals, assertLess } from "@std/assert";
import type { Choices, Drawing, Explorable, Mark } from "lib/live";
import { assertClose, liveMime } from "lib/notebook";
import { readNotebook, savedResult } from "./notebooks.ts";

/** Widths of the picture from the narrowest phone to a wide page, pixels. */
export const widths = [260, 342, 560, 840];

/**
 * Declares the tests that an explorable must pass: its numbers are the chapter's, its picture is
 * whole at every width, it gives nothing away before the bet, and it is quick.
 *
 * @param chapter its number, `"02"`
 * @param given what the notebook gives it
 * @param choices some that readers may make, beside the first
 */
export function testExplorable<G, S extends Choices, V>(
  chapter: string,
  it: Explorable<G, S, V>,
  given: unknown,
  choices: readonly S[],
): void {
  const facts = it.read(JSON.parse(JSON.stringify(given)));
  const first = it.start(facts);
  Deno.test(`live ${chapter}: at the start it shows the chapter's numbers`, async () => {
    const numbers = Object.entries(it.numbers(it.compute(facts, first), facts));
    assert(numbers.length > 0);
    for (const [name, value] of numbers) {
      // the last bit of exp and log differs between engines; everything else is the same sum
      assertClose(value, await savedResult(chapter, name), { rtol: 1e-12 });
    }
  });
  Deno.test(`live ${chapter}: what the notebook itself gives leads to the same numbers`, async () => {
    for (const own of (await savedGivens(chapter)).map((each) => it.read(each))) {
      const numbers = it.numbers(it.compute(own, it.start(own)), own);
      assertClose(
        Object.values(numbers),
        Object.values(it.numbers(it.compute(facts, first), facts)),
        { rtol: 1e-12 },
      );
    }
  });
  Deno.test(`live ${chapter}: whole at every width, whatever is chosen`, () => {
    for (const chosen of [first, ...choices]) {
      const values = it.compute(facts, chosen);
      for (const width of widths) {
        const scene = { values, choices: chosen, width, shown: true, seconds: 12 };
        requireWhole(it.draw(scene, facts));
      }
      assert(!/NaN|undefined|Infinity/.test(it.words(values, chosen, facts)));
    }
  });
  Deno.test(`live ${chapter}: before the bet the picture is the same whatever is so`, () => {
    const scene = { choices: first, width: 600, shown: false, seconds: 12 };
    const drawn = [first, ...choices].map((chosen) =>
      it.draw({ ...scene, values: it.compute(facts, chosen) }, facts)
    );
    for (const each of drawn) assertEquals(each, drawn[0]);
  });
  Deno.test(`live ${chapter}: each bet has its own verdict`, () => {
    const values = it.compute(facts, first);
    const verdicts = it.bet.answers.map((_, i) => it.bet.verdict(i, values, facts));
    assertEquals(new Set(verdicts).size, verdicts.length);
    for (const verdict of verdicts) assert(!/NaN|undefined|Infinity/.test(verdict), verdict);
  });
  Deno.test({
    name: `live ${chapter}: a recompute takes at most 5 ms`,
    ignore: !Deno.env.has("SPEED_TEST"), // times say something on a quiet machine only
    fn: () => assertLess(median(times(() => it.compute(facts, choices.at(-1) ?? first))), 5),
  });
}

/** What a chapter's saved figures give their explorables. */
async function savedGivens(chapter: string): Promise<readonly unknown[]> {
  const { cells } = (await readNotebook(chapter)).notebook;
  const saved = cells.flatMap(({ outputs }) => outputs ?? []).map(({ data }) => data?.[liveMime]);
  return saved.flatMap((live) =>
    live === undefined ? [] : [(live as { readonly given: unknown }).given]
  );
}

/** Nothing that cannot be drawn, and no words or bars beyond the sides. */
export function requireWhole({ width, height, marks }: Drawing): void {
  assert(marks.length > 0 && height > 0);
  for (const mark of marks) {
    assert(!/null|NaN/.test(JSON.stringify(mark)), JSON.stringify(mark));
    const [left, right] = extent(mark);
    assert(left >= -1 && right <= width + 1, `beyond ${width}: ${JSON.stringify(mark)}`);
  }
}

/** Half an em a letter: DejaVu Sans is about that wide. */
function extent(mark: Mark): readonly [number, number] {
  switch (mark.kind) {
    case "box":
      return [mark.x, mark.x + mark.width];
    case "disc":
      return [mark.x - mark.radius, mark.x + mark.radius];
    case "path": {
      const across = mark.pieces.flat().map(([x]) => x);
      return [Math.min(...across), Math.max(...across)];
    }
    case "words": {
      const wide = mark.words.length * (mark.size ?? 13) * 0.5;
      const share = { start: 0, middle: 0.5, end: 1 }[mark.anchor ?? "start"];
      return [mark.x - share * wide, mark.x + (1 - share) * wide];
    }
    default:
      throw new TypeError(`no such mark: ${JSON.stringify(mark satisfies never)}`);
  }
}

function times(work: () => void): readonly number[] {
  return Array.from({ length: 21 }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  });
}

function median(all: readonly number[]): number {
  return all.toSorted((a, b) => a - b)[all.length >> 1]!;
}
