// Rows that are shifted and scaled to mean 0 and variance 1, and the way back. Means and variances are
// added up in float64.
import { read, write } from "./lanes";
import { sumRow } from "./sums";

/** y = γ (x − mean) / √(variance + ε) + β, each row for itself. */
export function normForward(
  rows: i32,
  width: i32,
  epsilon: f64,
  x: usize,
  gamma: usize,
  beta: usize,
  y: usize,
): void {
  for (let row = 0; row < rows; row++) {
    const mean = sumRow(width, x) / <f64> width;
    const centre = f32x4.splat(<f32> mean);
    const share = f32x4.splat(<f32> inverseSpread(width, epsilon, x, mean));
    let ofGamma = gamma, ofBeta = beta;
    for (let rest = width; rest > 0;) {
      const whole = rest >= 4, size: usize = whole ? 16 : 4;
      const standard = f32x4.mul(f32x4.sub(read(x, whole), centre), share);
      write(y, f32x4.add(f32x4.mul(standard, read(ofGamma, whole)), read(ofBeta, whole)), whole);
      x += size, y += size, ofGamma += size, ofBeta += size;
      rest -= whole ? 4 : 1;
    }
  }
}

/** 1 / √(variance + ε) of a row. */
@inline
function inverseSpread(width: i32, epsilon: f64, x: usize, mean: f64): f64 {
  const centre = f64x2.splat(mean);
  let sums = f64x2.splat(0);
  for (const end = x + <usize>(width >> 1) * 8; x < end; x += 8) {
    const gap = f64x2.sub(f64x2.promote_low_f32x4(v128.load64_zero(x)), centre);
    sums = f64x2.add(sums, f64x2.mul(gap, gap));
  }
  let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  if (width & 1) {
    const gap = <f64> load<f32>(x) - mean;
    sum += gap * gap;
  }
  return 1 / Math.sqrt(sum / <f64> width + epsilon);
}

/**
 * The way back: with x̂ the standardized row and g = γ dy, dx = (g − mean g − x̂ mean(g x̂)) / √(…),
 * dγ = Σ dy x̂ and dβ = Σ dy over the rows.
 * @param sums room for 2 `width` numbers of float64, at a multiple of 8
 */
export function normBackward(
  rows: i32,
  width: i32,
  epsilon: f64,
  dy: usize,
  x: usize,
  gamma: usize,
  dx: usize,
  dGamma: usize,
  dBeta: usize,
  sums: usize,
): void {
  const bytes = <usize> width * 4;
  memory.fill(sums, 0, 4 * bytes);
  for (let row = 0; row < rows; row++, dy += bytes, x += bytes, dx += bytes) {
    const mean = sumRow(width, x) / <f64> width;
    rowBack(width, mean, inverseSpread(width, epsilon, x, mean), dy, x, gamma, dx, sums);
  }
  for (let i = 0; i < width; i++) {
    store<f32>(dGamma + <usize> i * 4, <f32> load<f64>(sums + <usize> i * 8));
    store<f32>(dBeta + <usize> i * 4, <f32> load<f64>(sums + 2 * bytes + <usize> i * 8));
  }
}

/** dx of a row; what it adds to dγ and dβ goes into their sums. */
@inline
function rowBack(
  width: i32,
  mean: f64,
  inverse: f64,
  dy: usize,
  x: usize,
  gamma: usize,
  dx: usize,
  sums: usize,
): void {
  let slopes = f64x2.splat(0), aligned = f64x2.splat(0), i = 0;
  const centre = f64x2.splat(mean), by = f64x2.splat(inverse), bytes = <usize> width * 8;
  for (; i + 2 <= width; i += 2) {
    const at = <usize> i * 4, to = sums + <usize> i * 8;
    const slope = f64x2.promote_low_f32x4(v128.load64_zero(dy + at));
    const number = f64x2.promote_low_f32x4(v128.load64_zero(x + at));
    const standard = f64x2.mul(f64x2.sub(number, centre), by);
    const g = f64x2.mul(slope, f64x2.promote_low_f32x4(v128.load64_zero(gamma + at)));
    slopes = f64x2.add(slopes, g), aligned = f64x2.add(aligned, f64x2.mul(g, standard));
    v128.store(to, f64x2.add(v128.load(to), f64x2.mul(slope, standard)));
    v128.store(to + bytes, f64x2.add(v128.load(to + bytes), slope));
  }
  let sum = f64x2.extract_lane(slopes, 0) + f64x2.extract_lane(slopes, 1);
  let along = f64x2.extract_lane(aligned, 0) + f64x2.extract_lane(aligned, 1);
  if (i < width) {
    const at = <usize> i * 4, to = sums + <usize> i * 8, slope = <f64> load<f32>(dy + at);
    const standard = (<f64> load<f32>(x + at) - mean) * inverse;
    const g = slope * <f64> load<f32>(gamma + at);
    sum += g, along += g * standard;
    store<f64>(to, load<f64>(to) + slope * standard);
    store<f64>(to + bytes, load<f64>(to + bytes) + slope);
  }
  const all = <f64> width;
  writeBack(width, <f32> mean, <f32> inverse, <f32>(sum / all), <f32>(along / all), dy, x, gamma, dx);
}

/** dx = (γ dy − slope − x̂ along) / √(…). */
@inline
function writeBack(
  width: i32,
  mean: f32,
  inverse: f32,
  slope: f32,
  along: f32,
  dy: usize,
  x: usize,
  gamma: usize,
  dx: usize,
): void {
  const centre = f32x4.splat(mean), share = f32x4.splat(inverse);
  const level = f32x4.splat(slope), tilt = f32x4.splat(along);
  for (let rest = width; rest > 0;) {
    const whole = rest >= 4, size: usize = whole ? 16 : 4;
    const standard = f32x4.mul(f32x4.sub(read(x, whole), centre), share);
    const g = f32x4.mul(read(dy, whole), read(gamma, whole));
    const gap = f32x4.sub(f32x4.sub(g, level), f32x4.mul(standard, tilt));
    write(dx, f32x4.mul(gap, share), whole);
    dy += size, x += size, gamma += size, dx += size, rest -= whole ? 4 : 1;
  }
}
