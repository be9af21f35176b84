import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { displayedEquation, inlineFormula } from "../../site/mathematics.ts";
import { segments } from "../../site/prose.ts";

const plain = {
  renderToString: (tex: string) => `<span class="katex">${tex}</span>`,
};

Deno.test("displayedEquation: one tag becomes an anchor and a link beside the formula", () => {
  const html = displayedEquation("a = b\\tag{ELBO-4}", plain);
  assertStringIncludes(html, 'id="eq-elbo-4"');
  assertStringIncludes(html, 'href="#eq-elbo-4"');
  assertStringIncludes(html, '<span class="katex">a = b</span>');
});

Deno.test("displayedEquation: several tags stay with KaTeX, each with an anchor", () => {
  const html = displayedEquation("a\\tag{EM-1}\\\\b\\tag{EM-2}", plain);
  assertStringIncludes(
    html,
    '<span id="eq-em-1"></span><span id="eq-em-2"></span>',
  );
  assertStringIncludes(html, "\\tag{EM-1}");
});

Deno.test("inlineFormula: a formula that cannot be set is named", () => {
  const broken = {
    renderToString: () => {
      throw new Error("no such command");
    },
  };
  assertThrows(
    () => inlineFormula("\\x", broken),
    TypeError,
    "Cannot typeset \\x: no such command",
  );
});

Deno.test("segments: prices are words, formulas are not, whatever stands beside them", () => {
  const mathematics = (text: string) =>
    segments(text).filter(({ kind }) => kind === "math").map(({ source }) => source);
  assertEquals(mathematics("$5 and $6"), []);
  assertEquals(mathematics("the $n$th of $k$-means ($x$), \\$2"), [
    "$n$",
    "$k$",
    "$x$",
  ]);
  assertEquals(mathematics("`$a$` and\n\n```ts\n$b$\n```\n\n$$c$$"), ["$$c$$"]);
});

Deno.test("segments: together they are the whole text", () => {
  const text = '# A `b` $c$\n\n[d](e) <a id="f"></a> {{g}} \\$ ~~~\n```\nh\n```\n$$i$$ `unclosed $';
  assertEquals(segments(text).map(({ source }) => source).join(""), text);
});
