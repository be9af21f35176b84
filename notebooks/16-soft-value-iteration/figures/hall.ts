/** Figures of chapter 16: a hall with two gates. */
import { dots, type Figure, figure, label, line, note, rule } from "lib/viz";

/** Chance to arrive with one gate closed, over the temperature of the plan; for either gate. */
export function closedGate(
  plans: readonly {
    readonly temperature: number;
    /** Chance to arrive with the gate closed that the hard plan counted on. */
    readonly unlucky: number;
    /** Chance to arrive when the other gate is closed: the same, for a soft plan. */
    readonly lucky: number;
  }[],
): Figure {
  const x = plans.map(({ temperature }) => temperature);
  const best = plans.reduce((a, b) => b.unlucky > a.unlucky ? b : a);
  return figure({
    headline: "Softness is an insurance:\nhalf the time, whichever gate closes",
    description:
      `Chance to arrive with one gate closed over the temperature: a soft plan has about one half, or less when hot, whichever gate it is, at most ${
        best.unlucky.toFixed(3)
      } at α = ${
        best.temperature.toFixed(1)
      }; the hard plan has one with the south gate closed and zero with the north gate.`,
    x: {
      title: "temperature α",
      unit: "reward / nat",
      log: true,
      domain: [0.1, 4],
      format: "~g",
      values: [0.1, 0.2, 0.5, 1, 2, 4],
    },
    y: {
      title: "chance to arrive, one gate closed",
      domain: [0, 1.1],
      values: [0, 0.5, 1],
    },
    height: 250,
    layers: [
      rule({ y: 1, label: "", role: "ink" }),
      rule({ y: 0, label: "", role: "ink" }),
      line({
        name: "south closed",
        x,
        y: plans.map(({ lucky }) => lucky),
        role: "bound",
        width: 3,
      }),
      dots({
        name: "north closed",
        x,
        y: plans.map(({ unlucky }) => unlucky),
        role: "bound",
        size: 60,
        opacity: 1,
      }),
      label({ text: "hard plan, south gate closed", x: 0.11, y: 1.05 }),
      label({ text: "hard plan, north gate closed", x: 0.11, y: 0.05 }),
      label({
        text: ["soft: line, south closed;", "dots, north closed"],
        x: 0.11,
        y: 0.36,
        role: "bound",
      }),
      note({
        text: [`${best.unlucky.toFixed(3)} at best,`, "by turning round"],
        x: best.temperature,
        y: 0.72,
        at: { x: best.temperature, y: best.unlucky + 0.02 },
      }),
    ],
  });
}

/** Chance to have arrived at least once over tries, when either gate may have been closed. */
export function repeatedTries(
  plans: readonly { readonly name: string; readonly chances: readonly number[] }[],
): Figure {
  const roles = ["ink", "bound", "quiet"] as const, dashed = ["solid", "solid", "dashed"] as const;
  const tries = plans[0]!.chances.map((_, i) => i + 1), [, soft] = plans;
  const fifth = soft!.chances[4]!;
  const below = [-0.05, 0.05, -0.09] as const;
  return figure({
    headline: "Only a plan with chance in it\ngets a second try",
    description:
      `Chance to have arrived at least once over ${tries.length} tries, averaged over which gate is closed: the hard plan stays at ${plans[
        0
      ]!.chances.at(-1)!}, the soft one at α = 0.5 has ${fifth.toFixed(3)} after five.`,
    x: {
      title: "tries, one after the other",
      domain: [1, tries.length],
      values: tries,
      format: "d",
    },
    y: { title: "arrived at least once", domain: [0, 1.1], values: [0, 0.5, 1] },
    height: 250,
    layers: [
      ...plans.map(({ name, chances }, i) =>
        line({ name, x: tries, y: chances, role: roles[i]!, dash: dashed[i]!, width: 3 })
      ),
      ...plans.map(({ name, chances }, i) =>
        label({
          text: name,
          x: tries.length,
          y: chances.at(-1)! + below[i]!,
          role: roles[i]!,
          align: "right",
        })
      ),
      note({
        text: [`${fifth.toFixed(3)}`, "after five"],
        x: 3,
        y: 1,
        at: { x: 4.9, y: fifth },
        align: "right",
      }),
    ],
  });
}
