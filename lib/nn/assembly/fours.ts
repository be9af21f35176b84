// Products with three or four columns, as in the heads of networks: a row of C is one vector, where a
// tile would waste half of itself. The sums are those of the tile, to the last bit.
import { madd } from "./madd";

/**
 * C = act(A B + C₀ + bias) for n = 3 or 4. Arguments as of gemm; depth as of its blocks.
 * @param scratch 16 bytes for each number of a sum
 */
export function fours(
  m: i32,
  depth: i32,
  n: i32,
  a: usize,
  aRow: i32,
  aColumn: i32,
  b: usize,
  bRow: i32,
  bColumn: i32,
  c: usize,
  cRow: i32,
  bias: usize,
  accumulate: bool,
  relu: bool,
  scratch: usize,
): void {
  packRows(depth, n, b, bRow, bColumn, scratch);
  const row = <usize> aRow * 4, step = <usize> aColumn * 4, next = <usize> cRow * 4;
  const end = scratch + <usize> depth * 16;
  let i = 0;
  for (; i + 4 <= m; i += 4, a += 4 * row, c += 4 * next) {
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0, at = a;
    if (aRow == 1) {
      for (let k = scratch; k < end; k += 16, at += step) {
        const right = v128.load(k), column = v128.load(at);
        s0 = madd(v128.shuffle<f32>(column, column, 0, 0, 0, 0), right, s0);
        s1 = madd(v128.shuffle<f32>(column, column, 1, 1, 1, 1), right, s1);
        s2 = madd(v128.shuffle<f32>(column, column, 2, 2, 2, 2), right, s2);
        s3 = madd(v128.shuffle<f32>(column, column, 3, 3, 3, 3), right, s3);
      }
    } else {
      const two = row + row, three = two + row;
      for (let k = scratch; k < end; k += 16, at += step) {
        const right = v128.load(k);
        s0 = madd(v128.load32_splat(at), right, s0);
        s1 = madd(v128.load32_splat(at + row), right, s1);
        s2 = madd(v128.load32_splat(at + two), right, s2);
        s3 = madd(v128.load32_splat(at + three), right, s3);
      }
    }
    storeFew(c, n, s0, bias, accumulate, relu);
    storeFew(c + next, n, s1, bias, accumulate, relu);
    storeFew(c + 2 * next, n, s2, bias, accumulate, relu);
    storeFew(c + 3 * next, n, s3, bias, accumulate, relu);
  }
  for (; i < m; i++, a += row, c += next) {
    let sum = f32x4.splat(0), at = a;
    for (let k = scratch; k < end; k += 16, at += step) {
      sum = madd(v128.load32_splat(at), v128.load(k), sum);
    }
    storeFew(c, n, sum, bias, accumulate, relu);
  }
}

/** B as `[depth][4]`; a fourth column that is not there is zero. */
function packRows(depth: i32, n: i32, b: usize, bRow: i32, bColumn: i32, to: usize): void {
  for (let k = 0; k < depth; k++, to += 16, b += <usize> bRow * 4) {
    for (let j = 0; j < 4; j++) {
      store<f32>(to + <usize> j * 4, j < n ? load<f32>(b + <usize>(j * bColumn) * 4) : <f32> 0);
    }
  }
}

/** Three numbers or four of a row, with nothing read or written beyond them. */
@inline
function storeFew(at: usize, n: i32, sums: v128, bias: usize, accumulate: bool, relu: bool): void {
  let value = sums;
  if (bias) value = f32x4.add(value, readFew(bias, n));
  if (accumulate) value = f32x4.add(value, readFew(at, n));
  if (relu) value = f32x4.max(value, f32x4.splat(0)); // of WebAssembly's max, NaN comes out
  if (n == 4) {
    v128.store(at, value);
    return;
  }
  v128.store64_lane(at, value, 0);
  v128.store32_lane(at, value, 2, 8);
}

@inline
function readFew(at: usize, n: i32): v128 {
  if (n == 4) return v128.load(at);
  return v128.load32_lane(at, v128.load64_zero(at), 2, 8);
}
