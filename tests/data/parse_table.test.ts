import { assertEquals, assertThrows } from "@std/assert";
import { parseTable, TableError } from "data";

Deno.test("parseTable: reads the named columns, in any order and with any line ends", () => {
  assertEquals(parseTable("a,b,c\n1,x,-2.5e1\n.5,y,+3.\n", ["c", "a"]), {
    c: [-25, 3],
    a: [1, 0.5],
  });
  assertEquals(parseTable("a\r\n1\r\n2", ["a"]), { a: [1, 2] });
  assertEquals(parseTable('\ufeff"a"\n"7"\n', ["a"]), { a: [7] });
});

Deno.test("parseTable: a damaged cell is named by line and column", () => {
  const damaged = (cell: string) => () => parseTable(`a,b\n1,2\n${cell},4\n`, ["a", "b"]);
  for (const cell of ["", "x", " 1", "1 ", "0x10", "1e999", "NaN", "Infinity", "1.2.3", "--1"]) {
    const error = assertThrows(
      damaged(cell),
      TableError,
      `Cannot read table: line 3, column a is ${JSON.stringify(cell)}, expected a finite decimal`,
    );
    assertEquals([error.line, error.column], [3, "a"]);
  }
});

Deno.test("parseTable: rows too short or long, missing columns and missing rows are named", () => {
  assertThrows(
    () => parseTable("a,b\n1,2\n3\n", ["a"]),
    TableError,
    "Cannot read table: line 3 is 1 cells, expected 2 cells",
  );
  assertThrows(() => parseTable("a,b\n1,2,3\n", ["a"]), TableError, "line 2 is 3 cells");
  assertThrows(() => parseTable("a\n1\n\n2\n", ["a"]), TableError, 'line 3, column a is ""');
  assertThrows(
    () => parseTable("a,b\n1,2\n", ["c"]),
    TableError,
    'line 1 is the header "a,b", expected a header with the column c once',
  );
  assertThrows(() => parseTable("a,a\n1,2\n", ["a"]), TableError, "the column a once");
  assertThrows(() => parseTable("", ["a"]), TableError, "line 1 is the header");
  assertThrows(() => parseTable("a\n", ["a"]), TableError, "line 2 is missing");
  assertThrows(() => parseTable(undefined as never, ["a"]), TypeError, "csv is undefined");
});
