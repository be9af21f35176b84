/** Chapter 15, live: one map, dreamt of, walked by the dreamer, and walked soberly; by lib. */
import * as control from "lib/control";
import { mapRows } from "lib/live";
import { between, required, settings, text, whole } from "lib/math";

/** The chapter's world. */
export interface Given {
  /** Rows of '.', '!', one 'S' and one 'G', each on its line. */
  readonly map: string;
  readonly slip: number;
  readonly temperature: number;
  /** The reward of falling. */
  readonly pit: number;
  readonly steps: number;
}

/** What the reader changes of it. */
export type World = {
  readonly map: string;
  readonly slip: number;
  readonly temperature: number;
};

const GIVEN = settings({
  map: required(text),
  slip: required(between(0, 0.5)),
  temperature: required(between(0.1, 3)),
  pit: required(between(-1000, 0)),
  steps: required(whole(1, 60)),
});

/** What the notebook gave. */
export function read(given: unknown): Given {
  const facts = GIVEN.read("show the dreams", given as never, "given");
  return { ...facts, map: mapRows(facts.map, ".!", 12).join("\n") };
}

type Floats = ArrayLike<number>;

/** A creature's time on the map, and what comes of it. */
export interface Walk {
  /** Expected steps in each cell before the end, `[S]`. */
  readonly visits: readonly number[];
  /** Where the policy leads from each cell, on average over the visits, `[S]`; rows, columns. */
  readonly heading: readonly (readonly [down: number, right: number])[];
  /** Probability to end in each cell, `[S]`. */
  readonly last: readonly number[];
  readonly falls: number;
  readonly arrives: number;
  readonly return: number;
}

const directions = [[-1, 0], [0, 1], [1, 0], [0, -1]] as const; // as gridworld's actions

/** The dream, the dreamer awake, and the sober creature; returns in the world's own units. */
export function compute({ pit, steps }: Given, { map, slip, temperature }: World) {
  const field = control.gridworld({ map, slip, pit, steps });
  const messages = control.posteriorMessages(field.mdp, { temperature });
  const dreamer = control.posteriorPolicy(field.mdp, messages);
  const sober = control.variationalBackward(field.mdp, { temperature }).policy;
  const best = control.hardBackward(field.mdp).values[0]!;
  const dream = walkOf(field, control.stateMarginals(messages), dreamer);
  const awake = (policy: typeof dreamer): Walk => ({
    ...walkOf(field, control.occupancy(field.mdp, policy), policy),
    return: control.expectedReturn(field.mdp, policy),
  });
  return {
    field,
    walks: {
      dream: { ...dream, return: hopeOf(field, dream, pit) },
      dreamer: awake(dreamer),
      sober: awake(sober),
    },
    best: field.mdp.initial.reduce((sum, p, s) => sum + p * best[s]!, 0),
  };
}

/** What {@link compute} gives. */
export type Values = ReturnType<typeof compute>;

function walkOf(
  { cells, mdp }: control.Gridworld,
  places: readonly Floats[],
  policy: readonly Floats[],
): Omit<Walk, "return"> {
  const actions = mdp.actions.length, last = Array.from(places.at(-1)!);
  const ends = (letter: string) =>
    cells.reduce((sum, cell, s) => sum + (cell.letter === letter ? last[s]! : 0), 0);
  const visits = cells.map((_, s) => places.slice(0, -1).reduce((sum, p) => sum + p[s]!, 0));
  const heading = cells.map((_, s) => {
    const along = (axis: 0 | 1) =>
      policy.reduce(
        (sum, table, t) =>
          sum + places[t]![s]! * directions.reduce((inner, move, a) =>
              inner + table[s * actions + a]! * move[axis], 0),
        0,
      );
    return visits[s]! === 0
      ? [0, 0] as const
      : [along(0) / visits[s]!, along(1) / visits[s]!] as const;
  });
  return { visits, heading, last, falls: ends("!"), arrives: ends("G") };
}

/** A step on the floor costs 1; the one into a pit costs what the pit does. */
function hopeOf({ cells }: control.Gridworld, dream: Omit<Walk, "return">, pit: number): number {
  const afoot = cells.reduce(
    (sum, { letter }, s) => sum + (letter === "." || letter === "S" ? dream.visits[s]! : 0),
    0,
  );
  return -afoot + (pit + 1) * dream.falls;
}
