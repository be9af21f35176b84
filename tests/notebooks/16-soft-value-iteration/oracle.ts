/** Chapter 16: what lunch, knee and cliff come to by hand; imports nothing of lib. */
import { sum } from "../../support/mod.ts";
import * as o from "./dynamic_programming.ts";

// lunch
export const taste = [1, 1.5, 0.5], custom = [0.5, 0.2, 0.3], alpha = 0.5;
const tilts = [0.5 * Math.exp(2), 0.2 * Math.exp(3), 0.3 * Math.exp(1)];
export const normalizer = sum(tilts);
export const best = tilts.map((w) => w / normalizer);
export const multiplier = alpha * Math.log(normalizer) - alpha;

// a runner's knee
export const pays = [[2, 0], [1, 0], [-2, 0]];
export const moves = [
  [[0.7, 0.3, 0], [1, 0, 0]],
  [[0, 0.5, 0.5], [0.8, 0.2, 0]],
  [[0, 0, 1], [0, 0.5, 0.5]],
];
export const prior = [[0.7, 0.3], [0.7, 0.3], [0.7, 0.3]];
export const world: o.World = { moves, pays, prior, initial: [0.6, 0.3, 0.1] };
export const gamma = 0.9;

/** Values by V = α log β, looking ahead with log E exp. */
export function posteriorValues(w: o.World, steps: number, temperature: number): number[][] {
  const values = [w.pays.map(() => 0)];
  for (let t = 0; t < steps; t++) {
    const q = w.moves.map((rows, s) =>
      rows.map((row, a) => w.pays[s]![a]! + o.soft(values[0]!, row, temperature))
    );
    values.unshift(q.map((each, s) => o.soft(each, w.prior[s]!, temperature)));
  }
  return values;
}

/** J(θ) from the initial states, exactly. */
export const climbed = (w: o.World, logits: readonly o.List[], temperature: number) =>
  o.dot(
    w.initial,
    o.worth(w, logits.map((row) => o.boltzmann(row, row.map(() => 1), 1)), gamma, temperature),
  );
export const nudged = (logits: readonly o.List[], s: number, a: number, by: number) =>
  logits.map((row, n) => row.map((x, b) => x + (n === s && a === b ? by : 0)));
export const slope = (w: o.World, policy: o.Rows, s: number, a: number, temperature: number) => {
  const logits = policy.map((row) => row.map(Math.log)), h = 1e-4;
  return (climbed(w, nudged(logits, s, a, h), temperature) -
    climbed(w, nudged(logits, s, a, -h), temperature)) / (2 * h);
};

/** Twenty steps in a dark room, α = 1: with which chance one is still inside after each. */
export function groping(onward: number): { readonly steps: number; readonly leaves: number } {
  let v = 0, inside = 1, steps = 0; // onward: log Σ w over the four ways, minus what they cost
  const stay: number[] = [];
  const weight = Math.exp(onward);
  const leave = onward === Math.log(4) - 1 ? 1 : 1 / 5;
  for (let t = 20; t >= 1; t--) {
    const going = weight * Math.exp(v);
    stay.unshift(going / (leave + going));
    v = Math.log(leave + going);
  }
  for (const p of stay) steps += inside *= p;
  return { steps, leaves: 1 - stay[0]! };
}
export const printedRoom = groping(Math.log(4) - 1), correctRoom = groping(Math.log(4 / 5) - 1);

// the map
export const text = `##########
#........#
#.######.#
#S......G#
#.!!!!!!.#
##########`;
export const cliff = o.fromMap(text, 0.05, -40),
  walled = o.fromMap(text.replace("#S.", "#S#"), 0.05, -40);
export const inside = (policy: o.Rows, steps: number) => { // still walking
  const last = o.follow(cliff, Array(steps).fill(policy)).visits.at(-1)!;
  return sum(last.map((p, s) => "!G".includes(cliff.cells[s]!.letter) ? 0 : p));
};

/** The map where a step pays α log 4 more while the walk lasts: α H in place of −α KL. */
export const paid = (temperature: number): o.Map => {
  const more = temperature * Math.log(4);
  return {
    ...cliff,
    pays: cliff.pays.map((row, s) =>
      row.map((r) => "!G".includes(cliff.cells[s]!.letter) ? r : r + more)
    ),
  };
};
