/** Why pictures are hard: distances, directions, and what the nearest pictures know. */
import { pendulumImage } from "lib/envs";
import { eigenSymmetric, grid } from "lib/math";
import { greyOf } from "./windows.ts";
import { type PixelEpisode, WORLD } from "./world.ts";

type Row = readonly number[];

/** A picture's grey values in [0, 1]. */
export const greyAt = (angle: number): number[] =>
  Array.from(pendulumImage(angle), (each) => each / 255);

/** √Σ (grey − grey)². */
export function apart(one: Row, other: Row): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += (one[i]! - other[i]!) ** 2;
  return Math.sqrt(sum);
}

/** Mean distance of pictures that are so many degrees apart, over 36 places of the first one. */
export function meanApart(degrees: number): number {
  const starts = grid(0, 2 * Math.PI * 35 / 36, 36), turn = degrees * Math.PI / 180;
  return starts.reduce((sum, at) => sum + apart(greyAt(at), greyAt(at + turn)), 0) / 36;
}

/** Cumulative shares of the variance of pictures at so many angles: PCA by the pictures' products. */
export function pictureShares(count: number): number[] {
  const pictures = Array.from({ length: count }, (_, i) => greyAt(2 * Math.PI * i / count));
  const middle = pictures[0]!.map((_, p) =>
    pictures.reduce((sum, each) => sum + each[p]!, 0) / count
  );
  const centred = pictures.map((each) => each.map((grey, p) => grey - middle[p]!));
  const products = centred.map((one) =>
    centred.map((other) => one.reduce((sum, each, p) => sum + each * other[p]!, 0))
  );
  const values = Array.from(eigenSymmetric(products).values).sort((x, y) => y - x);
  const total = values.reduce((sum, each) => sum + each, 0);
  let sum = 0;
  return values.map((each) => (sum += each) / total);
}

/** The velocity of each moment as the most alike pictures of other episodes have it: a mean of five. */
export function toldVelocities(episodes: readonly PixelEpisode[], pictures: 1 | 2) {
  const moments = episodes.map(({ observations, states }) =>
    observations.slice(1).filter((_, t) => t % 5 === 0).map((seen, i) => ({
      grey: pictures === 2 ? greyOf(seen) : greyOf(seen).slice(WORLD.picture),
      velocity: states[1 + 5 * i]!.angularVelocity,
    }))
  );
  const all = moments.flatMap((own, e) =>
    own.map(({ grey, velocity }) => {
      const others = moments.filter((_, o) => o !== e).flat()
        .map((other) => ({ far: apart(grey, other.grey), velocity: other.velocity }))
        .sort((x, y) => x.far - y.far).slice(0, 5);
      return { real: velocity, told: others.reduce((sum, each) => sum + each.velocity / 5, 0) };
    })
  );
  const real = all.map((each) => each.real), told = all.map((each) => each.told);
  const mean = real.reduce((sum, each) => sum + each, 0) / real.length;
  const square = (list: Row, from: (i: number) => number) =>
    list.reduce((sum, each, i) => sum + (each - from(i)) ** 2, 0);
  return { real, told, explained: 1 - square(told, (i) => real[i]!) / square(real, () => mean) };
}
