/** Figures of returns over steps. */
import { type Figure, figure, label, line, multiples, note, type Role, rule, runs } from "lib/viz";
import type { CurveInterval } from "lib/math";

/** A method in a figure of returns. */
export interface Method {
  readonly name: string;
  readonly curve: CurveInterval;
  readonly role: "bound" | "world";
}

const across = (length: number, every: number) =>
  Array.from({ length }, (_, i) => i * every / 1000);

/** What {@link poleCurves} draws. */
export interface PoleCurves {
  readonly every: number;
  readonly methods: readonly Method[];
  /** The run of the notebook. */
  readonly live: readonly number[];
}

/** Steps that the pole stays up: every run thin, each method's middle thick, soft and deep in two roles. */
export function poleCurves({ every, methods, live }: PoleCurves): Figure {
  const ends = methods.map(({ curve }) => curve.middle.at(-1)!);
  const x = across(methods[0]!.curve.middle.length, every);
  return figure({
    headline: "On the pole soft gains nothing:\nfive learners, one plateau",
    description: `Steps that the pole stays up over steps of learning, interquartile means of ${
      methods[0]!.curve.runs.length
    } runs each; after ${x.at(-1)},000 steps ${
      methods.map(({ name }, i) => `${name} ${ends[i]!.toFixed(0)}`).join(", ")
    }.`,
    x: { title: "steps in the world", unit: "thousands", domain: [0, 15], values: [0, 5, 10, 15] },
    y: {
      title: "steps that the pole stays up",
      domain: [0, 520],
      values: [0, 100, 200, 300, 400, 500],
    },
    height: 330,
    layers: [
      rule({ y: 500, label: "", role: "ink" }),
      ...methods.map(({ name, curve, role }) =>
        runs({ name: `${name}, a run`, x, runs: curve.runs, role, opacity: 0.14 })
      ),
      ...methods.toReversed().map(({ name, curve, role }) =>
        line({
          name,
          x,
          y: curve.middle,
          role,
          width: 3,
          ...(role === "world" ? { dash: "dashed" } as const : {}),
        })
      ),
      line({ name: "this run", x: across(live.length, every), y: live, role: "ink", width: 2 }),
      label({ text: "the limit", x: 0.2, y: 482, bold: false }),
      label({ text: "soft, three α", x: 14.8, y: 130, role: "bound", align: "right" }),
      label({ text: "deep, two ε (dashed)", x: 14.8, y: 90, role: "world", align: "right" }),
      label({ text: "black: this run", x: 14.8, y: 50, bold: false, align: "right" }),
      note({
        text: [
          `${Math.min(...ends).toFixed(0)} to ${Math.max(...ends).toFixed(0)}`,
          "in the middle",
        ],
        x: 13.2,
        y: 400,
        at: { x: 15, y: Math.max(...ends) },
        align: "right",
      }),
    ],
  });
}

/** A learner in the changed world, that lived in the old one, and that did not. */
export interface Changed {
  readonly title: string;
  readonly after: CurveInterval;
  /** Of each of these runs, whether it still visited the goal that is left. */
  readonly knew: readonly boolean[];
  readonly fresh: CurveInterval;
  readonly role: Role;
}

const looksOf = (known: boolean) =>
  known ? { opacity: 0.4 } : { opacity: 0.8, dash: "dotted" } as const;

/** What an episode costs in the changed world, learner by learner, on one scale. */
export function changedWorld(every: number, learners: readonly Changed[]): Figure {
  const second = learners.map(({ after }) => -after.middle[1]!);
  return multiples({
    headline: "Who still knew the goal that stays\nis there soon; others must unlearn",
    description:
      `Cost of an episode, minus its return, over steps in a world where one goal is left, interquartile means of ${
        learners[0]!.after.runs.length
      } runs: ${every} steps in, after learning in the old world, ${
        learners.map(({ title }, i) => `${title} ${second[i]!.toFixed(1)}`).join(", ")
      }. Runs that no longer visited that goal are finely dashed: ${
        learners.map(({ title, knew }) => `${knew.filter((each) => !each).length} of ${title}`)
          .join(", ")
      }.`,
    x: { title: "steps in the changed world, thousands", domain: [0, 2], values: [0, 1] },
    y: {
      title: "cost of an episode, nats",
      log: true,
      domain: [10, 500],
      values: [10, 30, 100, 300],
    },
    height: 220,
    columns: 3,
    panels: learners.map(({ title, after, knew, fresh, role }, i) => {
      const x = across(after.middle.length, every);
      const costs = (row: readonly number[]) => row.map((each) => -each);
      const of = (known: boolean) => after.runs.filter((_, run) => knew[run] === known).map(costs);
      return {
        title,
        layers: [
          ...([true, false] as const).filter((known) => of(known).length > 0).map((known) =>
            runs({ name: known ? "knew" : "forgot", x, runs: of(known), role, ...looksOf(known) })
          ),
          line({
            name: `${title}, new`,
            x,
            y: costs(fresh.middle),
            role: "ink",
            width: 2,
            dash: "dashed",
          }),
          line({ name: title, x, y: costs(after.middle), role, width: 3 }),
          ...(i === 0 ? [label({ text: "dashed: new", x: 0.65, y: 35, bold: false })] : []),
          ...(i === learners.length - 1
            ? [label({ text: "fine dash: forgot", x: 1.95, y: 215, align: "right", bold: false })]
            : []),
        ],
      };
    }),
  });
}
