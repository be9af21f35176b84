/** Chapter 15, live: dig pits, let the floor be slippery, and see who dreams. */
import { type Cell, decimals, type Explorable, spotsOf, type Touch } from "lib/live";
import { boardsIn, cellAt, draw } from "./dreams_picture.ts";
import { compute, type Given, read, type Values, type World } from "./dreams_values.ts";

/** The posterior's dream, the same policy awake, and the best policy for the bound, on one map. */
export const explorable: Explorable<Given, World, Values> = {
  description: "One map with pits, three times: where the posterior dreams of walking, where the " +
    "same policy walks awake, and where a creature walks that leaves the dice alone.",
  read,
  bet: {
    question: "In its dream the posterior never falls. Awake, on this floor, how often does it?",
    answers: ["hardly ever", "1 time in 6", "1 time in 3", "2 times in 3"],
    verdict,
  },
  start: ({ map, slip, temperature }) => ({ map, slip, temperature }),
  sliders: () => ({
    slip: { label: "slip", min: 0, max: 0.5, step: 0.01 },
    temperature: {
      label: "temperature α",
      min: 0.1,
      max: 3,
      step: 0.1,
      show: (value) => value.toFixed(1),
    },
  }),
  buttons: {
    "as in the chapter": ({ map, slip, temperature }) => ({ map, slip, temperature }),
    "no pits": ({ map }) => ({ map: map.replaceAll("!", ".") }),
  },
  hint: "Click or drag on a map to dig pits and to fill them.",
  compute,
  draw,
  words: ({ walks: { dream, dreamer, sober }, best }) =>
    `The dreamer hopes for ${decimals(dream.return, 1)} and gets ${decimals(dreamer.return, 1)}, ` +
    `falling ${decimals(100 * dreamer.falls, 0)} % of the time. The sober one gets ` +
    `${decimals(sober.return, 1)} and falls ${decimals(100 * sober.falls, 0)} %; the most that ` +
    `anybody gets is ${decimals(best, 1)}.`,
  numbers: ({ walks: { dream, dreamer, sober } }) => ({
    "dream-falls": dream.falls,
    "dreamer-falls": dreamer.falls,
    "sober-falls": sober.falls,
    "sober-arrives": sober.arrives,
    "dreamer-return": dreamer.return,
    "sober-return": sober.return,
    "dreamer-hopes-for": dream.return,
  }),
  touch: dig,
  spots: ({ map }, width) => spotsOf(boardsIn(width, map)[0]!, placesOf(map)),
};

const rates = [0, 1 / 6, 1 / 3, 2 / 3];

function verdict(answer: number, { walks: { dreamer, sober } }: Values): string {
  const nearest = (share: number) => {
    const off = rates.map((rate) => Math.abs(rate - share));
    return off.indexOf(Math.min(...off));
  };
  const hundred = (share: number) => `${decimals(100 * share, 0)} times in a hundred`;
  const found =
    `Awake it falls ${hundred(dreamer.falls)}: it counted on dice that nobody chooses. ` +
    `The sober one, who leaves them alone, falls ${hundred(sober.falls)}.`;
  if (answer === nearest(dreamer.falls)) return `Right. ${found}`;
  if (answer === nearest(sober.falls)) return `So does the sober one. ${found}`;
  if (answer === 0) return `So it dreams. ${found}`;
  return `${rates[answer]! < dreamer.falls ? "More often" : "Less often"}. ${found}`;
}

/** What the pointer began with decides: on floor it digs, on a pit it fills. */
function dig(touch: Touch<World>, { map }: World): Partial<World> {
  const { began, width } = touch;
  const [first, now] = [began, touch].map((spot) => cellAt(spot, width, map));
  if (first === undefined || now === undefined) return {};
  const letter = letterAt(began.choices.map, first) === "!" ? "." : "!";
  return /[SG]/.test(letterAt(map, now)) ? {} : { map: withLetter(map, now, letter) };
}

function letterAt(map: string, { row, column }: Cell): string {
  return map.split("\n")[row]![column]!;
}

function withLetter(map: string, { row, column }: Cell, letter: string): string {
  const rows = map.split("\n");
  const changed = [...rows[row]!].with(column, letter).join("");
  return rows.with(row, changed).join("\n");
}

/** The cells that can be dug, in words. */
function placesOf(map: string) {
  const names: Readonly<Record<string, string>> = {
    ".": "floor",
    "!": "pit",
    S: "start",
    G: "goal",
  };
  return map.split("\n").flatMap((line, row) =>
    [...line].map((letter, column) => ({
      row,
      column,
      label: `row ${row + 1}, column ${column + 1}: ${names[letter]}`,
      isOn: letter === "!",
    }))
  );
}
