/** Chapter 14: messages held against counting every trajectory, without lib. */
import { assertGreater, assertLess } from "@std/assert";
import { assertClose, pin, sum } from "../../support/mod.ts";
import { eight, given } from "../13-behaviour-as-inference/oracle.ts";
import {
  A,
  all,
  betaOf,
  costOf,
  east,
  enumerate,
  evidence,
  goal,
  habits,
  type List,
  lit,
  marginal,
  moves,
  mud,
  past,
  policyAt,
  row,
  S,
  start,
  T,
  unlitGoal,
} from "./oracle.ts";

const counted = "counted over all trajectories by the test";

/** log β_1(start) after many steps: the recursion in plain numbers, rescaled at every step. */
function scaledLogEvidence(steps: number, shift: number): number {
  let [beta, log]: [List, number] = [Array<number>(S).fill(1), 0];
  for (let t = 0; t < steps; t++) {
    const next = beta.map((_, s) =>
      Math.exp(costOf(s) + shift) *
      sum(Array.from({ length: A }, (_, a) => 0.25 * sum(row(s, a).map((p, n) => p * beta[n]!))))
    );
    const top = Math.max(...next);
    log += Math.log(top);
    beta = next.map((each) => each / top);
  }
  return log + Math.log(beta[start]!);
}

/** Messages in plain numbers on the open field: 9 × 9, dry, α = ¼, 20 steps. */
function openField() {
  const [size, steps, alpha] = [9, 20, 0.25];
  const end = 8; // row 0, column 8
  const to = (s: number, a: number) => {
    const [dr, dc] = moves[a]!;
    const [r, c] = [Math.floor(s / size) + dr, (s % size) + dc];
    return s === end || r < 0 || r >= size || c < 0 || c >= size ? s : size * r + c;
  };
  const light = (s: number) => (s === end ? 1 : Math.exp(-1 / alpha));
  const cells = Array.from({ length: size * size }, (_, s) => s);
  const beta = [cells.map(() => 1)];
  for (let t = 0; t < steps; t++) {
    const last = beta[0]!;
    beta.unshift(cells.map((s) => light(s) * sum(moves.map((_, a) => 0.25 * last[to(s, a)]!))));
  }
  const alphas: number[][] = [cells.map((s) => (s === 72 ? 1 : 0))];
  for (let t = 0; t < steps; t++) {
    const next = cells.map(() => 0);
    for (const s of cells) {
      moves.forEach((_, a) => next[to(s, a)]! += alphas[t]![s]! * 0.25 * light(s));
    }
    alphas.push(next);
  }
  return alphas.map((forward, t) => {
    const product = forward.map((each, s) => each * beta[t]![s]!);
    const p = product.map((each) => each / sum(product));
    const square = sum(p.map((each, s) => each * (Math.floor(s / size) + s % size - 8) ** 2 / 2));
    const farOff = (each: number, s: number) => Math.floor(s / size) + 8 - s % size > 9 ? each : 0;
    const beyond = sum(p.map(farOff)); // more than nine steps from the goal
    return { width: Math.sqrt(square), beyond, home: p[end]!, past: forward[end]! / sum(forward) };
  });
}
const field = openField();

Deno.test("chapter 14: the cloud is narrow, wide, narrow", () => {
  const peak = Math.max(...field.map(({ width }) => width));
  assertLess(field[0]!.width, 1e-12);
  assertGreater(field[8]!.width, 0.95 * peak);
  assertLess(field[16]!.width, peak / 4);
});

/** Expected steps beside the block's middle, above and below it: shortest ways and all others. */
function aroundTheBlock(text: readonly string[], alpha: number) {
  const [columns, steps] = [11, 22];
  const at = (r: number, c: number) => text[r]?.[c] ?? "#";
  const cells = text.flatMap((line, r) => [...line].map((_, c) => [r, c] as const));
  const to = ([r, c]: readonly [number, number], a: number) => {
    const [dr, dc] = moves[a]!;
    return at(r, c) === "G" || at(r + dr, c + dc) === "#"
      ? r * columns + c
      : (r + dr) * columns + c + dc;
  };
  const light = ([r, c]: readonly [number, number]) =>
    Math.exp(({ G: 0, "~": -1.5 }[at(r, c)] ?? -1) / alpha);
  const beta = [cells.map(() => 1)];
  for (let t = 0; t < steps; t++) {
    const last = beta[0]!;
    beta.unshift(
      cells.map((cell) => light(cell) * sum(moves.map((_, a) => last[to(cell, a)]! / 4))),
    );
  }
  let forward: number[] = cells.map(([r, c]) => (at(r, c) === "S" ? 1 : 0));
  const visits = cells.map(() => 0);
  for (let t = 0; t < steps; t++) {
    const product = forward.map((each, s) => each * beta[t]![s]!);
    const total = sum(product);
    product.forEach((each, s) => visits[s]! += each / total);
    const next = cells.map(() => 0);
    cells.forEach((cell, s) =>
      moves.forEach((_, a) => next[to(cell, a)]! += forward[s]! * light(cell) / 4)
    );
    forward = next;
  }
  return { above: visits[2 * columns + 5]!, below: visits[6 * columns + 5]! };
}
const free = "...........";
const block = ["....###....", "S...###...G", "....###...."];
const around = aroundTheBlock([free, free, free, ...block, ".....~.....", free], 0.25);

Deno.test("chapter 14: what exercise 14.6 says of a corridor below the block", () => {
  const corridor = [free, free, free, ...block, free];
  const said = [[0.25, 0.494, 0.513], [0.5, 0.422, 0.55], [0.1, 0.5, 0.5]] as const;
  for (const [alpha, above, below] of said) {
    const spent = aroundTheBlock(corridor, alpha);
    assertClose([spent.above, spent.below], [above, below], { atol: 5e-4 }); // three decimals
  }
  const even = aroundTheBlock([free, free, free, ...block, free, free, free], 0.25);
  assertClose(even.above, even.below, { atol: 1e-12 });
});
/** The 256 lists of four actions on the little map without slips: where each leads, and its lights. */
const dry = Array.from({ length: A ** T }, (_, code) => {
  const actions = Array.from({ length: T }, (_, t) => Math.floor(code / A ** t) % A);
  const states = actions.reduce((path, a) => {
    const s = path.at(-1)!;
    const ahead = row(s, a); // its largest entry is where the action points
    return [...path, ahead.indexOf(Math.max(...ahead))];
  }, [start]);
  return { actions, states, light: Math.exp(sum(states.slice(0, T).map(costOf))) };
});
const litDry = sum(dry.map(({ light }) => light));
const ofDry = (wanted: (walk: typeof dry[number]) => boolean) =>
  sum(dry.filter(wanted).map(({ light }) => light)) / litDry;

Deno.test("chapter 14: which way one goes does not ask for the slip, what one does does", () => {
  for (let t = 1; t <= T + 1; t++) {
    const here = Array.from({ length: S }, (_, s) => ofDry(({ states }) => states[t - 1] === s));
    assertClose(here, marginal(t), { atol: 1e-13 });
  }
  assertGreater(ofDry(({ actions }) => actions[0] === east) - policyAt(1, start)[east]!, 0.01);
});

Deno.test("chapter 14: what exercise 14.6 says of two free ways and of the cold corridor", () => {
  const wide = aroundTheBlock([free, free, free, ...block, free, free, free], 0.25);
  assertClose([wide.above, wide.below], [0.502, 0.502], { atol: 5e-4 }); // three decimals are said
  const { above, below } = aroundTheBlock([free, free, free, ...block, free], 0.1);
  assertLess(Math.abs(below - above), 1e-4);
});
const numbers = "messages in plain numbers by the test, on its own reading of the map";

pin("14", "trajectories", all.length, { atol: 0 }, counted);
pin("14", "beta-start-east", betaOf(start, east, T), { rtol: 1e-12 }, counted);
pin("14", "log-evidence", Math.log(evidence), { atol: 1e-12 }, counted);
pin("14", "v-start", Math.log(lit(enumerate(T, start))), { atol: 1e-12 }, counted);
pin("14", "policy-start-east", policyAt(1, start)[east]!, { atol: 1e-12 }, counted);
pin(
  "14",
  "policy-start-east-lazy",
  policyAt(1, start, enumerate(T, start, habits))[east]!,
  { atol: 1e-12 },
  counted,
);
pin("14", "alpha-goal-at-end", past(T + 1)[goal]!, { atol: 1e-12 }, counted);
pin("14", "mud-at-step-3", marginal(3)[mud]!, { atol: 1e-12 }, counted);
const listed = "counted over the 256 lists of actions on a dry floor";
pin("14", "log-evidence-dry", Math.log(litDry / A ** T), { atol: 1e-12 }, listed);
pin("14", "mud-dry", ofDry(({ states }) => states[2] === mud), { atol: 1e-13 }, listed);
pin("14", "east-dry", ofDry(({ actions }) => actions[0] === east), { atol: 1e-13 }, listed);
const shares =
  "two lucky firsts of 0.9, two of 0.1: 0.1 of 2 (the rest weighs e^(−1/0.03) and less)";
pin("14", "north-when-cold", 1 / 20, { atol: 1e-10 }, shares);
const wished = given(eight);
pin(
  "14",
  "desk-spread-halfway",
  Math.sqrt(sum(wished.map((p, i) => p * eight[i]!.offsets[4]! ** 2))),
  { atol: 1e-11 },
  "counted over the 6561 behaviours of chapter 13's desk",
);
pin(
  "14",
  "alpha-goal-first",
  12870 / 4 ** 16,
  { rtol: 1e-11 },
  "the shortest ways, 16 choose 8, each of probability 4⁻¹⁶; all lights so far were alike",
);
pin("14", "alpha-goal-last", field[20]!.past, { atol: 1e-11 }, numbers);
pin(
  "14",
  "log-evidence-10000-free",
  scaledLogEvidence(10_000, 0),
  { rtol: 1e-12 },
  "the recursion of the test, rescaled at every step",
);
pin(
  "14",
  "log-evidence-10000",
  scaledLogEvidence(10_000, -1),
  { rtol: 1e-12 },
  "the recursion of the test, rescaled at every step",
);
pin("14", "width-after-8-steps", field[8]!.width, { atol: 1e-11 }, numbers);
pin("14", "width-after-16-steps", field[16]!.width, { atol: 1e-11 }, numbers);
pin("14", "arrives", field[20]!.home, { atol: 1e-11 }, numbers);
pin("14", "too-far-at-twelve", field[11]!.beyond, { atol: 1e-12 }, numbers);
pin("14", "steps-above-the-block", around.above, { atol: 1e-11 }, numbers);
pin("14", "steps-below-the-block", around.below, { atol: 1e-11 }, numbers);
pin("14", "policy-sum-as-printed", 2, { atol: 1e-15 }, "two actions, each of ratio 1");
pin("14", "v-plain-minus-v-prior", Math.LN2, { atol: 1e-15 }, "log of the number of actions");
pin(
  "14",
  "policy-sum-old-v",
  sum([1, 0].map((q) => Math.exp(2 * (q - Math.log(Math.E + 1))))),
  { atol: 1e-15 },
  "closed form; the errata print .607",
);
pin("14", "forward-without-light", unlitGoal, { atol: 1e-12 }, counted);
