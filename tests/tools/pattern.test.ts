// A cell teaches or checks, never both: the gate lets the pattern through and fails on each fault.
import { assertEquals, assertStringIncludes } from "@std/assert";
import { patternFindings } from "../../tools/gate/pattern.ts";
import type { Cell, CellMetadata } from "../../tools/notebook/format.ts";
import { chapterOf, code, prose, said, shown } from "./support.ts";

const folded = (tag: string): CellMetadata => ({ tags: [tag], jupyter: { source_hidden: true } });

const saved = (words: string) =>
  shown({
    "text/plain": `${words}: 0.5 nats`,
    "application/vnd.elbo-to-sac.result+json": { name: "gap", value: 0.5, unit: "nats", words },
  });

function good(): readonly Cell[] {
  return [
    prose("# Chapter 02"),
    prose("> **Algorithm 1.** Add.", { tags: ["algorithm"] }),
    code('await result("gap", 0.5, "nats", "the gap");', [saved("the gap")]),
    code('await agree("a claim", 1, 1);', [], folded("check")),
    prose("#### Deeper: why\n\nSo.", { tags: ["deeper"] }),
    code("1 + 1;", [], folded("deeper")),
    code("await allResults();", [], folded("numbers")),
    prose("## Appendix: slips of the lecture notes", { tags: ["erratum"] }),
    code("printed;", [], { tags: ["erratum"] }),
  ];
}

/** What the gate says of the good chapter with one cell replaced. */
function gate(index: number, ...cells: readonly Cell[]): string {
  const all = good();
  const chapter = chapterOf([...all.slice(0, index), ...cells, ...all.slice(index + 1)]);
  return said(patternFindings(chapter));
}

Deno.test("pattern: a chapter that keeps to it passes", () => {
  assertEquals(said(patternFindings(chapterOf(good()))), "");
});

Deno.test("pattern: a teaching cell that checks", () => {
  for (const proof of ["assertClose(a, b);", 'await agree("a", 1, 1);', 'throw new Error("x");']) {
    assertStringIncludes(gate(5, code(proof)), "cell 5: a teaching cell that checks");
  }
  assertEquals(gate(5, code("// assertClose(a, b) stood here")), "");
  assertEquals(gate(5, code("throw new Error('x');", [], { tags: ["shows-error"] })), "");
});

Deno.test("pattern: a check that proves nothing, or lies open", () => {
  assertStringIncludes(gate(3, code("1;", [], folded("check"))), "that proves nothing");
  assertStringIncludes(gate(3, prose("agree(", { tags: ["check"] })), "that proves nothing");
  const open = code("await holds('a', true);", [], { tags: ["check"] });
  assertStringIncludes(gate(3, open), 'its tag is "check", but its code is not folded');
});

Deno.test("pattern: a result without words", () => {
  const bare = code('await result("gap", 0.5, "nats");', [saved("gap")]);
  assertStringIncludes(gate(2, bare), 'the result "gap" has no words');
});

Deno.test("pattern: no list of numbers, no algorithm, an algorithm that is none", () => {
  assertStringIncludes(gate(6), "awaits allResults()");
  assertStringIncludes(gate(6, code("1;", [], folded("numbers"))), "awaits allResults()");
  assertStringIncludes(gate(1), "no algorithm in a box");
  assertStringIncludes(gate(1, prose("Add.", { tags: ["algorithm"] })), "does not begin with");
});

Deno.test("pattern: errata that stand among other cells, without heading, or number equations", () => {
  assertStringIncludes(gate(8, prose("## Further reading")), "at the very end");
  assertStringIncludes(gate(7), "do not begin with the heading");
  const tagged = prose("$$x\\tag{ELBO-9}$$", { tags: ["erratum"] });
  assertStringIncludes(gate(8, tagged), "a numbered equation in an erratum");
});
