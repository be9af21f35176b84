import { assertEquals, assertThrows } from "@std/assert";
import {
  lottery,
  mdp,
  posteriorMessages,
  sparseMdp,
  trajectories,
  trajectoryPosterior,
} from "lib/control";
import { ShapeError } from "lib/math";
import { assertClose } from "../../support/mod.ts";
import { allPaths, type Path } from "../enumeration.ts";
import { everyCase, randomWorld } from "../worlds.ts";

const nameOf = (path: { states: readonly number[]; actions: readonly number[] }) =>
  path.states.map((s, t) => [s, path.actions[t]]).flat().join(" ");

/** The oracle's paths that can happen, in lexicographic order. */
function possible(paths: readonly Path[]): readonly Path[] {
  const digits = (path: Path) => path.states.flatMap((s, t) => [s, path.actions[t] ?? 0]);
  return paths.filter((path) => path.probability > 0).toSorted((one, other) => {
    const [a, b] = [digits(one), digits(other)];
    const first = a.findIndex((digit, i) => digit !== b[i]);
    return first < 0 ? 0 : a[first]! - b[first]!;
  });
}

Deno.test("trajectories: are all that can happen, in order, each once", () => {
  everyCase((world, temperature) => {
    const wanted = possible(allPaths(world, temperature));
    const found = trajectories(mdp(world));
    assertEquals(found.map(nameOf), wanted.map(nameOf));
    // Up to 9 logarithms below 5, and 4 rewards.
    assertClose(
      found.map((each) => each.logPrior),
      wanted.map((path) => Math.log(path.probability)),
      {
        atol: 1e-14,
      },
    );
    assertClose(found.map((each) => each.return), wanted.map((path) => path.return), {
      atol: 1e-14,
    });
  });
});

Deno.test("trajectoryPosterior: is weight over evidence, and agrees with the messages", () => {
  everyCase((world, temperature) => {
    const wanted = possible(allPaths(world, temperature));
    const sum = wanted.reduce((all, path) => all + path.weight, 0);
    const { probability, logEvidence } = trajectoryPosterior(trajectories(mdp(world)), {
      temperature,
    });
    assertClose(probability, wanted.map((path) => path.weight / sum), { atol: 1e-13 });
    assertClose(logEvidence, Math.log(sum), { atol: 1e-12 });
    const messages = posteriorMessages(mdp(world), { temperature });
    assertClose(logEvidence, messages.logEvidence, { atol: 1e-12 });
  });
});

Deno.test("trajectoryPosterior: in a deterministic world with a flat prior, exp(return/α)", () => {
  const cycle = mdp({
    states: 3,
    actions: 2,
    transition: [[[0, 1, 0], [0, 0, 1]], [[0, 0, 1], [1, 0, 0]], [[1, 0, 0], [0, 1, 0]]],
    reward: [[0, -1], [-2, 0.5], [-0.3, -4]],
    steps: 4,
  });
  const list = trajectories(cycle);
  assertEquals(list.length, 16);
  const { probability } = trajectoryPosterior(list, { temperature: 0.5 });
  const weights = list.map((each) => Math.exp(each.return / 0.5));
  const sum = weights.reduce((a, b) => a + b);
  assertClose(probability, weights.map((w) => w / sum), { rtol: 1e-14 });
});

Deno.test("trajectoryPosterior: stakes of the lottery do not overflow", () => {
  const list = trajectories(lottery({ chance: 0.01, prize: 10_000, loss: 1000 }));
  const { probability, logEvidence } = trajectoryPosterior(list);
  assertEquals(probability, [0, 1, 0]);
  assertClose(logEvidence, 10_000 + Math.log(0.005), { atol: 4e-12 }); // two ulps of 10,000
});

Deno.test("trajectories: a successor listed twice makes two", () => {
  const twice = sparseMdp({
    states: 1,
    actions: 1,
    outcomes: () => [
      { state: 0, probability: 0.25, reward: 0 },
      { state: 0, probability: 0.75, reward: -2 },
    ],
    steps: 2,
  });
  assertEquals(trajectories(twice).map((each) => each.return), [0, -2, -2, -4]);
});

Deno.test("trajectories: refuses more than asked for, saying how many there are", () => {
  const world = mdp(randomWorld(51, 3, 2, 10));
  assertThrows(
    () => trajectories(world),
    RangeError,
    `Cannot list trajectories: their number is ${3 * 6 ** 10}, expected at most 1000000; ` +
      "messages need no list",
  );
  const small = mdp(randomWorld(51, 3, 2, 2));
  assertEquals(trajectories(small, { most: 108 }).length, 108);
  assertThrows(
    () => trajectories(small, { most: 107 }),
    RangeError,
    "is 108, expected at most 107",
  );
  const [only, both] = [[1, 0], [0.5, 0.5]];
  const narrow = mdp({
    ...randomWorld(51, 3, 2, 2),
    prior: [only, both, only],
    initial: [1, 0, 0],
  });
  assertEquals(trajectories(narrow, { most: 12 }).length, 12); // 3 + 6 + 3, by hand
  assertThrows(() => trajectories(small, { most: 0 }), RangeError, "most is 0");
  assertThrows(() => trajectories(mdp(randomWorld(51, 3, 2, 5000))), RangeError, "Infinity");
});

Deno.test("trajectories, trajectoryPosterior: refuse what overflows, by name", () => {
  const two = (reward: readonly number[], steps: number) =>
    mdp({ states: 1, actions: 2, transition: [[[1], [1]]], reward: [reward], steps });
  assertThrows(
    () => trajectories(two([1e308, -1e308], 3)),
    RangeError,
    "Cannot list trajectories: the largest |reward| is 1e+308, expected at most",
  );
  for (const reward of [[1e300, -2e300], [-1e300, -2e300]]) {
    assertThrows(
      () => trajectoryPosterior(trajectories(two(reward, 1)), { temperature: 1e-10 }),
      RangeError,
      "Cannot weigh trajectories: temperature is 1e-10, expected a number above 4.45",
    );
  }
  const cold = trajectoryPosterior(trajectories(two([-1e300, -2e300], 1)), { temperature: 1e-7 });
  assertEquals(cold.probability, [1, 0]);
  assertClose(cold.logEvidence, -1e307, { rtol: 1e-15 });
});

Deno.test("trajectoryPosterior: refuses returns that are none", () => {
  const list = trajectories(lottery({ chance: 0.5, prize: 1, loss: 1 }));
  const spoilt = list.map((each) => ({ ...each, return: Infinity }));
  assertThrows(() => trajectoryPosterior(spoilt), RangeError, "list[0].return is Infinity");
});

Deno.test("trajectories: refuses a discounted MDP", () => {
  const { steps: _steps, ...endless } = randomWorld(52);
  assertThrows(
    () => trajectories(mdp({ ...endless, discount: 0.5 })),
    RangeError,
    "Cannot list trajectories: the horizon is discounted (0.5)",
  );
});

Deno.test("trajectoryPosterior: refuses temperatures, lists and evidence that are none", () => {
  const list = trajectories(lottery({ chance: 0.5, prize: 1, loss: 1 }));
  assertThrows(
    () => trajectoryPosterior(list, { temperature: 0 }),
    RangeError,
    "Cannot weigh trajectories: temperature is 0, expected a number above 0",
  );
  assertThrows(
    () => trajectoryPosterior(list, 2 as never), // a temperature by its place
    TypeError,
    "Cannot weigh trajectories: options is 2, expected an object { temperature }",
  );
  assertThrows(
    () => trajectoryPosterior([]),
    ShapeError,
    "Cannot weigh trajectories: list is [0], expected at least one entry",
  );
  assertThrows(
    () => trajectoryPosterior(list.map((each) => ({ ...each, return: -Infinity }))),
    RangeError,
    "Cannot weigh trajectories: the evidence is 0, expected a trajectory with a return above −∞",
  );
});
