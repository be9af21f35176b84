/** Chapter 03, live: click a start on the hill, and see where EM and the gradient climb from it. */
import { decimals, type Explorable } from "lib/live";
import { draw, meansAt } from "./hill_picture.ts";
import { compute, type Given, read, type Start, type Values } from "./hill_values.ts";

/** The likelihood over two means as a map, and two roads up. */
export const explorable: Explorable<Given, Start, Values> = {
  description: "A contour map of the log-likelihood over two means, with two tops on either side " +
    "of the diagonal and a saddle between them; from the start that is chosen, the rounds of EM and " +
    "the road of the gradient, and beside the map how high they are after each round or step.",
  read,
  bet: {
    question: "Two means can move, everything else is held. How many tops has the likelihood?",
    answers: ["one", "two of one height", "two of different heights", "one for each wait"],
    verdict,
  },
  start: ({ starts: [first] }) => startAt(first!),
  sliders: ({ ends: [min, max] }) => ({
    mu1: { label: "first mean", min: min!, max: max!, step: 0.5, show: minutes },
    mu2: { label: "second mean", min: min!, max: max!, step: 0.5, show: minutes },
  }),
  buttons: {
    "below the diagonal": ({ starts }) => startAt(starts[1]!),
    "on the diagonal": ({ starts }) => startAt(starts[2]!),
    "above it": ({ starts }) => startAt(starts[0]!),
  },
  hint: "Or click a start on the map.",
  compute,
  draw,
  words: (values, { mu1, mu2 }) => {
    const from = `From ${minutes(mu1)} and ${minutes(mu2)}`;
    const em = arrival(values.em.heights), gradient = arrival(values.gradient.heights);
    const rests = mu1 === mu2
      ? " On the diagonal one round leads EM to the saddle, and only rounding can free it from there."
      : "";
    return `${from} EM climbs to ${nats(values.em.heights.at(-1)!)} nats, ${
      placeOf(values)
    }, and is within a hundredth of a nat after ${em} rounds; the gradient reaches ${
      nats(values.gradient.heights.at(-1)!)
    }, and takes ${gradient} steps for that.${rests}`;
  },
  numbers: ({ topHeights, saddleHeight, saddle }) => ({
    "hill-top": topHeights[0]!,
    "hill-swapped-top": topHeights[1]!,
    "hill-saddle": saddleHeight,
    "hill-saddle-place": saddle[0],
  }),
  touch: (touch, _, given) => meansAt(touch, touch.width, given),
};

function startAt([mu1, mu2]: readonly number[]): Start {
  return { mu1: mu1!, mu2: mu2! };
}

function minutes(value: number): string {
  return decimals(value, 1);
}

function nats(value: number): string {
  return decimals(value, 1);
}

/** Rounds or steps until a hundredth of a nat is left. */
function arrival(heights: readonly number[]): number {
  return heights.findIndex((height) => heights.at(-1)! - height < 0.01);
}

function placeOf({ em, tops, saddle }: Values): string {
  const [mu1, mu2] = em.road.at(-1)!;
  const isAt = (place: readonly [number, number]) =>
    Math.hypot(mu1 - place[0], mu2 - place[1]) < 0.1;
  if (isAt(tops[0]!)) return "the top";
  if (isAt(tops[1]!)) return "the lower top";
  return isAt(saddle) ? "the saddle, where it rests" : "on its way";
}

function verdict(answer: number, { topHeights, saddleHeight }: Values): string {
  const found = `There are two, ${nats(topHeights[0]!)} and ${nats(topHeights[1]!)} nats: their ` +
    "places are mirror images, but the weights are held, and in the lower one the rarer mood has " +
    `been given the long waits. Between them lies a saddle, ${nats(saddleHeight)} nats.`;
  return `${["There is another.", "Nearly.", "Right.", "Far fewer."][answer]} ${found}`;
}
