// Weights that are positive and add up to 1, row by row, and the way back.
import { exp4 } from "./functions";
import { read, write } from "./lanes";

/** Each row's y = softmax(scale x), scale > 0; y may be x. The sum is added up in float64. */
export function softmaxForward(rows: i32, length: i32, scale: f32, x: usize, y: usize): void {
  for (let row = 0; row < rows; row++, x += <usize> length * 4, y += <usize> length * 4) {
    const sum = powers(length, f32x4.splat(scale), f32x4.splat(greatest(length, x)), x, y);
    const share = f32x4.splat(<f32>(1 / sum));
    let at = y;
    for (let rest = length; rest > 0;) {
      const whole = rest >= 4;
      write(at, f32x4.mul(read(at, whole), share), whole);
      at += whole ? 16 : 4, rest -= whole ? 4 : 1;
    }
  }
}

/** The greatest number of a row; NaN if one is. */
function greatest(length: i32, x: usize): f32 {
  let most = f32x4.splat(-f32.POSITIVE_INFINITY);
  for (const end = x + <usize>(length >> 2) * 16; x < end; x += 16) {
    most = f32x4.max(most, v128.load(x));
  }
  for (let k = length & ~3; k < length; k++, x += 4) most = f32x4.max(most, v128.load32_splat(x));
  most = f32x4.max(most, v128.shuffle<f32>(most, most, 2, 3, 0, 1));
  most = f32x4.max(most, v128.shuffle<f32>(most, most, 1, 0, 3, 2));
  return f32x4.extract_lane(most, 0);
}

/** y = exp(scale (x − most)), and their sum. */
@inline
function powers(length: i32, scale: v128, most: v128, x: usize, y: usize): f64 {
  let low = f64x2.splat(0), high = low;
  for (let rest = length; rest > 0;) {
    const whole = rest >= 4, size: usize = whole ? 16 : 4;
    let power = exp4(f32x4.mul(scale, f32x4.sub(read(x, whole), most)));
    if (!whole) power = v128.and(power, i32x4(-1, 0, 0, 0));
    write(y, power, whole);
    low = f64x2.add(low, f64x2.promote_low_f32x4(power));
    high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<f64>(power, power, 1, 1)));
    x += size, y += size, rest -= whole ? 4 : 1;
  }
  const two = f64x2.add(low, high);
  return f64x2.extract_lane(two, 0) + f64x2.extract_lane(two, 1);
}

/** dx = scale y (dy − Σ dy y), each row for itself; dx may be dy. */
export function softmaxBackward(
  rows: i32,
  length: i32,
  scale: f32,
  dy: usize,
  y: usize,
  dx: usize,
): void {
  for (let row = 0; row < rows; row++) {
    const mean = f32x4.splat(<f32> dotRow(length, dy, y)), by = f32x4.splat(scale);
    for (let rest = length; rest > 0;) {
      const whole = rest >= 4, size: usize = whole ? 16 : 4;
      const gap = f32x4.sub(read(dy, whole), mean);
      write(dx, f32x4.mul(by, f32x4.mul(read(y, whole), gap)), whole);
      dy += size, y += size, dx += size, rest -= whole ? 4 : 1;
    }
  }
}

/** Σ a b of a row, in float64. */
@inline
function dotRow(length: i32, a: usize, b: usize): f64 {
  let sums = f64x2.splat(0);
  for (const end = a + <usize>(length >> 1) * 8; a < end; a += 8, b += 8) {
    const left = f64x2.promote_low_f32x4(v128.load64_zero(a));
    sums = f64x2.add(sums, f64x2.mul(left, f64x2.promote_low_f32x4(v128.load64_zero(b))));
  }
  let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  if (length & 1) sum += <f64> load<f32>(a) * <f64> load<f32>(b);
  return sum;
}
