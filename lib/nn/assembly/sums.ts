// Sums along an axis. They are added in float64 and rounded once, so they have no order of their
// own, and both builds give the same bits.

/**
 * y[o, i] = Σ_k x[o, k, i].
 * @param outer how many groups, o
 * @param length how many numbers are added, k
 * @param inner how many sums lie side by side, i
 */
export function sumAxis(outer: i32, length: i32, inner: i32, x: usize, y: usize): void {
  const group = <usize>(length * inner) * 4;
  for (let o = 0; o < outer; o++, x += group, y += <usize> inner * 4) {
    if (inner == 1) store<f32>(y, <f32> sumRow(length, x));
    else sumRows(length, inner, x, y);
  }
}

/** Σ x, in float64. */
export function sumRow(length: i32, x: usize): f64 {
  let low = f64x2.splat(0), high = low;
  for (const end = x + <usize>(length >> 2) * 16; x < end; x += 16) {
    const four = v128.load(x);
    low = f64x2.add(low, f64x2.promote_low_f32x4(four));
    high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<f64>(four, four, 1, 1)));
  }
  const two = f64x2.add(low, high);
  let sum = f64x2.extract_lane(two, 0) + f64x2.extract_lane(two, 1);
  for (let k = length & ~3; k < length; k++, x += 4) sum += <f64> load<f32>(x);
  return sum;
}

/** Σ x², in float64. */
export function sumSquares(length: i32, x: usize): f64 {
  let sums = f64x2.splat(0);
  for (const end = x + <usize>(length >> 1) * 8; x < end; x += 8) {
    const two = f64x2.promote_low_f32x4(v128.load64_zero(x));
    sums = f64x2.add(sums, f64x2.mul(two, two));
  }
  let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  if (length & 1) sum += <f64> load<f32>(x) * <f64> load<f32>(x);
  return sum;
}

/** Eight columns at a time: half the rows' lines of the cache at once. */
function sumEightColumns(rows: i32, step: usize, x: usize, y: usize): void {
  let a = f64x2.splat(0), b = a, c = a, d = a;
  for (let i = 0; i < rows; i++, x += step) {
    const left = v128.load(x), right = v128.load(x, 16);
    a = f64x2.add(a, f64x2.promote_low_f32x4(left));
    b = f64x2.add(b, f64x2.promote_low_f32x4(v128.shuffle<f64>(left, left, 1, 1)));
    c = f64x2.add(c, f64x2.promote_low_f32x4(right));
    d = f64x2.add(d, f64x2.promote_low_f32x4(v128.shuffle<f64>(right, right, 1, 1)));
  }
  v128.store(y, bothSums(a, b));
  v128.store(y, bothSums(c, d), 16);
}

@inline
function bothSums(low: v128, high: v128): v128 {
  const first = f32x4.demote_f64x2_zero(low), second = f32x4.demote_f64x2_zero(high);
  return v128.shuffle<f64>(first, second, 0, 2);
}

/** All rows added up, four columns at a time. */
@inline
function sumRows(rows: i32, columns: i32, x: usize, y: usize): void {
  const step = <usize> columns * 4;
  let j = 0;
  for (; j + 8 <= columns; j += 8) sumEightColumns(rows, step, x + <usize> j * 4, y + <usize> j * 4);
  for (; j + 4 <= columns; j += 4) {
    let low = f64x2.splat(0), high = low, at = x + <usize> j * 4;
    for (let i = 0; i < rows; i++, at += step) {
      const four = v128.load(at);
      low = f64x2.add(low, f64x2.promote_low_f32x4(four));
      high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<f64>(four, four, 1, 1)));
    }
    v128.store(y + <usize> j * 4, bothSums(low, high));
  }
  for (; j < columns; j++) {
    let sum: f64 = 0, at = x + <usize> j * 4;
    for (let i = 0; i < rows; i++, at += step) sum += <f64> load<f32>(at);
    store<f32>(y + <usize> j * 4, <f32> sum);
  }
}
