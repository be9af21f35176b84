/** What is tagged folds away: proofs behind what they found, depth, numbers, slips of the notes. */
import { assertEquals, assertMatch, assertNotMatch, assertStringIncludes } from "@std/assert";
import { makeBook } from "../../site/book.ts";
import { pinsIn } from "../../site/pins.ts";
import type { Cell, Output } from "../../tools/notebook/format.ts";
import { code, notebookText, plainly, resultOutput, shown, words } from "./sample_notebook.ts";

const testPath = "tests/notebooks/02-elbo/numbers.test.ts";
const pin = "pin"; // written apart, or the gate would read these here
const testText = `import { pin } from "../../support/mod.ts";

${pin}("02", "gap", Math.log((1 + 2) / 2), { atol: 1e-14 }, "a sum (of two) \\"products\\"");
${pin}(
  "02",
  "bound",
  -1, // a comment with )
  {},
  "exact",
);
`;

async function pagesOf(...cells: readonly Cell[]): Promise<ReadonlyMap<string, string>> {
  const tests = new Map([[testPath, testText]]);
  const files = new Map([["02-elbo.ipynb", notebookText(words("# 02 · The ELBO"), ...cells)]]);
  const book = await makeBook(files, plainly, "shown", tests);
  return new Map(book.pages.map(({ name, html }) => [name, html]));
}

function proof(line: string): Output {
  return shown({
    "application/vnd.elbo-to-sac.check+json": { claim: line },
    "text/plain": `✓ ${line}`,
  });
}

Deno.test("folds: a proof stands behind the line that says what it found", async () => {
  const page = (await pagesOf(
    code("await agree()", [proof("both sides agree, to 3·10⁻¹³")], "check"),
    code("await holds()", [proof("<nothing> lies above")], "check"),
  )).get("02-elbo")!;
  assertMatch(
    page,
    /<details class="check"><summary>.*checked<\/span> both sides agree, to 3·10⁻¹³/,
  );
  assertStringIncludes(page, "and 1 more");
  assertStringIncludes(page, "<li>&lt;nothing&gt; lies above</li>");
  assertEquals(page.split("<details").length - 1, 1, "neighbours fold away together");
  assertNotMatch(page, /✓/);
});

Deno.test("folds: depth folds away under its own title, and an algorithm stands in a box", async () => {
  const page = (await pagesOf(
    words("#### Deeper: the **edge**\n\nMore.", "deeper"),
    code("1 + 1", [], "deeper"),
    words("#### Deeper: another\n\nStill more.", "deeper"),
    words("> **Algorithm 1.** Do it.", "algorithm"),
  )).get("02-elbo")!;
  assertStringIncludes(page, '<details class="deeper"><summary>Deeper: the **edge**</summary>');
  assertStringIncludes(
    page,
    '<details class="deeper"><summary>Deeper: another</summary>Still more.',
  );
  assertStringIncludes(page, '<div class="algorithm">> **Algorithm 1.** Do it.</div>');
});

Deno.test("folds: a number links to the test that holds it, and all stand in one list", async () => {
  const pages = await pagesOf(
    code("a", [resultOutput("gap", 0.4, "0.4055", "nats"), resultOutput("loose", 1, "1", "1")]),
    code("await allResults()", [shown({ "text/markdown": "| a |" })], "numbers"),
  );
  const page = pages.get("02-elbo")!;
  const linked = page.split('href="./pins-02.html#pin-gap"').length - 1;
  assertEquals(linked, 2, "once where it is shown, once in the list");
  assertNotMatch(page, /pin-loose/);
  assertMatch(page, /<details class="numbers">[\s\S]*the gap[\s\S]*the loose[\s\S]*<\/details>/);
  const pins = pages.get("pins-02")!;
  assertStringIncludes(pins, 'id="pin-gap"');
  assertStringIncludes(pins, `${testPath}:3`);
  assertNotMatch(pins, /pin-bound/, "a pin of what the notebook does not show");
});

Deno.test("folds: slips of the notes leave the chapter for the appendix, and link back", async () => {
  const pages = await pagesOf(
    words("## Appendix: slips of the lecture notes", "erratum"),
    words("### The entropy\n\nSee [the bound](#eq-elbo-4).", "erratum"),
    code("printed", [resultOutput("printed", 1, "1", "1")], "erratum"),
  );
  const chapter = pages.get("02-elbo")!, errata = pages.get("errata")!;
  assertNotMatch(chapter, /The entropy/);
  assertStringIncludes(chapter, 'href="./errata.html#errata-02"');
  assertStringIncludes(errata, "### The entropy");
  assertStringIncludes(errata, "(./02-elbo.html#eq-elbo-4)");
  assertNotMatch(errata, /Appendix: slips/);
  assertStringIncludes(errata, 'id="errata-02"');
  assertEquals((await pagesOf()).has("errata"), false);
});

Deno.test("pinsIn: the whole call, whatever stands in its texts, and its line", () => {
  const [first, second] = pinsIn(testText, testPath);
  assertEquals(first!.source.at(-1), ")");
  assertStringIncludes(first!.source, "(of two)");
  assertStringIncludes(first!.source, "{ atol: 1e-14 }");
  assertEquals(second!.source.split("\n").length, 7);
  assertEquals([first!.place, second!.place], [`${testPath}:3`, `${testPath}:4`]);
});
