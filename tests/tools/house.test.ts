// The plan of the house: rooms inside floors, and every chapter in its places. Each with what it lets
// through and what it stops.
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { type Chapter, chapterOf, chapters, partOf, parts } from "../../notebooks/catalogue.ts";
import { chapterFindings, chapterTable, type Surroundings } from "../../tools/gate/chapters.ts";
import { importComplaint } from "../../tools/gate/layers.ts";
import { crowdFindings, roomComplaint, ROOMS } from "../../tools/gate/rooms.ts";
import { asSaved, code, notebookOf, said } from "./support.ts";

Deno.test("rooms: arrows run one way, and the door is nobody's to import", () => {
  const fine = [
    ["lib/nn/ops/dense.ts", "lib/nn/runtime/heap.ts"],
    ["lib/nn/ops/dense.ts", "lib/nn/ops/matmul.ts"],
    ["lib/nn/ops/convolution/kernels.ts", "lib/nn/ops/dense.ts"],
    ["lib/nn/backend.ts", "lib/nn/checkpoint/frame.ts"],
    ["lib/control/posterior/bound.ts", "lib/control/mdp/model.ts"],
    ["lib/prob/tensor/mixture.ts", "lib/prob/tensor/noise.ts"],
    ["lib/math/grid.ts", "lib/math/keys.ts"],
  ] as const;
  for (const [from, to] of fine) assertEquals(roomComplaint(from, to), undefined, `${from} ${to}`);
  const wrong = [
    ["lib/nn/runtime/heap.ts", "lib/nn/ops/dense.ts", /rooms before it, and ops is not/],
    ["lib/nn/ops/dense.ts", "lib/nn/ops/convolution/kernels.ts", /ops\/convolution is not/],
    ["lib/agents/sac/losses.ts", "lib/agents/ddpg/ddpg_agent.ts", /ddpg is not/],
    ["lib/nn/ops/dense.ts", "lib/nn/mod.ts", /rooms do not import lib\/nn\/mod/],
    ["lib/control/cellar/x.ts", "lib/control/mdp/mdp.ts", /cellar is no room/],
    ["lib/control/mdp/mdp.ts", "lib/control/cellar/x.ts", /cellar is no room/],
  ] as const;
  for (const [from, to, words] of wrong) assertMatch(roomComplaint(from, to) ?? "nothing", words);
  // the lint rule asks the same
  assertMatch(
    importComplaint("lib/nn/runtime/heap.ts", "../ops/dense.ts") ?? "",
    /rooms before it/,
  );
  assertEquals(importComplaint("lib/nn/ops/dense.ts", "../runtime/heap.ts"), undefined);
});

Deno.test("rooms: a room that nobody planned, and one that is full", () => {
  const many = Array.from({ length: 13 }, (_, i) => `lib/viz/grammar/file${i}.ts`);
  assertEquals(crowdFindings(many), ["lib/viz/grammar holds 13 files, expected at most 12"]);
  assertEquals(crowdFindings(many.slice(1)), []);
  const strange = crowdFindings(["lib/nn/attic/x.ts", "lib/nn/assembly/x.ts", "lib/math/x.ts"]);
  assertEquals(strange, ["lib/nn/attic is no room of tools/gate/rooms.ts"]);
});

Deno.test("rooms: the plan is of floors and folders that are there", async () => {
  for (const [floor, rooms] of Object.entries(ROOMS)) {
    for (const room of rooms) {
      const { isDirectory } = await Deno.stat(
        new URL(`../../lib/${floor}/${room}`, import.meta.url),
      );
      assertEquals(isDirectory, true);
    }
  }
});

Deno.test("chapters' modules: lib by its doors, their own folder, and nothing else", () => {
  const from = "notebooks/02-elbo/figures.ts";
  for (const specifier of ["lib/viz", "data", "vega", "./figures/bounds.ts"]) {
    assertEquals(importComplaint(from, specifier), undefined, specifier);
  }
  const wrong = [
    ["../03-em/figures.ts", /outside its folder/],
    ["../../lib/viz/mod.ts", /outside its folder/],
    ["chapters/03-em/figures.ts", /not chapters/],
    ["node:fs", /not node:fs/],
    ["@tensorflow/tfjs", /only lib\/nn/],
  ] as const;
  for (const [specifier, words] of wrong) {
    assertMatch(importComplaint(from, specifier) ?? "nothing", words);
  }
});

const LIST: readonly Chapter[] = [
  chapters[0]!,
  { ...chapters[1]!, status: "written" },
].map((each, i) => ({ ...each, status: i === 1 ? "written" : "planned" }));

/** Chapter 02 with one exercise that is asked twice, as it should be. */
function written(...calls: readonly string[]) {
  const cells = calls.map((call) => code(`await exercise02_1.check(${call});`));
  return asSaved(notebookOf(cells), "02-elbo");
}

const house: Surroundings = {
  modules: [
    { path: "notebooks/02-elbo/figures.ts", text: "" },
    { path: "notebooks/02-elbo/exercises.ts", text: "export const exercise02_1 = exercise({});\n" },
  ],
  tests: [
    { path: "tests/notebooks/02-elbo/exercises.test.ts", text: 'await testExercises("02", all);' },
  ],
  readme: `before\n${chapterTable(LIST)}\nafter`,
};

/** What the gate says of the house with a part in place of another. */
function findings(
  part: Partial<Surroundings>,
  notebook = written("gap", "gapSolution"),
  list = LIST,
) {
  return said(chapterFindings([notebook], { ...house, ...part }, list));
}

Deno.test("chapters: a house in order passes", () => {
  assertEquals(findings({}), "");
});

Deno.test("chapters: a notebook without an entry, an entry without its notebook, and the wrong status", () => {
  const planned = LIST.map((each) => ({ ...each, status: "planned" as const }));
  assertStringIncludes(
    findings({}, undefined, planned),
    "02-elbo is planned, but its notebook is there",
  );
  const both = LIST.map((each) => ({ ...each, status: "written" as const }));
  const text = findings({}, undefined, both);
  assertStringIncludes(text, "01-latent-variables is written, but there is no such notebook");
  const stranger = asSaved(notebookOf([]), "09-stranger");
  assertStringIncludes(findings({}, stranger), "09-stranger.ipynb: it has no entry");
});

Deno.test("chapters: folders of no chapter, of modules or of tests", () => {
  for (const path of ["notebooks/02-elba/x.ts", "tests/notebooks/02-elba/x.test.ts"]) {
    const part = path.startsWith("tests")
      ? { tests: [...house.tests, { path, text: "" }] }
      : { modules: [...house.modules, { path, text: "" }] };
    assertStringIncludes(findings(part), "02-elba: a chapter's folder without its notebook");
  }
});

Deno.test("chapters: an exercise without tests, stub, solution or checker", () => {
  const tests = [{ path: "tests/notebooks/02-elbo/exercises.test.ts", text: "// testExercises(" }];
  assertStringIncludes(findings({ tests }), "exercises without tests: call testExercises there");
  assertStringIncludes(findings({ tests: [] }), "exercises without tests");
  assertStringIncludes(findings({}, written("gap")), "exercise02_1 has no solution that it checks");
  assertStringIncludes(findings({}, written("gapSolution")), "exercise02_1 is asked by no stub");
  const modules = house.modules.slice(0, 1);
  assertStringIncludes(
    findings({ modules }),
    "exercise02_1 is in no notebooks/02-elbo/exercises.ts",
  );
});

Deno.test("chapters: numbers out of order, an area twice, a README of other words", () => {
  const turned = LIST.toReversed();
  assertStringIncludes(
    findings({}, undefined, turned),
    "02-elbo stands in place 1 with the number 02",
  );
  const twins = LIST.map((each) => ({ ...each, area: "ELBO" }));
  assertStringIncludes(
    findings({}, undefined, twins),
    "02-elbo has the area ELBO of another chapter",
  );
  assertStringIncludes(findings({ readme: "" }), "its table of chapters is not the catalogue's");
});

Deno.test("catalogue: 23 chapters in four parts; found by number and by slug", () => {
  const counts = parts.map(({ number }) => chapters.filter(({ part }) => part === number).length);
  assertEquals(counts, [8, 4, 7, 4]);
  assertEquals(chapterOf("02"), chapterOf("02-elbo"));
  assertEquals(partOf(chapterOf("16")!).numeral, "III");
  assertEquals(chapterOf("24"), undefined);
});
