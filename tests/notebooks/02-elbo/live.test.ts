/** Chapter 02: its explorable computes what the chapter computes, and refuses a stranger's nonsense. */
import { assertEquals, assertThrows } from "@std/assert";
import { explorable } from "chapters/02-elbo/live/bound.ts";
import { assertClose } from "lib/notebook";
import { requireWhole, testExplorable } from "../../support/mod.ts";
import { divergence, elbo, entropy, joint, likelihood, posterior, prior } from "./oracle.ts";

const given = { prior, likelihood };
const all = Array.from({ length: 201 }, (_, i) => ({ long: i / 200 }));

testExplorable("02", explorable, given, [{ long: 0 }, { long: 1 }, { long: 0.685 }]);

Deno.test("live 02: all three columns are the oracle's, and one height, at each place of the slider", () => {
  for (const { long } of all.slice(1, -1)) {
    const values = explorable.compute(given, { long });
    const q = [1 - long, long], bound = elbo(q);
    assertClose(values.elbo, bound, { atol: 1e-14 }); // one sum, rounded in another order
    assertClose(values.kl, divergence(q, posterior), { atol: 1e-14 });
    assertClose(values.entropy, entropy(q), { atol: 1e-14 });
    assertClose(values.elbo + values.kl, Math.log(joint[0]! + joint[1]!), { atol: 1e-14 });
    assertClose(values.expectedLogJoint + values.entropy, bound, { atol: 1e-14 });
    assertClose(values.expectedLogLikelihood - values.klToPrior, bound, { atol: 1e-14 });
  }
});

Deno.test("live 02: the bars end where their numbers say", () => {
  const values = explorable.compute(given, { long: 0.2 });
  const scene = { values, choices: { long: 0.2 }, width: 800, shown: true, seconds: 0 };
  const { marks } = explorable.draw(scene, given);
  const bars = marks.filter((mark) => mark.kind === "box" && mark.width > 60);
  const [bound, gap, energy, spread, fit, stray] = bars.map((bar) =>
    bar as { y: number; height: number }
  );
  const top = gap!.y; // where log p(x) is
  assertClose(bound!.y, gap!.y + gap!.height, { atol: 1e-9 });
  assertClose(energy!.y, spread!.y + spread!.height, { atol: 1e-9 });
  assertClose(spread!.y, bound!.y, { atol: 1e-9 });
  assertClose(fit!.y, bound!.y, { atol: 1e-9 });
  const nat = gap!.height / values.kl; // pixels
  assertClose(spread!.height / nat, values.entropy, { atol: 1e-9 });
  assertClose(stray!.height / nat, values.klToPrior, { atol: 1e-9 });
  assertClose((bound!.y - top) / nat, values.kl, { atol: 1e-9 });
});

Deno.test("live 02: a finger on the hill chooses what is below it, never beyond its ends", () => {
  const began = { x: 0, y: 0, choices: { long: 0.5 } };
  const at = (x: number) =>
    explorable.touch!({ x, y: 100, width: 800, began }, { long: 0.5 }, given).long;
  assertEquals([at(-50), at(48), at(224), at(400), at(800)], [0, 0, 0.5, 1, 1]);
});

Deno.test("live 02: what a stranger gives is looked at", () => {
  const bad: readonly [unknown, string][] = [
    [undefined, "Cannot show the bound: prior is undefined"],
    [{ prior: [1, 1], likelihood }, "prior"],
    [{ prior: [1, 0], likelihood }, "prior[0] is 1"],
    [{ prior, likelihood: [0.2, 0] }, "likelihood[1] is 0"],
    [{ prior, likelihood: ["<b>", 1] }, "likelihood[0]"],
    [{ prior, likelihood, more: 1 }, "more"],
  ];
  for (const [given, words] of bad) {
    assertThrows(() => explorable.read(given), Error, words);
  }
  const least = explorable.read({ prior: [1e-12, 1 - 1e-12], likelihood: [1e-300, 1e-300] });
  const values = explorable.compute(least, { long: 0.5 });
  requireWhole(explorable.draw(
    { values, choices: { long: 0.5 }, width: 340, shown: true, seconds: 0 },
    least,
  ));
});
