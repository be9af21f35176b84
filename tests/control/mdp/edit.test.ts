import { assertEquals, assertThrows } from "@std/assert";
import {
  absorbDiscount,
  mdp,
  type RewardChange,
  withInitial,
  withPrior,
  withRewards,
  withSteps,
} from "lib/control";
import { ShapeError } from "lib/math";
import { randomWorld } from "../worlds.ts";

const WORLD = randomWorld(91);
const { steps: _, ...ENDLESS } = WORLD;
const MADE = mdp(WORLD);

Deno.test("withPrior, withSteps, withInitial: as if built so; the original stays", () => {
  const before = structuredClone(MADE);
  const prior = [[1, 0], [0.25, 0.75], [0.5, 0.5]], initial = [0, 0.5, 0.5];
  assertEquals(withPrior(MADE, prior), mdp({ ...WORLD, prior }));
  assertEquals(
    withPrior(MADE, prior.map((row) => Float64Array.from(row))),
    mdp({ ...WORLD, prior }),
  );
  assertEquals(withInitial(MADE, initial), mdp({ ...WORLD, initial }));
  assertEquals(withSteps(MADE, 7), mdp({ ...WORLD, steps: 7 }));
  assertEquals(withSteps(mdp({ ...ENDLESS, discount: 0.9 }), 7), mdp({ ...WORLD, steps: 7 }));
  assertEquals(MADE, before);
});

Deno.test("withRewards: every outcome and the averages, as if built so", () => {
  const before = structuredClone(MADE);
  const changed = withRewards(MADE, (s, a, next, r) => next === 2 ? -Infinity : r * 2 + s - 10 * a);
  const reward = WORLD.reward.map((rows, s) =>
    rows.map((row, a) => row.map((r, next) => next === 2 ? -Infinity : r * 2 + s - 10 * a))
  );
  assertEquals(changed, mdp({ ...WORLD, reward }));
  assertEquals(withRewards(MADE, (_s, _a, _next, r) => r), MADE);
  assertEquals(MADE, before);
});

Deno.test("withPrior, withSteps, withInitial, withRewards: refuse what mdp would", () => {
  const refuses = (run: () => void, message: string, type: ErrorConstructor = RangeError) =>
    assertThrows(run, type, message);
  const short = () => withPrior(MADE, [[1, 0]]);
  assertThrows(short, ShapeError, "Cannot change the prior: prior is [1], expected [3]");
  refuses(() => withPrior(MADE, [[1, 0], [1, 1], [1, 0]]), "the sum of prior[1] is 2");
  refuses(() => withPrior(MADE, undefined as never), "prior is undefined", TypeError);
  refuses(() => withInitial(MADE, [1, 0]), "Cannot change the initial state: initial is [2]");
  refuses(() => withInitial(MADE, [1, 1, -1]), "initial[2] is -1");
  refuses(() => withInitial(MADE, undefined as never), "initial is undefined", TypeError);
  refuses(() => withSteps(MADE, 0), "Cannot change the steps: steps is 0");
  refuses(() => withSteps(MADE, 1e12), "expected a whole number in [1, 1000000]");
  const all = (reward: unknown): RewardChange => () => reward as number;
  const at = "Cannot change rewards: the reward of (state 0, action 0) to 0 is";
  refuses(() => withRewards(MADE, all(NaN)), `${at} NaN, expected a finite number, or −∞`);
  refuses(() => withRewards(MADE, all(Infinity)), `${at} Infinity`);
  refuses(() => withRewards(MADE, all("1")), `${at} "1"`, TypeError);
  refuses(() => withRewards(MADE, all(1e308)), "the largest |reward| is 1e+308, expected at most");
  refuses(() => withRewards(MADE, 3 as never), "change is 3, expected a function", TypeError);
  const cut = { ...MADE, prior: MADE.prior.slice(1) };
  refuses(() => withSteps(cut, 2), "Cannot change the steps: mdp.prior is [5], expected [6]");
  const plain = { ...MADE, initial: [1, 0, 0] } as never;
  refuses(() => withSteps(plain, 2), "mdp.initial is [1,0,0], expected a Float64Array", TypeError);
  refuses(() => withSteps(WORLD as never, 2), "mdp.states is", TypeError);
  const mortal = () => absorbDiscount(mdp({ ...ENDLESS, discount: 0.9 }), 1e12);
  refuses(mortal, "Cannot absorb the discount: steps is 1000000");
});
