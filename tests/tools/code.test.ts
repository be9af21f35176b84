// The cells of a notebook are checked as one module, with Deno's own tools (which take a second).
import { assertEquals, assertStringIncludes } from "@std/assert";
import { codeFindings } from "../../tools/gate/code.ts";
import { ROOT } from "../../tools/notebook/files.ts";
import { chapterOf, code, prose, said } from "./support.ts";

const FAULTY = [
  prose("words"),
  code("const a = 1;\nconst b: string = a;"), // cell 1: line 2 has the wrong type
  code("const list = [1];\nconst first: number = list[0];"), // cell 2: the strict options count
  code("const a = 2;"), // cell 3: redefined
  code("export const c = nothing();"), // cell 4: no such name
  code('import { nope } from "@std/assert";\nnope();'), // cell 5: a missing export
  code("const unused = 1;\nexport const d = [b, first];"), // cell 6: lint
  code("export const e = Math.random();"), // cell 7: the house rules count
  code("export   const f = { a : 1 }"), // cell 8: layout
  code("const wrong: string = 5;\nthrow wrong;", [], { tags: ["shows-error"] }), // cell 9
  code("export const g = 1;"),
];

const FINE = [
  code('import { assertEquals } from "@std/assert";'),
  code("const square = (x: number) => x * x;"),
  code("throw new RangeError(`${square(2)}`);", [], { tags: ["shows-error"] }),
  code("const four = await Promise.resolve(square(2));"),
  code("assertEquals(four, 4);"),
];

Deno.test("code: types, lint and layout, each complaint at its cell and line", async () => {
  const text = said(
    await codeFindings([chapterOf(FAULTY, "01-faulty"), chapterOf(FINE, "02-fine")], ROOT),
  );
  const at = (cell: number, line?: number) =>
    `notebooks/01-faulty.ipynb cell ${cell}${line === undefined ? "" : ` line ${line}`}: `;
  assertStringIncludes(text, `${at(1, 2)}TS2322 Type 'number' is not assignable to type 'string'`);
  assertStringIncludes(text, `${at(2, 2)}TS2322 Type 'number | undefined'`);
  assertStringIncludes(text, `${at(3, 1)}TS2451 Cannot redeclare`);
  assertStringIncludes(text, `${at(4, 1)}TS2304 Cannot find name 'nothing'`);
  assertStringIncludes(text, `${at(5, 1)}TS2305 Module`);
  assertStringIncludes(text, `${at(6, 1)}\`unused\` is never used (lint: no-unused-vars)`);
  assertStringIncludes(text, `${at(7, 1)}Math.random has no seed`);
  assertStringIncludes(text, `${at(8)}not laid out as deno fmt does`);
  assertEquals(text.includes(at(9, 1)), false, "an error on purpose is no finding");
  assertEquals(text.includes("02-fine"), false, text);
});

Deno.test("code: a cell that does not even parse is found, at its line", async () => {
  const broken = chapterOf([code("const a = 1;"), code("const b = (;\n")], "01-broken");
  assertStringIncludes(said(await codeFindings([broken], ROOT)), "01-broken");
});
