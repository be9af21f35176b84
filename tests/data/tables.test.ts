import { assertEquals, assertRejects } from "@std/assert";
import { bioassay, iris, TableError, wine } from "data";
import { assertClose } from "../support/mod.ts";

const means = (points: readonly (readonly number[])[]) =>
  points[0]!.map((_, d) => points.reduce((sum, x) => sum + x[d]!, 0) / points.length);

Deno.test("wine: 59, 71 and 48 wines, with the means that UCI's summary prints", async () => {
  const { points, cultivars, names } = await wine();
  assertEquals([1, 2, 3].map((kind) => cultivars.filter((each) => each === kind).length), [
    59,
    71,
    48,
  ]);
  // scikit-learn's description: alcohol 13.0, malic acid 2.34, proline 746; 13.0, ash 2.36
  const middle = means(points);
  assertClose([middle[0]!, middle[1]!, middle[2]!], [13.0, 2.34, 2.36], { atol: 0.01 }); // as printed
  assertClose(middle[12]!, 746, { atol: 1 });
  assertEquals([names.length, points.every((x) => x.length === 13)], [13, true]);
});

Deno.test("iris: fifty of each species, the means of Fisher's table", async () => {
  const { points, species } = await iris();
  for (
    const [kind, wished] of [[1, [5.006, 3.428, 1.462, 0.246]], [3, [
      6.588,
      2.974,
      5.552,
      2.026,
    ]]] as const
  ) {
    const own = points.filter((_, i) => species[i] === kind);
    assertEquals(own.length, 50);
    assertClose(means(own), wished, { atol: 1e-12 }); // Fisher 1936, table II: exact
  }
});

Deno.test("bioassay: the four rows of the table", async () => {
  assertEquals(await bioassay(), {
    logDoses: [-0.86, -0.3, -0.05, 0.73],
    animals: [5, 5, 5, 5],
    deaths: [0, 1, 3, 5],
  });
});

Deno.test("tables: a damaged one is refused, naming the place", async () => {
  await assertRejects(
    () => bioassay({ csv: "log_dose,animals,deaths\n1,5,x\n" }),
    TableError,
    "deaths",
  );
  await assertRejects(() => iris({ csv: "species\n1\n" }), TableError, "sepal_length");
  await assertRejects(() => wine({ cvs: "" } as never), TypeError, '"cvs"');
});
