/** The chapter's images: which ones it learns from, and which ones it is judged by. */
import { drawEllipse, drawnEllipses, opticalDigits } from "data";
import { fold, grid, type Key, uniform } from "lib/math";

type Rows = readonly (readonly number[])[];

/** Digits in black and white: a pixel has ink where at least 8 of its 16 points have. */
export async function inkedDigits() {
  const { images, digits } = await opticalDigits();
  const inked = images.map((row) => row.map((count) => count >= 8 ? 1 : 0));
  return {
    train: inked.slice(0, 1500),
    test: inked.slice(1500),
    trainDigits: digits.slice(0, 1500),
    testDigits: digits.slice(1500),
  };
}

/** Digits in grey, 0 to 1. */
export async function greyDigits(): Promise<Rows> {
  const { images } = await opticalDigits();
  return images.map((row) => row.map((count) => count / 16));
}

/** 1,536 ellipses on 16×16: 8 places across, 8 down, 4 sizes, 6 angles. */
export function smallEllipses() {
  return drawnEllipses(16, {
    x: grid(4.5, 11.5, 8),
    y: grid(4.5, 11.5, 8),
    size: grid(2.2, 4.3, 4),
    angle: grid(0, 5 * Math.PI / 6, 6),
  });
}

/** Ellipses on 32×32, every factor drawn evenly between its ends. */
export function largeEllipses(key: Key, count: number): Rows {
  const [x, y, size, angle] = [[8, 24], [8, 24], [4, 8], [0, Math.PI]].map(([low, high], f) =>
    uniform(fold(key, f), count, low, high)
  );
  return Array.from(
    { length: count },
    (_, i) => drawEllipse(32, { x: x![i]!, y: y![i]!, size: size![i]!, angle: angle![i]! }),
  );
}
