/// <reference lib="deno.unstable" />
// The house rules of `deno lint`, each with a case it lets through and one it stops.
import { assertEquals, assertMatch } from "@std/assert";
import { fileURLToPath } from "node:url";
import { importComplaint } from "../../tools/gate/layers.ts";
import plugin from "../../tools/gate/lint-plugin.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** What the rules say of a file of the project. */
function lint(path: string, source: string): readonly string[] {
  return Deno.lint.runPlugin(plugin, `${ROOT}${path}`, source).map(({ id }) => id);
}

Deno.test("layers: an import may point down, through a mod.ts", () => {
  const fine: readonly (readonly [string, string])[] = [
    ["lib/prob/gaussian.ts", "../math/mod.ts"],
    ["lib/prob/gaussian.ts", "./mixture.ts"],
    ["lib/inference/em.ts", "../prob/mod.ts"],
    ["lib/inference/tensor/elbo.ts", "../mod.ts"],
    ["lib/inference/tensor/elbo.ts", "../../prob/tensor/mod.ts"],
    ["lib/inference/tensor/elbo.ts", "../../nn/mod.ts"],
    ["lib/notebook/plot.ts", "../viz/mod.ts"],
    ["lib/notebook/table.ts", "../math/mod.ts"],
    ["lib/control/mdp.ts", "../envs/mod.ts"],
    ["lib/envs/pendulum.ts", "../math/mod.ts"],
    ["lib/viz/grammar/figure.ts", "../../math/mod.ts"],
    ["lib/nn/backend.ts", "@tensorflow/tfjs-core"],
    ["data/mod.ts", "lib/math"],
    ["data/mod.ts", "../lib/math/mod.ts"],
    ["lib/math/linear.ts", "ml-matrix"],
    ["tests/nn/ops.test.ts", "@tensorflow/tfjs-core"],
  ];
  for (const [from, specifier] of fine) assertEquals(importComplaint(from, specifier), undefined);
});

Deno.test("layers: an import may not point up, sideways, past a mod.ts or out of the house", () => {
  const wrong: readonly (readonly [string, string, RegExp])[] = [
    ["lib/math/grid.ts", "../prob/mod.ts", /not lower/],
    ["lib/prob/gaussian.ts", "../inference/mod.ts", /not lower/],
    ["lib/prob/gaussian.ts", "../math/keys.ts", /mod\.ts/],
    ["lib/prob/gaussian.ts", "../nn/mod.ts", /never loads tensors/],
    ["lib/prob/gaussian.ts", "./tensor/mod.ts", /never loads tensors/],
    ["lib/inference/em.ts", "../prob/tensor/mod.ts", /never loads tensors/],
    ["lib/prob/tensor/normal.ts", "../../inference/tensor/mod.ts", /not lower/],
    ["lib/prob/tensor/normal.ts", "../gaussian.ts", /mod\.ts/],
    ["lib/viz/grammar/figure.ts", "../../prob/mod.ts", /may import math/],
    ["lib/notebook/show.ts", "../prob/mod.ts", /may import math, viz/],
    ["lib/envs/pendulum.ts", "../control/mod.ts", /may import math/],
    ["data/mod.ts", "lib/prob", /may import math/],
    ["lib/prob/gaussian.ts", "lib/math", /relative paths/],
    ["lib/prob/gaussian.ts", "../../tools/check.ts", /outside/],
    ["lib/prob/tensor/normal.ts", "@tensorflow/tfjs-core", /only lib\/nn/],
  ];
  for (const [from, specifier, what] of wrong) {
    assertMatch(importComplaint(from, specifier) ?? "nothing", what, `${from} ${specifier}`);
  }
});

Deno.test("layers: imports, exports and dynamic imports are read", () => {
  for (
    const source of [
      'import { a } from "../prob/mod.ts";',
      'import type { A } from "../prob/mod.ts";',
      'export { a } from "../prob/mod.ts";',
      'export * from "../prob/mod.ts";',
      'const a = await import("../prob/mod.ts");',
    ]
  ) assertEquals(lint("lib/math/x.ts", source), ["house/layers"], source);
  assertEquals(lint("lib/math/x.ts", '// import { a } from "../prob/mod.ts";'), []);
});

Deno.test("seeded: chance and clocks without a seed", () => {
  for (const source of ["Math.random();", "Date.now();", "tf.randomNormal([1]);"]) {
    assertEquals(lint("lib/prob/x.ts", source), ["house/seeded"], source);
    assertEquals(lint("x/02-elbo.cells.ts", source), ["house/seeded"], source);
    assertEquals(lint("tests/x.ts", source), []);
  }
  assertEquals(lint("lib/prob/x.ts", '"Math.random()"; Math.max(1, 2);'), []);
});

Deno.test("portable: nothing of Deno's own outside lib/notebook", () => {
  for (const source of ['Deno.readTextFile("x");', 'import { a } from "node:fs";']) {
    assertEquals(lint("lib/math/x.ts", source), ["house/portable"], source);
    assertEquals(lint("data/mod.ts", source), ["house/portable"], source);
    assertEquals(lint("lib/notebook/x.ts", source), [], source);
    assertEquals(lint("tools/x.ts", source), [], source);
  }
});

Deno.test("cells: what a notebook may import", () => {
  const cell = (source: string) => lint("x/02-elbo.cells.ts", source);
  assertEquals(cell('import { elbo } from "lib/inference";'), []);
  assertEquals(cell("import.meta.url;"), ["house/cells"]);
  for (const specifier of ["@tensorflow/tfjs-core", "../lib/math/mod.ts", "node:fs"]) {
    assertEquals(cell(`import { a } from "${specifier}";`), ["house/cells"], specifier);
  }
});
