/** Chapter 13: the desk in lib's own terms, which the tests hold against counting. */
import * as control from "lib/control";

/** The desk as the notebook builds it; `slip`: how likely each neighbouring place is. */
export function desk(steps: number, slip = 0): control.Mdp {
  const width = 4 * steps + 1;
  return control.sparseMdp({
    states: width * (steps + 1),
    actions: 3,
    initial: Array.from({ length: width * (steps + 1) }, (_, s) => (s === 2 * steps ? 1 : 0)),
    steps,
    outcomes: (state, action) => {
      const [column, place] = [Math.floor(state / width), state % width];
      if (column === steps) return [{ state, probability: 1, reward: 0 }];
      return [[-1, slip], [0, 1 - 2 * slip], [1, slip]].map(([shift, probability]) => {
        const y = Math.min(width - 1, Math.max(0, place + action - 1 + shift!)) - 2 * steps;
        const reward = -0.5 * (action - 1) ** 2 - (column + 1 === steps ? 2 * y * y : 0);
        return { state: (column + 1) * width + y + 2 * steps, probability: probability!, reward };
      });
    },
  });
}
