/** Chapter 14, live: somebody is seen in a cell; past and future fan out from there. */
import { decimals, type Explorable, spotsOf } from "lib/live";
import { boardsIn, cellAt, cellsOf, draw } from "./cones_picture.ts";
import { compute, type Given, read, type Sighting, type Values } from "./cones_values.ts";

/** Both messages at a step, and the way of one who is seen in a cell at that step. */
export const explorable: Explorable<Given, Sighting, Values> = {
  description:
    "A field with a start below and a goal above. One cell is chosen at one step: blue " +
    "squares show where one has been who stands there, green discs where one goes. Beside it both " +
    "messages, past and future.",
  read,
  bet: {
    question:
      "The cloud of where one is, α·β, knows past and future; α knows only the past. Is the " +
      "cloud narrower than α, across the way, at every step?",
    answers: ["yes: two messages say more", "no: at first it is wider", "no: later it is wider"],
    verdict,
  },
  start,
  sliders: ({ steps }) => ({
    steps: { label: "steps taken", min: 0, max: steps, step: 1, show: (value) => value.toFixed(0) },
  }),
  buttons: { "half-way, in the middle": start },
  hint: "Click a cell: somebody is seen there.",
  compute,
  draw,
  words: (values, { steps, cell }, given) => {
    const { row, column } = cellsOf(given)[cell]!;
    const place = `row ${row + 1}, column ${column + 1}`;
    const widths =
      `The cloud is ${decimals(values.widths[steps]!, 2)} cells wide across the way, the past ` +
      `alone ${decimals(values.behinds[steps]!, 2)}.`;
    return values.forward[cell] === -Infinity
      ? `After ${steps} steps nobody can be in ${place}. ${widths}`
      : `After ${steps} steps, in ${place} with probability ${
        share(values.where[cell]!)
      }: squares ` +
        `are where one has been, discs where one goes. ${widths}`;
  },
  numbers: ({ widths, arrives }) => ({
    "width-after-8-steps": widths[8]!,
    "width-after-16-steps": widths[16]!,
    "arrives": arrives,
  }),
  touch: (touch, _, given) => {
    const found = cellAt(touch, touch.width, given);
    const same = cellsOf(given).find((each) =>
      each.row === found?.row && each.column === found.column
    );
    return same === undefined ? {} : { cell: same.state };
  },
  spots: ({ cell }, width, given) =>
    spotsOf(
      boardsIn(width, given)[0],
      cellsOf(given).map(({ row, column, state }) => ({
        row,
        column,
        label: `seen in row ${row + 1}, column ${column + 1}`,
        isOn: state === cell,
      })),
    ),
};

/** Half-way between start and goal, in time and in place. */
function start(given: Given): Sighting {
  const cells = cellsOf(given);
  const [s, g] = ["S", "G"].map((letter) => cells.find((each) => each.letter === letter)!);
  const row = Math.round((s!.row + g!.row) / 2), column = Math.round((s!.column + g!.column) / 2);
  const away = Math.abs(s!.row - row) + Math.abs(s!.column - column);
  const cell = cells.findIndex((each) => each.row === row && each.column === column);
  return { steps: Math.min(away, given.steps), cell };
}

function verdict(answer: number, { widths, behinds }: Values): string {
  const wider = widths.flatMap((each, t) => each > behinds[t]! + 1e-9 ? [t] : []);
  if (wider.length === 0) return "Here it is, at every step.";
  const [first, last] = [wider[0]!, wider.at(-1)!];
  const found =
    `From step ${first} to step ${last} the cloud is the wider one: who will arrive has ` +
    "left already and spreads out, and the past alone still lingers at the start.";
  const isRight = answer === (first < widths.length / 4 ? 1 : 2);
  return `${isRight ? "Right." : answer === 0 ? "Not so." : "The other way round."} ${found}`;
}

/** Small ones keep two digits. */
function share(p: number): string {
  return p >= 0.1 || p === 0 ? decimals(p, 2) : p >= 1e-4 ? p.toPrecision(2) : "below 0.0001";
}
