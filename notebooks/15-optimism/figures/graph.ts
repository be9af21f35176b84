/** Figure of chapter 15: the factor graph with its locks. */
import { factorGraph, type Figure, label } from "lib/viz";

/** What q may move, and what it may not: padlocks on start and dynamics. */
export function lockedGraph(): Figure {
  return factorGraph({
    headline: "q may move the policy; the start\nand the dice are locked",
    description: "The factor graph of three steps with all lights on: padlocks in place of the " +
      "squares of the start and of the dynamics; the squares between states and actions stand out, " +
      "for they are the policy, which is free.",
    lights: ["wish", "wish", "wish"],
    world: "locked",
    choice: "chosen",
    below: 0.95,
    more: ({ start, state, dynamics, choice }) => [
      label({ text: "p(s₁)", x: start.x - 0.2, y: -0.65, bold: false }),
      label({ text: "p(s₃ | s₂, a₂)", x: dynamics(2).x, y: -0.65, align: "center", bold: false }),
      label({ text: "π(a₃ | s₃)", x: choice(3).x + 0.18, y: choice(3).y, role: "bound" }),
      label({ text: "locked", x: state(4).x + 0.35, y: -0.65, align: "right", role: "muted" }),
    ],
  });
}
