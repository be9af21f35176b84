/** Figure of chapter 13: the factor graph of a trajectory with its lights. */
import { arrows, factorGraph, type Figure, label } from "lib/viz";

/** Three steps with all lights on, and each kind of factor named once. */
export function lights(): Figure {
  return factorGraph({
    headline: "Lights are seen. What lit them\nis to be found",
    description: "A factor graph: a row of four hidden states; above each of the first three an " +
      "action, and above it a lit light. Squares between them are factors: the start, the " +
      "dynamics from state to state, the prior of each action, and the reward at each light. An " +
      "arrow points from the lights, which are seen, down to what is hidden: that is what is asked.",
    lights: ["wish", "wish", "wish"],
    below: 0.8,
    more: ({ start, state, dynamics, choice, reward, light }) => [
      label({ text: "p(s₁)", x: start.x - 0.2, y: -0.55, role: "world", bold: false }),
      label({
        text: "p(s₃ | s₂, a₂)",
        x: dynamics(2).x,
        y: -0.55,
        role: "world",
        align: "center",
        bold: false,
      }),
      label({ text: "p(a₃ | s₃)", x: choice(3).x + 0.18, y: choice(3).y, bold: false }),
      label({ text: "eʳ", x: reward(3).x + 0.22, y: reward(3).y, role: "wish", bold: false }),
      label({ text: "hidden", x: state(4).x + 0.35, y: -0.55, align: "right", role: "muted" }),
      label({ text: "seen", x: light(3).x + 0.65, y: light(3).y, role: "wish" }),
      arrows({
        name: "what is asked",
        x: [state(4).x + 0.2],
        y: [light(3).y - 0.3],
        x2: [state(4).x + 0.2],
        y2: [state(4).y + 0.55],
        role: "bound",
        width: 2.5,
      }),
      label({
        text: "p(τ | O)",
        x: state(4).x + 0.05,
        y: light(3).y / 2 + 0.2,
        align: "right",
        role: "bound",
      }),
    ],
  });
}
