/** Figures of chapter 19: the car's learning, and runs with a slip. */
import {
  type Figure,
  figure,
  label,
  line,
  multiples,
  requireSome,
  rule,
  runs as everyRun,
} from "lib/viz";
import { type Curves, kilo, thousands } from "./learning.ts";

/** Return of another implementation's single run, as rl-baselines3-zoo publishes it. */
const zoo = 94.679;

/** The car: plain SAC, and the same with one difference. */
export function carThatWouldNotMove(plain: Curves, held: Curves): Figure {
  const end = held.middle.at(-1)!;
  return figure({
    headline: "Plain SAC learns to do nothing;\none difference takes it up the hill",
    description:
      `Return on the mountain car over steps, five runs each: plain SAC stays at zero, the other climbs to ${
        end.toFixed(1)
      }; another implementation's single run, ${zoo}, is a dashed line.`,
    x: { ...kilo, domain: [0, 30], values: [0, 10, 20, 30] },
    y: { title: "return per episode, mean of 10 starts", domain: [-40, 115], values: [0, 50, 100] },
    height: 260,
    layers: [
      rule({ y: zoo, label: "", role: "quiet" }),
      ...([[plain, "quiet", "dashed"], [held, "bound", "solid"]] as const).flatMap(
        ([{ steps, runs, middle }, role, dash]) => [
          everyRun({ name: "a run", x: thousands(steps), runs, role }),
          line({ name: "IQM", x: thousands(steps), y: middle, role, dash, width: 3 }),
        ],
      ),
      label({ text: "rl-zoo3, one run", x: 0.5, y: 102, role: "quiet", bold: false }),
      label({ text: "one difference", x: 29.5, y: 78, role: "bound", align: "right" }),
      label({ text: "plain SAC", x: 29.5, y: 8, role: "quiet", align: "right" }),
    ],
  });
}

/** Returns of a run without and six with a slip, each in a panel of its own. */
export function sixSlips(
  given: readonly {
    readonly name: string;
    readonly steps: readonly number[];
    readonly returns: readonly number[];
  }[],
): Figure {
  const { first } = requireSome("runs", given);
  return multiples({
    headline: "Six slips: the return says who learns,\nnever why",
    description: `Return over 10,000 steps in ${given.length} panels, a run without a slip and ${
      given.length - 1
    } with one each: ${
      given.map(({ name, returns }) => `${name} ends at ${returns.at(-1)!.toFixed(0)}`).join(", ")
    }.`,
    x: { title: "thousands of steps", domain: [0, 10], values: [0, 5] },
    y: { title: "return per episode", domain: [-1850, 0], values: [-1500, -1000, -500, 0] },
    columns: 4,
    height: 110,
    panels: given.map(({ name, steps, returns }, i) => ({
      title: name,
      layers: [
        line({
          name: "no slip",
          x: thousands(first.steps),
          y: first.returns,
          role: "quiet",
          width: 1.5,
        }),
        ...(i === 0
          ? []
          : [line({ name, x: thousands(steps), y: returns, role: "bound", width: 2.5 })]),
      ],
    })),
  });
}
