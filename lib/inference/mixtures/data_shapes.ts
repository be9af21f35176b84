/** What data have to be: points, and who is responsible for them. */
import {
  matrix,
  refusal,
  type Shape,
  shapeOf,
  vector,
  within,
  wrongSize,
  wrongValue,
} from "../../math/mod.ts";

/** Squares of larger coordinates, and sums of these over the data, would be infinite. */
const MOST = 1e150;

const MATRIX = matrix("N", "D");

/** Points `[N][D]`; N and D to a door. */
export const POINTS: Shape<readonly ArrayLike<number>[]> = shapeOf(MATRIX.wish, (value, sizes) => {
  const found = MATRIX.fault(value, sizes);
  if (found !== undefined) return found;
  const points = value as readonly ArrayLike<number>[];
  for (let n = 0; n < points.length; n++) {
    const point = points[n]!;
    for (let i = 0; i < point.length; i++) {
      if (Math.abs(point[i]!) <= MOST) continue;
      return within(`[${n}][${i}]`, wrongValue(point[i], `a number of size at most ${MOST}`));
    }
  }
  return undefined;
});

const LIST = vector();

/** `[N, K]` row after row, each row a distribution; N as a door's points have it, K as its mixture. */
export const RESPONSIBILITIES: Shape<ArrayLike<number>> = shapeOf(
  LIST.wish,
  (value, sizes = {}) => {
    const found = LIST.fault(value);
    if (found !== undefined) return found;
    const rows = value as ArrayLike<number>, count = sizes["N"] ?? 1;
    const size = sizes["K"] ?? Math.max(1, Math.floor(rows.length / count));
    if (rows.length !== count * size) {
      return wrongSize([rows.length], `[${count}·${sizes["K"] ?? "K"}], K ≥ 1 entries a point`);
    }
    for (let n = 0; n < count; n++) {
      let sum = 0;
      for (let i = n * size; i < (n + 1) * size; i++) {
        if (rows[i]! < 0) return within(`[${i}]`, wrongValue(rows[i], "at least 0"));
        sum += rows[i]!;
      }
      if (Math.abs(sum - 1) <= 1e-9) continue;
      const wrong = wrongValue(sum, "1 (within 1e-9)");
      return (doing, argument) => wrong(doing, `the sum of row ${n} of ${argument}`);
    }
    return undefined;
  },
);

/** Refuses more of something than there are points. */
export function requireAtMost(doing: string, argument: string, got: number, points: number): void {
  if (got <= points) return;
  throw new RangeError(refusal(doing, argument, got, `at most ${points}, the number of points`));
}
