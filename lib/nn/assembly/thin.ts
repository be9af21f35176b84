// Sums of one to four terms, as in a first layer: packing would take longer than multiplying.
import { madd } from "./madd";
import { storeOne, storeRow } from "./tile";

/** The longest sum that is done here. */
export const THIN: i32 = 4;

/**
 * C = act(A B + C₀ + bias) for k ≤ {@link THIN}, where a row of B lies in one piece. Eight columns of
 * B stay in registers while all rows of A go by. Arguments as of gemm.
 */
export function thin(
  m: i32,
  k: i32,
  n: i32,
  a: usize,
  aRow: i32,
  aColumn: i32,
  b: usize,
  bRow: i32,
  c: usize,
  cRow: i32,
  bias: usize,
  accumulate: bool,
  relu: bool,
): void {
  const whole = n & ~7;
  for (let j = 0; j < whole; j += 8) {
    const at = <usize> j * 4;
    eightColumns(m, k, a, aRow, aColumn, b + at, bRow, c + at, cRow, bias ? bias + at : 0, accumulate, relu);
  }
  for (let i = 0; i < m; i++) {
    for (let j = whole; j < n; j++) {
      let sum: f32 = 0;
      for (let t = 0; t < k; t++) {
        const left = load<f32>(a + <usize>(i * aRow + t * aColumn) * 4);
        sum = maddOne(left, load<f32>(b + <usize>(t * bRow + j) * 4), sum);
      }
      const itsBias = bias ? bias + <usize> j * 4 : 0;
      storeOne(c + <usize>(i * cRow + j) * 4, sum, itsBias, accumulate, relu);
    }
  }
}

@inline
function maddOne(a: f32, b: f32, c: f32): f32 {
  return f32x4.extract_lane(madd(f32x4.splat(a), f32x4.splat(b), f32x4.splat(c)), 0);
}

@inline
function eightColumns(
  m: i32,
  k: i32,
  a: usize,
  aRow: i32,
  aColumn: i32,
  b: usize,
  bRow: i32,
  c: usize,
  cRow: i32,
  bias: usize,
  accumulate: bool,
  relu: bool,
): void {
  const zero = f32x4.splat(0), next = <usize> bRow * 4, step = <usize> aColumn * 4;
  const left0 = v128.load(b), right0 = v128.load(b, 16);
  const left1 = k > 1 ? v128.load(b + next) : zero, right1 = k > 1 ? v128.load(b + next, 16) : zero;
  const left2 = k > 2 ? v128.load(b + 2 * next) : zero;
  const right2 = k > 2 ? v128.load(b + 2 * next, 16) : zero;
  const left3 = k > 3 ? v128.load(b + 3 * next) : zero;
  const right3 = k > 3 ? v128.load(b + 3 * next, 16) : zero;
  const leftBias = bias ? v128.load(bias) : zero, rightBias = bias ? v128.load(bias, 16) : zero;
  for (let i = 0; i < m; i++) {
    const a0 = v128.load32_splat(a);
    let left = madd(a0, left0, zero), right = madd(a0, right0, zero);
    if (k > 1) {
      const a1 = v128.load32_splat(a + step);
      left = madd(a1, left1, left), right = madd(a1, right1, right);
    }
    if (k > 2) {
      const a2 = v128.load32_splat(a + 2 * step);
      left = madd(a2, left2, left), right = madd(a2, right2, right);
    }
    if (k > 3) {
      const a3 = v128.load32_splat(a + 3 * step);
      left = madd(a3, left3, left), right = madd(a3, right3, right);
    }
    storeRow(c, left, leftBias, accumulate, relu);
    storeRow(c + 16, right, rightBias, accumulate, relu);
    a += <usize> aRow * 4, c += <usize> cRow * 4;
  }
}
