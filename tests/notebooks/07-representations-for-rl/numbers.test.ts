/** Chapter 07: every number of the notebook, held against other computations. */
import { assert } from "@std/assert";
import { pin } from "../../support/mod.ts";
import { savedResult } from "../../support/notebooks.ts";
import {
  act,
  atStart,
  average,
  batWorth,
  best,
  bestGain,
  doubt,
  h,
  keyWorth,
  type List,
  middleHalf,
  nameOf,
  places,
  type Rows,
  starts,
  storedValues,
  values,
  walkerWorth,
} from "./oracle.ts";

const sums = "sums of a few dozen terms, in another order";
const run = "stored runs, read as plain JSON";

pin("07", "places", places.length, { atol: 0 }, "found by search from the starts");
pin("07", "best-return", best, { atol: 1e-10 }, "sweeps until 0.95^700, against a stop at 1e-12");
// one tour for all: up the left column and round, past all three corners, to the door
pin(
  "07",
  "blind-worth",
  tour() / best,
  { atol: 0.1 },
  "a search of another kind, from random tables, finds a little less",
);
pin(
  "07",
  "blind-chance",
  mixedTour() / best,
  { atol: 0.01 },
  "another tour, with any chance at the door: ninths are coarser",
);
pin("07", "worth-at-500", 0.1, { atol: 0.1 }, "300 updates: still below a fifth of the best");

pin("07", "worth-bat", batWorth(), { atol: 1e-10 }, sums);
pin("07", "worth-walker", walkerWorth(), { atol: 1e-10 }, sums);
pin("07", "worth-key-of-4-pixels", keyWorth(4), { atol: 1e-10 }, sums);
pin("07", "worth-key-of-2-pixels", keyWorth(2), { atol: 1e-10 }, sums);
pin("07", "worth-key-of-1-pixel", keyWorth(1), { atol: 1e-10 }, sums);

pin("07", "gain-1", 0, { atol: 0 }, "a bit of one pixel earns nothing, to the last digit");
const grids = "both maxima lie on grids; near the top a step of 0.01 costs below 1e-3";
pin("07", "gain-2", bestGain(2), { atol: 1e-3 }, grids);
pin("07", "gain-4", bestGain(4), { atol: 1e-3 }, grids);
const [price, information] = [
  await savedResult("07", "bit-price"),
  await savedResult("07", "bit-information"),
];
pin("07", "bit-price", 2 * information - bestGain(2), { atol: 1e-3 }, grids);
pin("07", "bit-information", (price + bestGain(2)) / 2, { atol: 1e-3 }, grids);

pin("07", "reward-worth-tenth", 50 * doubt(), { atol: 1e-12 }, sums);
pin("07", "reward-worth-hundredth", 5000 * doubt(), { atol: 1e-10 }, sums);

pin(
  "07",
  "told-plain",
  0.5,
  { atol: 0.15 },
  "a code of 1,300 updates guesses; other kernels, another run",
);
pin("07", "told-weighted", 1, { atol: 0.1 }, "that of the key × 8 knows");

const told = await storedValues<Rows>("rep-memory", "decoder");
const ends = (size: number) => told.map((rows) => rows[size]!.at(-1)!);
const noticed = (size: number) => ends(size).filter((end) => end > 0.9).length;
const updates = (size: number) =>
  average(told.map((rows) => 400 * (1 + rows[size]!.findIndex((each) => each > 0.9))));
pin("07", "told-1", average(ends(0)), { atol: 1e-12 }, run);
pin("07", "told-2", average(ends(1)), { atol: 1e-12 }, run);
pin("07", "told-4", average(ends(2)), { atol: 1e-12 }, run);
pin("07", "noticed-1", noticed(0), { atol: 0 }, run);
pin("07", "noticed-2", noticed(1), { atol: 0 }, run);
pin("07", "noticed-4", noticed(2), { atol: 0 }, run);
pin("07", "updates-2", updates(1), { atol: 1e-9 }, run);
pin("07", "updates-4", updates(2), { atol: 1e-9 }, run);

const curves = (name: string) => storedValues<List>("rep-learners", name);
const end = async (name: string) => middleHalf((await curves(name)).map((each) => each.at(-1)!));
pin("07", "end-state", await end("small-state"), { atol: 1e-12 }, run);
pin("07", "end-pixels", await end("small-pixels"), { atol: 1e-12 }, run);
pin("07", "end-along", await end("small-along"), { atol: 1e-12 }, run);
const asked = await curves("small-prior-memory");
const [knownLine, knownDecoder] = [0, 1].map((i) => average(asked.map((run) => run[i]!)));
pin("07", "told-before", knownDecoder!, { atol: 1e-12 }, run);
pin("07", "told-before-line", knownLine!, { atol: 1e-12 }, run);
pin("07", "end-weighted", await end("small-weighted"), { atol: 1e-12 }, run);
pin("07", "end-prior", await end("small-prior"), { atol: 1e-12 }, run);
pin("07", "end-reward", await end("small-reward"), { atol: 1e-12 }, run);

const overall = async (name: string) => middleHalf((await curves(name)).map(average));
const resampled =
  "quantiles of other resamples; of 2,000 they move by about a hundredth, in steps of the runs";
/** The 2.5 % and 97.5 % quantiles of 4,000 resampled interquartile means, by another generator. */
async function edge(name: string, which: "low" | "high"): Promise<number> {
  const means = (await curves(name)).map(average);
  let seed = 12345;
  const draw = () => (seed = (1103515245 * seed + 12345) % 2 ** 31) / 2 ** 31;
  const all = Array.from(
    { length: 4000 },
    () => middleHalf(means.map(() => means[Math.floor(draw() * means.length)]!)),
  ).toSorted((a, b) => a - b);
  return all[which === "low" ? 100 : 3899]!;
}
pin("07", "overall-small-state", await overall("small-state"), { atol: 1e-12 }, run);
pin("07", "overall-small-state-low", await edge("small-state", "low"), { atol: 0.03 }, resampled);
pin("07", "overall-small-state-high", await edge("small-state", "high"), { atol: 0.03 }, resampled);
pin("07", "overall-small-pixels", await overall("small-pixels"), { atol: 1e-12 }, run);
pin("07", "overall-small-pixels-low", await edge("small-pixels", "low"), { atol: 0.03 }, resampled);
pin(
  "07",
  "overall-small-pixels-high",
  await edge("small-pixels", "high"),
  { atol: 0.03 },
  resampled,
);
pin("07", "overall-small-weighted", await overall("small-weighted"), { atol: 1e-12 }, run);
pin(
  "07",
  "overall-small-weighted-low",
  await edge("small-weighted", "low"),
  { atol: 0.03 },
  resampled,
);
pin(
  "07",
  "overall-small-weighted-high",
  await edge("small-weighted", "high"),
  { atol: 0.03 },
  resampled,
);
pin("07", "overall-small-prior", await overall("small-prior"), { atol: 1e-12 }, run);
pin("07", "overall-small-prior-low", await edge("small-prior", "low"), { atol: 0.03 }, resampled);
pin("07", "overall-small-prior-high", await edge("small-prior", "high"), { atol: 0.03 }, resampled);
pin("07", "overall-small-reward", await overall("small-reward"), { atol: 1e-12 }, run);
pin("07", "overall-small-reward-low", await edge("small-reward", "low"), { atol: 0.03 }, resampled);
pin(
  "07",
  "overall-small-reward-high",
  await edge("small-reward", "high"),
  { atol: 0.03 },
  resampled,
);
pin("07", "overall-small-along", await overall("small-along"), { atol: 1e-12 }, run);
pin("07", "overall-small-along-low", await edge("small-along", "low"), { atol: 0.03 }, resampled);
pin("07", "overall-small-along-high", await edge("small-along", "high"), { atol: 0.03 }, resampled);
pin("07", "overall-large-pixels", await overall("large-pixels"), { atol: 1e-12 }, run);
pin("07", "overall-large-pixels-low", await edge("large-pixels", "low"), { atol: 0.03 }, resampled);
pin(
  "07",
  "overall-large-pixels-high",
  await edge("large-pixels", "high"),
  { atol: 0.03 },
  resampled,
);
pin("07", "overall-large-along", await overall("large-along"), { atol: 1e-12 }, run);
pin("07", "overall-large-along-low", await edge("large-along", "low"), { atol: 0.03 }, resampled);
pin("07", "overall-large-along-high", await edge("large-along", "high"), { atol: 0.03 }, resampled);
Deno.test("chapter 07: its words about learning are so in the stored runs", async () => {
  const [pixels, along, blind] = [
    await curves("small-pixels"),
    await end("small-along"),
    await savedResult("07", "blind-chance"),
  ];
  assert(along < blind, "the code ends below the blind");
  const ends = (await curves("small-along")).map((each) => each.at(-1)!);
  assert(ends.every((each) => each < blind), "and so does each of its runs");
  for (const name of ["small-state", "small-pixels"]) {
    const at2500 = middleHalf((await curves(name)).map((each) => each[9]!));
    assert(at2500 > 0.99, `${name} has the best policy at 2,500 steps, in the middle`);
  }
  const stuck = pixels.filter((each) => each[11]! < 0.5);
  assert(
    stuck.length === 2 && stuck.every((each) => each.at(-1)! > 0.9),
    "two were stuck and got away",
  );
  const all = await Promise.all(
    ["small-weighted", "small-prior", "small-reward", "small-along"].map(overall),
  );
  assert(all.every((each) => each < 0.75), "no code is level with pixels");
  assert(await overall("large-along") < await overall("large-pixels"), "nor with a key of four");
  const kept = await storedValues<List>("rep-learners", "large-along-memory");
  assert(
    kept.every(([, decoder]) => decoder! > 0.9),
    "a key of four pixels is kept in all ten runs",
  );
  const [reward, alone] = await Promise.all(
    ["low", "high"].map((which, i) =>
      savedResult("07", `overall-small-${i === 0 ? "reward" : "along"}-${which}`)
    ),
  );
  assert(reward! < alone!, "the intervals with reward and without overlap");
});

Deno.test("chapter 07: beside the key, and only there, its picking up is still worth having", () => {
  const v = values((q) => Math.max(...q));
  const dearer = starts.filter(([row, column, key]) =>
    key === 0 && v.get(nameOf([row, column, key]))! > v.get(nameOf([row, column, 3]))!
  );
  assert(dearer.length === 2 && dearer.every(([row, column]) => row + column === 1));
});

Deno.test("chapter 07: the oracle's game pays for key, door and treasure", () => {
  assert(starts.length === 33 && Math.abs(atStart(values((q) => Math.max(...q))) - best) < 1e-15);
  assert(Math.abs(h(0.5) - Math.LN2) < 1e-15 && nameOf([0, 1, 2]) === "0,1,2");
});

/** Round past the corners and to the door, (2, 2); there on with the best chance, else once more round. */
function mixedTour(): number {
  const round = ["112", "032", "020", "033"].map((row) => Array.from(row, Number));
  const beyond = new Map([3, 4, 5].map((column) => [column, column === 5 ? 0 : 1]));
  const worth = (chance: number) =>
    atStart(values((q, [row, column, key]) => {
      if (key === 4) {
        return q[column < 3 && row !== 2 ? (row < 2 ? 2 : 0) : beyond.get(column) ?? 1]!;
      }
      if (row === 2 && column === 2) return chance * q[1]! + (1 - chance) * q[3]!;
      return q[round[row]![column]!]!;
    }));
  return Math.max(...[0.8, 0.84, 0.88].map(worth));
}

/** The best of many blind tables: random ones, then one cell after another takes its best action. */
function tour(): number {
  let [most, seed] = [0, 7];
  const draw = () => (seed = (1103515245 * seed + 12345) % 2 ** 31) / 2 ** 31;
  const worth = (table: List) =>
    average(starts.map((start) => {
      let [place, total, weight] = [start, 0, 1];
      for (let t = 0; t < 60; t++, weight *= 0.95) {
        const index = (place[2] === 4 ? 24 : 0) + 6 * place[0] + place[1];
        const [next, reward] = act(place, table[index]!);
        [place, total] = [next, total + weight * reward];
      }
      return total;
    }));
  for (let i = 0; i < 60; i++) {
    let table: List = Array.from({ length: 48 }, (_, j) => {
      const on = j >= 24 ? [0, 1][+(j % 6 === 5)]! : Math.floor(4 * draw());
      return j >= 24 ? (j % 6 >= 4 ? (j % 6 === 5 ? 0 : 1) : 1) : on;
    });
    for (let before = -1, now = worth(table); now > before;) {
      for (let j = 0; j < 24; j++) {
        for (let a = 0; a < 4; a++) {
          const other = table.with(j, a);
          if (worth(other) > worth(table)) table = other;
        }
      }
      [before, now] = [now, worth(table)];
      most = Math.max(most, now);
    }
  }
  return most;
}
