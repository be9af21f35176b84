import { assert, assertThrows } from "@std/assert";
import {
  controlBound,
  expectedReturn,
  hardBackward,
  type Mdp,
  mdp,
  policyEvaluation,
  softBackup,
  softBackwardEvaluation,
  softPolicyEvaluation,
  softPolicyIteration,
  softValueIteration,
  valueIteration,
  variationalBackward,
} from "lib/control";

type Length = { readonly steps: number } | { readonly discount: number };

/** One state in which one action pays what is said, the other nothing. */
function huge(reward: number, length: Length): Mdp {
  const tables = { states: 1, actions: 2, transition: [[[1], [1]]], reward: [[reward, 0]] };
  return mdp({ ...tables, ...length } as Parameters<typeof mdp>[0]);
}

const EVEN = Float64Array.of(0.5, 0.5);
const ENDLESS: Record<string, (problem: Mdp, options?: object) => object> = {
  softValueIteration,
  valueIteration,
  softPolicyIteration,
  softBackup: (problem, options) => softBackup(problem, [0], options),
  policyEvaluation: (problem) => policyEvaluation(problem, EVEN),
  softPolicyEvaluation: (problem, options) => softPolicyEvaluation(problem, EVEN, options),
};
const FINITE: Record<string, (problem: Mdp, options?: object) => unknown> = {
  variationalBackward,
  hardBackward: (problem) => hardBackward(problem),
  softBackwardEvaluation: (problem, options) =>
    softBackwardEvaluation(problem, [EVEN, EVEN, EVEN], options),
  expectedReturn: (problem) => expectedReturn(problem, [EVEN, EVEN, EVEN]),
  controlBound: (problem) => controlBound(problem, [EVEN, EVEN, EVEN], { temperature: 1e300 }),
};

Deno.test("requireReturns: rewards whose returns overflow are refused, of either sign", () => {
  for (const reward of [1e308, -1e308, -1.7e308]) {
    for (const [name, run] of Object.entries(ENDLESS)) {
      const message = `: the largest |reward| is ${Math.abs(reward)}, expected at most`;
      const error = assertThrows(() => run(huge(reward, { discount: 0.9 })), RangeError, message);
      assert(error.message.startsWith(`Cannot run ${name}`), name);
    }
    for (const [name, run] of Object.entries(FINITE)) {
      const message = `${name}: the largest |reward| is ${Math.abs(reward)}, expected at most`;
      assertThrows(() => run(huge(reward, { steps: 3 })), RangeError, message);
    }
  }
});

Deno.test("requireReturns: what it lets through is finite", () => {
  const numbers = (found: unknown): number[] =>
    typeof found === "number"
      ? [found]
      : Object.values(found as object).flatMap((part) => numbers(part));
  const tolerance = 1e300;
  for (const reward of [4e306, -4e306]) {
    for (const bonus of ["prior", "entropy"]) {
      for (const [name, run] of Object.entries(ENDLESS)) {
        const options = name.startsWith("soft") && name !== "softBackup"
          ? { bonus, tolerance }
          : {};
        if (name === "policyEvaluation" || name === "valueIteration") continue; // below
        const found = numbers(run(huge(reward, { discount: 0.9 }), options));
        assert(found.every(Number.isFinite), name);
      }
      for (const [name, run] of Object.entries(FINITE)) {
        const options = name === "controlBound" ? undefined : { bonus };
        assert(numbers(run(huge(reward, { steps: 3 }), options)).every(Number.isFinite), name);
      }
    }
    const endless = huge(reward, { discount: 0.9 });
    for (
      const found of [
        valueIteration(endless, { tolerance }),
        policyEvaluation(endless, EVEN, { tolerance }),
      ]
    ) assert(numbers(found).every(Number.isFinite));
  }
});

Deno.test("requireReturns: a temperature whose entropy overflows is refused, too", () => {
  const options = { bonus: "entropy", temperature: 1e308 };
  for (const [name, run] of Object.entries(ENDLESS)) {
    if (name === "policyEvaluation" || name === "valueIteration") continue; // not soft
    const message = `Cannot run ${name}: temperature is 1e+308, expected at most`;
    assertThrows(() => run(huge(-1, { discount: 0.9 }), options), RangeError, message);
  }
  for (const name of ["variationalBackward", "softBackwardEvaluation"]) {
    for (const bonus of ["entropy", "prior"]) {
      const run = () => FINITE[name]!(huge(-1, { steps: 3 }), { ...options, bonus });
      assertThrows(run, RangeError, "temperature is 1e+308, expected at most");
    }
  }
});

Deno.test("softBackup: values that it would carry too far are refused", () => {
  const world = huge(-1, { discount: 0.9 });
  const message = "Cannot run softBackup: the largest |value| is 1e+308, expected at most";
  assertThrows(() => softBackup(world, [-1e308]), RangeError, message);
  assertThrows(() => softBackup(world, [1e308]), RangeError, message);
  assert(softBackup(world, [-Infinity]).values[0] === -Infinity); // that is no large number
});
