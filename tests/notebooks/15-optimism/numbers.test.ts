/** Chapter 15: both inferences held against counting and dynamic programming without lib. */
import { assertGreater, assertLess } from "@std/assert";
import { assertClose, otherNormals, pin, spreadOf, sum } from "../../support/mod.ts";
import {
  alpha,
  average,
  averaged,
  backward,
  best,
  cliff,
  dreamt,
  edge,
  evidence,
  judge,
  type List,
  logMean,
  luckOf,
  mass,
  mixed,
  steps,
  walk,
  wishful,
  type World,
} from "./oracle.ts";

const counted = "counted over all trajectories by the test";
const dynamic = "dynamic programming of the test, on its own reading of the map";

const dreamer = walk(edge, backward(edge, steps, alpha, wishful).policies);
const sober = walk(edge, backward(edge, steps, alpha, average).policies);

/** The posterior's own expectation of its return: d(log p(O))/d(1/α) by central differences. */
function hoped(here: World): number {
  const logEvidence = (inverse: number) =>
    backward(here, steps, 1 / inverse, wishful).V[14]! * inverse;
  return (logEvidence(2 + 1e-4) - logEvidence(2 - 1e-4)) / 2e-4;
}

/** log p(fall | O): the evidence of falling over the whole evidence, in plain numbers. */
function dreamFalls(here: World): number {
  let beta: List = here.transition.map((_, s) => (here.letter(s) === "!" ? 1 : 0));
  let all: List = here.transition.map(() => 1);
  for (let t = 0; t < steps; t++) {
    const step = (later: List) =>
      here.transition.map((rows, s) =>
        sum(
          rows.map((row, a) =>
            0.25 *
            sum(row.map((p, n) => p === 0 ? 0 : p * Math.exp(here.r(s, n, a) / alpha) * later[n]!))
          ),
        )
      );
    [beta, all] = [step(beta), step(all)];
  }
  return beta[14]! / all[14]!;
}

Deno.test("chapter 15: the dreamer falls far more often than the sober one, at every slip", () => {
  for (const slip of [0.05, 0.1, 0.2, 0.3]) {
    const here = cliff(slip);
    const [dream, awake] = [wishful, average].map((future) =>
      walk(here, backward(here, steps, alpha, future).policies)
    );
    assertGreater(dream!.falls, 2 * awake!.falls);
    assertLess(dream!.earned, awake!.earned - 2);
  }
});

Deno.test("chapter 15: what a state's path is worth to the dream does not ask for the slip", () => {
  const valueOf = (slip: number) => backward(cliff(slip), steps, alpha, wishful).V;
  for (const slip of [0, 0.1, 0.3]) assertClose(valueOf(slip), valueOf(0.2), { atol: 1e-11 });
  const sideways = [0, 0.2].map((slip) => backward(cliff(slip), steps, alpha, average).V[14]!);
  assertGreater(sideways[0]! - sideways[1]!, 1); // the sober one does ask
});

Deno.test("chapter 15: the sober one earns more at every temperature, and falls more often when hot", () => {
  for (const temperature of [0.05, 0.5, 1, 2, 5]) {
    const [dream, awake] = [wishful, average].map((future) =>
      walk(edge, backward(edge, steps, temperature, future).policies)
    );
    assertGreater(awake!.earned, dream!.earned);
    if (temperature === 5) assertGreater(awake!.falls, dream!.falls);
    else assertLess(awake!.falls, dream!.falls);
  }
});

Deno.test("chapter 15: lives lived with another generator have the computed mean", () => {
  const normal = otherNormals(15);
  const table = backward(edge, steps, alpha, average).policies;
  const pick = (weights: List) => {
    let left = uniformFrom(normal);
    return Math.max(0, weights.findIndex((w) => (left -= w) <= 0));
  };
  const lives = Array.from({ length: 4000 }, () => {
    let [s, total] = [14, 0];
    for (let t = 0; t < steps; t++) {
      const action = pick(table[t]![s]!);
      const next = pick(edge.transition[s]![action]!);
      total += edge.r(s, next, action);
      s = next;
    }
    return total;
  });
  const { mean, standardError } = spreadOf(lives);
  assertClose(mean, sober.earned, { atol: 5 * standardError });
});

/** A uniform number from two normal ones: the angle of a random direction. */
function uniformFrom(normal: () => number): number {
  return Math.atan2(normal(), normal()) / (2 * Math.PI) + 0.5;
}
const averagedDreamer = walk(edge, backward(averaged, steps, alpha, wishful).policies);
const boldest = backward(edge, steps, 1e-9, average).policies; // so cold that it is the hard plan

Deno.test("chapter 15: averaging the reward cures the ticket, and not the edge of the pit", () => {
  assertGreater(dreamFalls(averaged), 0.99);
  assertLess(averagedDreamer.earned, dreamer.earned);
});

Deno.test("chapter 15: what exercise 15.6 says of insurance", () => {
  const trip = (alpha: number) => alpha * logMean([[0.95, 0], [0.05, -8 / alpha]]);
  const mean = -0.4, variance = 0.05 * 0.95 * 64;
  const insures = (value: number, alpha: number) => 1 / (1 + Math.exp((value + 0.3) / alpha));
  const formula = (alpha: number) => mean + variance / (2 * alpha);
  assertClose(insures(mean, 0.05), 0.88, { atol: 5e-3 }); // as many decimals as are said
  assertClose(insures(trip(0.05), 0.05), 0.003, { atol: 5e-4 });
  assertClose(trip(0.05), -0.05 * Math.log(1 / 0.95), { atol: 1e-12 });
  assertClose(-trip(0.05), 0.0026, { atol: 5e-5 });
  assertClose([insures(trip(4), 4), insures(formula(4), 4)], [0.492, 0.483], { atol: 5e-4 });
  assertClose([trip(4), formula(4)], [-0.18, -0.02], { atol: 5e-3 });
  assertClose([trip(40), formula(40)], [-0.36, -0.36], { atol: 5e-3 });
  for (const value of [mean, trip(40)]) assertGreater(insures(value, 40), 0.5);
});

const ticket = [0.5, 0.005 * Math.exp(10), 0.495 * Math.exp(-1)];
const closed = "three outcomes, in closed form";
pin("15", "posterior-buys", (ticket[1]! + ticket[2]!) / sum(ticket), { atol: 1e-14 }, closed);
pin("15", "posterior-wins", ticket[1]! / (ticket[1]! + ticket[2]!), { atol: 1e-14 }, closed);
pin("15", "posterior-awake-wins", 0.01 * (ticket[1]! + ticket[2]!) / sum(ticket), {
  atol: 1e-15,
}, closed);

/** Where the log-mean of the ticket crosses zero, by secants. */
function breakEven(): number {
  const value = (inverse: number) => logMean([[0.01, 10 * inverse], [0.99, -inverse]]);
  let [a, b] = [0.2, 0.5];
  for (let round = 0; round < 30 && a !== b; round++) {
    const slope = (value(b) - value(a)) / (b - a);
    [a, b] = [b, b - value(b) / slope];
    if (!Number.isFinite(b)) return 1 / a;
  }
  return 1 / b;
}
pin("15", "break-even-temperature", breakEven(), { rtol: 1e-10 }, "a root by secants");
pin("15", "break-even-by-variance", 0.0099 * 121 / 1.78, { rtol: 1e-14 }, closed);
pin("15", "break-even-by-luck", 5 / Math.log(10), { rtol: 1e-14 }, closed);
pin("15", "wished-start", mass((tau) => tau.states[0] === 5), { atol: 1e-12 }, counted);
pin(
  "15",
  "choice-of-best-policy",
  judge(best).gap - judge(dreamt).gap + luckOf(dreamt) - luckOf(best),
  { atol: 1e-11 },
  `${counted}: what is neither luck nor start, and the posterior's policy has none of it`,
);
pin(
  "15",
  "posterior-value-of-buying",
  10_000 + Math.log(0.01),
  { rtol: 1e-15 },
  "the other term is e⁻¹¹⁰⁰⁰ of this one; the errata print 9995.395",
);
pin("15", "expected-value-of-buying", -890, { atol: 1e-12 }, "100 − 990");
pin("15", "bound-of-some-policy", judge(mixed).bound, { atol: 1e-12 }, counted);
pin("15", "log-evidence-small", Math.log(evidence), { atol: 1e-12 }, counted);
pin("15", "bound-of-best-policy", judge(best).bound, { atol: 1e-12 }, counted);
pin("15", "luck-of-posterior-policy", luckOf(dreamt), { atol: 1e-11 }, counted);
pin("15", "luck-of-best-policy", luckOf(best), { atol: 1e-11 }, counted);
pin("15", "variational-buys", 1 / (1 + Math.exp(0.89)), { atol: 1e-14 }, "OPT-12");
pin("15", "dream-falls", dreamFalls(edge), { rtol: 1e-9 }, "the evidence of falling, by the test");
pin("15", "dreamer-falls", dreamer.falls, { atol: 1e-11 }, dynamic);
pin("15", "sober-falls", sober.falls, { atol: 1e-11 }, dynamic);
pin("15", "sober-arrives", sober.arrives, { atol: 1e-11 }, dynamic);
pin(
  "15",
  "best-return-falls",
  walk(edge, boldest).falls,
  { atol: 1e-6 },
  `${dynamic}; a temperature of 1e-9 splits ties that the hard plan breaks by order, far from the start`,
);
pin("15", "averaged-dream-falls", dreamFalls(averaged), { atol: 1e-9 }, dynamic);
pin("15", "averaged-dreamer-return", averagedDreamer.earned, { atol: 1e-9 }, dynamic);
pin("15", "log-evidence-of-the-ticket", Math.log(sum(ticket)), { atol: 1e-14 }, closed);
pin("15", "dreamer-return", dreamer.earned, { atol: 1e-10 }, dynamic);
pin("15", "sober-return", sober.earned, { atol: 1e-10 }, dynamic);
pin(
  "15",
  "dreamer-hopes-for",
  hoped(edge),
  { atol: 1e-5 },
  "the derivative of the log-evidence in 1/α, by central differences of step 1e-4",
);
const careful = cliff(0.01);
pin(
  "15",
  "dreamer-loses-at-one-percent",
  walk(careful, backward(careful, steps, alpha, average).policies).earned -
    walk(careful, backward(careful, steps, alpha, wishful).policies).earned,
  { atol: 1e-10 },
  dynamic,
);
pin(
  "15",
  "dream-at-three-in-ten",
  hoped(cliff(0.3)),
  { atol: 1e-5 },
  "the derivative of the log-evidence in 1/α, as above, on a floor of three slips in ten",
);
const fallsAt = (temperature: number, future: typeof average) =>
  walk(edge, backward(edge, steps, temperature, future).policies).falls;
pin("15", "dreamer-falls-at-two", fallsAt(2, wishful), { atol: 1e-11 }, dynamic);
pin("15", "sober-falls-at-two", fallsAt(2, average), { atol: 1e-11 }, dynamic);
pin("15", "dreamer-falls-at-five", fallsAt(5, wishful), { atol: 1e-11 }, dynamic);
pin("15", "sober-falls-at-five", fallsAt(5, average), { atol: 1e-11 }, dynamic);
pin(
  "15",
  "best-return-first-pit",
  0.1 / 0.9,
  { atol: 1e-8 },
  "a tenth at each try, a tenth of the tries tried again; 24 steps leave out less than 1e-8",
);
pin("15", "bound-as-printed", Math.LN2, { atol: 1e-15 }, "the entropy of a fair coin");
pin("15", "posterior-buys-averaged", 1 / (1 + Math.exp(0.89)), { atol: 1e-14 }, "OPT-12");
