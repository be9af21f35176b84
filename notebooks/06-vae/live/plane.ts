/** Chapter 06, live: drag a code, and see what the decoder writes. */
import { decimals, type Explorable } from "lib/live";
import { codeUnder, draw, REACH } from "./plane_picture.ts";
import { type Code, compute, type Given, read, type Values } from "./plane_values.ts";

const number = (label: string) => ({ label, min: -REACH, max: REACH, step: 0.05 });

/** The plane of digits, to drag in. */
export const explorable: Explorable<Given, Code, Values> = {
  description:
    "A plane of codes with a small digit where each image was read to, a code to drag, and " +
    "beside it the eight by eight chances of ink that the decoder writes there.",
  read,
  bet: {
    question: "Far out, four from the middle, hardly an image was ever read. How sure is the " +
      "decoder of what it writes there, compared with one from the middle?",
    answers: ["less sure: it has never been there", "as sure", "surer"],
    verdict,
  },
  start: () => ({ first: 0, second: 0 }),
  sliders: () => ({ first: number("first number, z₁"), second: number("second number, z₂") }),
  buttons: {
    "the middle": () => ({ first: 0, second: 0 }),
    "far out": () => ({ first: 3.5, second: -3.5 }),
  },
  hint: "Or drag in the plane.",
  compute,
  draw,
  words: ({ ink, sure, digit, distance }, { first, second }) =>
    `At (${decimals(first, 2)}, ${decimals(second, 2)}) the decoder expects ${
      decimals(ink, 1)
    } pixels of ` +
    `ink, and is sure of ${
      share(sure)
    } of the 64 (a chance below 0.1 or above 0.9). The nearest image ` +
    `was a ${digit}, its code ${decimals(distance, 2)} away.`,
  numbers: ({ ink }) => ({ "ink-at-origin": ink }),
  touch: ({ x, y, width }) => codeUnder(x, y, width),
};

const share = (value: number): string => `${Math.round(100 * value)} %`;

function verdict(answer: number, { sureNear, sureFar }: Values): string {
  const numbers =
    `one from the middle it is sure of ${share(sureNear)} of its pixels, four from it of ` +
    share(sureFar);
  const best = sureFar > sureNear + 0.02 ? 2 : sureFar < sureNear - 0.02 ? 0 : 1;
  const why = "it has no way to know where it was never corrected";
  const opening = answer === best
    ? "Right"
    : ["A modest decoder would be", "Not quite", "Not so"][answer]!;
  return `${opening}: ${numbers}. A network is no judge of its own reach; ${why}.`;
}
