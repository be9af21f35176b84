/** Widths of words, against the fonts that pictures are drawn with. */
import { assertEquals } from "@std/assert";
import { textWidth } from "lib/viz";
import { wrapped } from "../../../lib/viz/look/text_width.ts";
import { assertClose } from "../../support/mod.ts";
import { advances } from "./font.ts";

const font = (file: string) =>
  advances(Deno.readFileSync(new URL(import.meta.resolve(`dejavu-fonts-ttf/ttf/${file}`))));

Deno.test("textWidth: as the fonts have it, letter by letter, regular and bold", () => {
  const letters = "The quick brown fox! 0123456789 −[]() ≤≥·‖αβλμνπρστ ÄÖÜäöüßéñ ∑∇√→⁰₁";
  for (
    const [weight, file] of [["normal", "DejaVuSans.ttf"], ["bold", "DejaVuSans-Bold.ttf"]] as const
  ) {
    const advance = font(file);
    for (const letter of letters) {
      // the table holds whole units of 1/2048 em, as the font does
      assertClose(textWidth(letter, { size: 2048, weight }), 2048 * advance(letter), {
        atol: 1e-9,
      });
    }
  }
});

Deno.test("textWidth: grows with the size, adds up, and is 0 of nothing", () => {
  assertEquals(textWidth(""), 0);
  assertClose(textWidth("ab"), textWidth("a") + textWidth("b"), { atol: 1e-12 });
  assertClose(textWidth("log p(x)", { size: 28 }), 2 * textWidth("log p(x)"), { atol: 1e-12 });
  assertEquals(textWidth("x\u0302"), textWidth("x")); // a hat takes no room
});

Deno.test("wrapped: fewest lines, even ones; a line break is kept; no word is lost", () => {
  const words = "Guessing causes from the prior sinks below the truth";
  const lines = wrapped(words, 340, { size: 16, weight: "bold" });
  assertEquals(lines.length, 2);
  assertEquals(lines.join(" "), words);
  const [first, second] = lines.map((line) => textWidth(line));
  assertEquals(Math.abs(first! - second!) < 100, true);
  assertEquals(wrapped("one\ntwo", 340), ["one", "two"]);
  assertEquals(wrapped("incomprehensibilities", 10), ["incomprehensibilities"]);
});
