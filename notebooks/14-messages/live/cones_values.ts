/** Chapter 14, live: messages of past and future, and the way of one who was seen somewhere; by lib. */
import * as control from "lib/control";
import { mapRows } from "lib/live";
import { between, required, settings, text, whole } from "lib/math";

/** The chapter's open field. */
export interface Given {
  /** Rows of '.', one 'S' and one 'G', each on its line. */
  readonly map: string;
  readonly steps: number;
  readonly temperature: number;
}

/** When and where somebody was seen. */
export type Sighting = {
  /** Steps taken. */
  readonly steps: number;
  /** The cell's number, row by row. */
  readonly cell: number;
};

const GIVEN = settings({
  map: required(text),
  steps: required(whole(2, 40)),
  temperature: required(between(0.1, 10)),
});

/** What the notebook gave. */
export function read(given: unknown): Given {
  const facts = GIVEN.read("show the cones", given as never, "given");
  return { ...facts, map: mapRows(facts.map, ".", 11).join("\n") };
}

type Floats = ArrayLike<number>;

/** What does not depend on the sighting: messages, policy, and how wide the clouds are. */
function planOf({ map, steps, temperature }: Given) {
  const field = control.gridworld({ map, steps }), { mdp } = field;
  const messages = control.posteriorMessages(mdp, { temperature });
  const where = control.stateMarginals(messages);
  const width = widthIn(field);
  return {
    mdp,
    messages,
    where,
    policy: control.posteriorPolicy(mdp, messages),
    widths: where.map(width),
    behinds: messages.forward.map((logs) => width(logs.map(Math.exp))),
    arrives: where.at(-1)![field.cells.findIndex(({ letter }) => letter === "G")]!,
  };
}

/** Plans once made; the same field has the same messages. */
const plans = new WeakMap<Given, ReturnType<typeof planOf>>();

/** The messages at one step, and past and future of who is seen there. */
export function compute(given: Given, { steps: now, cell }: Sighting) {
  const plan = plans.get(given) ?? planOf(given);
  plans.set(given, plan);
  const { mdp, messages, policy, where, widths, behinds, arrives } = plan;
  return {
    forward: messages.forward[now]!,
    backward: messages.stateBackward[now]!,
    where: where[now]!,
    past: pastOf(mdp, messages, now, cell),
    future: futureOf(mdp, policy, now, cell),
    widths,
    behinds,
    arrives,
  };
}

/** What {@link compute} gives. */
export type Values = ReturnType<typeof compute>;

/** Standard deviation across the diagonal through the start, cells. */
function widthIn({ cells }: control.Gridworld): (p: Floats) => number {
  const { row, column } = cells.find(({ letter }) => letter === "S")!;
  const off = cells.map((cell) => cell.row + cell.column - row - column);
  return (p) => Math.sqrt(off.reduce((sum, d, s) => sum + p[s]! * d ** 2 / 2, 0));
}

/**
 * Expected visits to each cell before one who took `now` steps stands in `cell`, `[S]`; nothing
 * where nobody can. Past messages meet one that goes back from the sighting, as in (MSG-2).
 */
function pastOf(
  mdp: control.Mdp,
  { forward, temperature }: control.PosteriorMessages,
  now: number,
  cell: number,
): readonly number[] {
  const visits = mdp.states.map(() => 0);
  let sighting: Floats = mdp.states.map((_, s) => Number(s === cell));
  for (let t = now - 1; t >= 0; t--) {
    sighting = scaled(backup(mdp, sighting, temperature));
    const both = mdp.states.map((_, s) => Math.exp(forward[t]![s]!) * sighting[s]!);
    const total = both.reduce((sum, each) => sum + each, 0);
    if (total === 0) return mdp.states.map(() => 0);
    both.forEach((each, s) => visits[s]! += each / total);
  }
  return visits;
}

/** One step back: Σ_a p(a|s) Σ_s' p(s'|s,a) exp(r/α) later(s'). */
function backup(mdp: control.Mdp, later: Floats, temperature: number): readonly number[] {
  const { offsets, successor, probability, reward } = mdp.outcomes, actions = mdp.actions.length;
  return mdp.states.map((_, s) => {
    let sum = 0;
    for (let row = s * actions; row < (s + 1) * actions; row++) {
      for (let n = offsets[row]!; n < offsets[row + 1]!; n++) {
        const light = Math.exp(reward[n]! / temperature);
        sum += mdp.prior[row]! * probability[n]! * light * later[successor[n]!]!;
      }
    }
    return sum;
  });
}

/** Only ratios count; so no number becomes too small to hold. */
function scaled(values: readonly number[]): readonly number[] {
  const most = Math.max(...values);
  return most === 0 ? values : values.map((each) => each / most);
}

/** Expected visits to each cell from the sighting on, its own step left out, `[S]`. */
function futureOf(
  mdp: control.Mdp,
  policy: readonly control.Floats[],
  now: number,
  cell: number,
): readonly number[] {
  const left = policy.slice(now);
  if (left.length === 0) return mdp.states.map(() => 0);
  const there = mdp.states.map((_, s) => Number(s === cell));
  const rest = control.withSteps(control.withInitial(mdp, there), left.length);
  const places = control.occupancy(rest, left).slice(1);
  return mdp.states.map((_, s) => places.reduce((sum, p) => sum + p[s]!, 0));
}
