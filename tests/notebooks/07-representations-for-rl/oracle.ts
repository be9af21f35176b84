/** Chapter 07: the game, its values and what telling earns, written anew; nothing of lib. */
export type List = readonly number[];
export type Rows = readonly List[];

export const average = (values: List): number =>
  values.reduce((sum, each) => sum + each, 0) / values.length;
/** The middle half: of ten values the two least and the two greatest are dropped. */
export const middleHalf = (values: List): number => {
  const sorted = values.toSorted((a, b) => a - b), cut = Math.floor(sorted.length / 4);
  return average(sorted.slice(cut, sorted.length - cut));
};
export const h = (p: number): number =>
  p <= 0 || p >= 1 ? 0 : -p * Math.log(p) - (1 - p) * Math.log(1 - p);
export const surprise = (chances: List): number =>
  chances.reduce((sum, p) => sum - (p > 0 ? p * Math.log(p) : 0), 0);

/** "row column key", as a text; what an action does to it, written from the chapter's words. */
const map = ["...#..", "...#..", "...D..", "...#.."];
const corners = [[0, 0], [3, 0], [0, 2]];
export type Place = readonly [row: number, column: number, key: number];
export const nameOf = (place: Place): string => place.join();

export function act([row, column, key]: Place, action: number): readonly [Place, number] {
  if (row === 0 && column === 5) return [[row, column, key], 0];
  const to = [row + [-1, 0, 1, 0][action]!, column + [0, 1, 0, -1][action]!] as const;
  const letter = map[to[0]]?.[to[1]] ?? "#";
  if (letter === "#" || (letter === "D" && key < 3)) return [[row, column, key], 0];
  if (letter === "D" && key === 3) return [[...to, 4], 0.3];
  if (key < 3 && corners[key]![0] === to[0] && corners[key]![1] === to[1]) return [[...to, 3], 0.1];
  return [[...to, key], to[0] === 0 && to[1] === 5 ? 1 : 0];
}

/** Starts: any cell on the left but the key's, each corner. */
export const starts: readonly Place[] = [0, 1, 2].flatMap((key) =>
  Array.from({ length: 12 }, (_, i) => [Math.floor(i / 3), i % 3, key] as const)
    .filter(([r, c]) => r !== corners[key]![0] || c !== corners[key]![1])
);

/** All that can be reached, by search. */
export const places: readonly Place[] = (() => {
  const known = new Map(starts.map((place) => [nameOf(place), place]));
  const queue = [...starts];
  for (let place = queue.pop(); place !== undefined; place = queue.pop()) {
    for (let a = 0; a < 4; a++) {
      const [next] = act(place, a);
      if (known.has(nameOf(next))) continue;
      known.set(nameOf(next), next);
      queue.push(next);
    }
  }
  return [...known.values()];
})();

/** V of the best policy, or of one given, by sweeps until nothing moves. */
export function values(choose: (q: List, place: Place) => number): ReadonlyMap<string, number> {
  let v = new Map(places.map((place) => [nameOf(place), 0]));
  for (let sweep = 0; sweep < 700; sweep++) {
    v = new Map(places.map((place) => {
      const q = [0, 1, 2, 3].map((a) => {
        const [next, reward] = act(place, a);
        return reward + 0.95 * v.get(nameOf(next))!;
      });
      return [nameOf(place), choose(q, place)];
    }));
  }
  return v;
}

export const atStart = (v: ReadonlyMap<string, number>): number =>
  average(starts.map((place) => v.get(nameOf(place))!));
export const best = atStart(values((q) => Math.max(...q)));

/** Shares of frames by place, of a random walk in episodes of 50 steps. */
export const shares: ReadonlyMap<string, number> = (() => {
  let now = new Map(places.map((place) => [nameOf(place), 0]));
  for (const start of starts) now.set(nameOf(start), 1 / starts.length);
  const total = new Map<string, number>();
  for (let t = 0; t < 50; t++) {
    const next = new Map<string, number>();
    for (const place of places) {
      const chance = now.get(nameOf(place)) ?? 0, ended = place[0] === 0 && place[1] === 5;
      if (ended) continue;
      total.set(nameOf(place), (total.get(nameOf(place)) ?? 0) + chance);
      for (let a = 0; a < 4; a++) {
        const to = nameOf(act(place, a)[0]);
        next.set(to, (next.get(to) ?? 0) + chance / 4);
      }
    }
    now = next;
  }
  const all = [...total.values()].reduce((sum, each) => sum + each, 0);
  return new Map([...total].map(([name, each]) => [name, each / all]));
})();

/** Share of the frames for which something holds. */
export const shareOf = (is: (place: Place) => boolean): number =>
  places.reduce((sum, place) => sum + (is(place) ? shares.get(nameOf(place)) ?? 0 : 0), 0);

/** What a key of n pixels earns at most: four exclusive groups of n pixels. */
export function keyWorth(n: number): number {
  const chances = [0, 1, 2, 3, 4].map((key) => shareOf((place) => place[2] === key));
  return n * chances.slice(0, 4).reduce((sum, p) => sum + h(p), 0) - surprise(chances);
}

/** The bat: 9 places, its pixels at these offsets. */
export function batWorth(): number {
  const offsets = [[0, 0], [0, 3], [1, 0], [1, 1], [1, 2], [1, 3], [2, 1], [2, 2]];
  const lit = new Map<string, number>();
  for (let bat = 0; bat < 9; bat++) {
    for (const [down, right] of offsets) {
      const name = `${down},${bat + right!}`;
      lit.set(name, (lit.get(name) ?? 0) + 1 / 9);
    }
  }
  return [...lit.values()].reduce((sum, p) => sum + h(p), 0) - Math.log(9);
}

/** The walker: four pixels a cell, each cell as often as the walk has it. */
export function walkerWorth(): number {
  const cells = Array.from(
    { length: 24 },
    (_, i) => shareOf(([row, column]) => row === Math.floor(i / 6) && column === i % 6),
  );
  return 4 * cells.reduce((sum, p) => sum + h(p), 0) - surprise(cells);
}

/** E[Var(r | cell, whether the door is open, action)]. */
export function doubt(): number {
  let total = 0;
  for (let cell = 0; cell < 24; cell++) {
    for (const open of [false, true]) {
      const here = places.filter(([row, column, key]) =>
        row === Math.floor(cell / 6) && column === cell % 6 && (key === 4) === open
      );
      const weights = here.map((place) => shares.get(nameOf(place)) ?? 0);
      const all = weights.reduce((sum, each) => sum + each, 0);
      if (all === 0) continue;
      for (let a = 0; a < 4; a++) {
        const pay = here.map((place) => act(place, a)[1]);
        const mean = pay.reduce((sum, r, i) => sum + r * weights[i]! / all, 0);
        total += pay.reduce((sum, r, i) => sum + weights[i]! * (r - mean) ** 2, 0) / 4;
      }
    }
  }
  return total;
}

/** n I − KL of ±m + s ε on a fine grid of z, by the definition I = H(z) − H(z | b). */
export function telling(n: number, m: number, s: number): number {
  let information = 0;
  const normal = (z: number, mean: number) =>
      Math.exp(-0.5 * ((z - mean) / s) ** 2) / (s * Math.sqrt(2 * Math.PI)),
    step = s / 50;
  for (let z = -m - 9 * s; z <= m + 9 * s; z += step) {
    const [a, b] = [normal(z, m), normal(z, -m)];
    if (a > 0) information += 0.5 * a * Math.log(2 * a / (a + b)) * step;
    if (b > 0) information += 0.5 * b * Math.log(2 * b / (a + b)) * step;
  }
  return n * information - (0.5 * (m * m + s * s - 1) - Math.log(s));
}

/** Its maximum over m and s, on a fine grid. */
export function bestGain(n: number): number {
  let most = 0;
  for (let m = 0.6; m <= 1.05; m += 0.01) {
    for (let s = 0.2; s <= 0.9; s += 0.01) most = Math.max(most, telling(n, m, s));
  }
  return most;
}

/** A value of every stored run, read as plain JSON. */
export async function storedValues<T>(study: string, name: string): Promise<readonly T[]> {
  return await Promise.all(Array.from({ length: 10 }, async (_, seed) => {
    const url = new URL(`../../../data/results/${study}/${seed}.json`, import.meta.url);
    return JSON.parse(await Deno.readTextFile(url)).values[name] as T;
  }));
}
