// Elementary functions of four numbers at once, to within 2 units in the last place or so (the tests
// say how far). NaN goes in and comes out; nothing is clamped that has a right value.
import { madd } from "./madd";

/** c₀ + x (c₁ + x (c₂ + …)) is written from the inside out. */
@inline
function step(x: v128, inner: v128, coefficient: f32): v128 {
  return madd(x, inner, f32x4.splat(coefficient));
}

/** 2ⁿ for −126 ≤ n ≤ 127, made of its bits. */
@inline
function powerOfTwo(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23);
}

/**
 * eˣ = 2ⁿ eʳ with |r| ≤ ½ ln 2; ln 2 is taken off in two parts, the first of them exact. The
 * polynomial is Cephes' expf. 2ⁿ comes in two factors, so that the smallest numbers and infinity
 * are reached.
 */
@inline
export function exp4(x: v128): v128 {
  const inside = f32x4.max(f32x4.min(x, f32x4.splat(89)), f32x4.splat(-104));
  const n = f32x4.nearest(f32x4.mul(inside, f32x4.splat(1.4426950408889634)));
  const r = madd(n, f32x4.splat(2.12194440e-4), madd(n, f32x4.splat(-0.693359375), inside));
  let p = f32x4.splat(1.9875691500e-4);
  p = step(r, p, 1.3981999507e-3), p = step(r, p, 8.3334519073e-3);
  p = step(r, p, 4.1665795894e-2), p = step(r, p, 1.6666665459e-1), p = step(r, p, 0.5);
  const series = f32x4.add(madd(f32x4.mul(r, r), p, r), f32x4.splat(1));
  const whole = i32x4.trunc_sat_f32x4_s(n), half = i32x4.shr_s(whole, 1);
  return f32x4.mul(
    f32x4.mul(series, powerOfTwo(half)),
    powerOfTwo(i32x4.sub(whole, half)),
  );
}

/**
 * log x = n ln 2 + log m with √½ ≤ m < √2; Cephes' logf. log 0 = −∞, log ∞ = ∞, of negative
 * numbers NaN.
 */
@inline
export function log4(x: v128): v128 {
  const tiny = f32x4.lt(x, f32x4.splat(1.17549435e-38)); // subnormal: 2²³ times as much is not
  const normal = v128.bitselect(f32x4.mul(x, f32x4.splat(8388608)), x, tiny);
  const offset = i32x4.add(v128.and(tiny, i32x4.splat(-23)), i32x4.splat(-126));
  let n = f32x4.convert_i32x4_s(i32x4.add(i32x4.shr_s(normal, 23), offset));
  let m = v128.or(v128.and(normal, i32x4.splat(0x007fffff)), i32x4.splat(0x3f000000)); // [½, 1)
  const low = f32x4.lt(m, f32x4.splat(0.7071067811865476));
  m = f32x4.sub(f32x4.add(m, v128.and(low, m)), f32x4.splat(1)); // twice m where it is low
  n = f32x4.sub(n, v128.and(low, f32x4.splat(1)));
  const finite = logOfNearOne(m, n);
  const infinity = f32x4.splat(f32.POSITIVE_INFINITY), zero = f32x4.splat(0);
  const above = v128.bitselect(x, finite, f32x4.eq(x, infinity));
  const known = v128.bitselect(f32x4.neg(infinity), above, f32x4.eq(x, zero));
  return v128.bitselect(known, f32x4.splat(f32.NaN), f32x4.ge(x, zero));
}

/** n ln 2 + log(1 + m) for √½ ≤ 1 + m ≤ √2. */
@inline
function logOfNearOne(m: v128, n: v128): v128 {
  const square = f32x4.mul(m, m);
  let p = f32x4.splat(7.0376836292e-2);
  p = step(m, p, -1.1514610310e-1), p = step(m, p, 1.1676998740e-1);
  p = step(m, p, -1.2420140846e-1), p = step(m, p, 1.4249322787e-1);
  p = step(m, p, -1.6668057665e-1), p = step(m, p, 2.0000714765e-1);
  p = step(m, p, -2.4999993993e-1), p = step(m, p, 3.3333331174e-1);
  let tail = f32x4.mul(f32x4.mul(m, square), p);
  tail = madd(n, f32x4.splat(-2.12194440e-4), tail);
  tail = madd(square, f32x4.splat(-0.5), tail);
  return madd(n, f32x4.splat(0.693359375), f32x4.add(m, tail));
}

/**
 * log(1 + u) for 0 ≤ u ≤ 1: of u itself below √2 − 1, of ½ (1 + u) above. 1 + u is never made: it
 * would be rounded to 24 bits, and small u with it.
 */
@inline
export function log1p4(u: v128): v128 {
  const above = f32x4.gt(u, f32x4.splat(0.41421356237309515)), half = f32x4.splat(0.5);
  const m = v128.bitselect(f32x4.sub(f32x4.mul(half, u), half), u, above);
  const n = v128.and(above, f32x4.splat(1));
  return logOfNearOne(m, n);
}

/** tanh x: Cephes' odd polynomial below 0.625, sign(x) (1 − 2 / (e^{2|x|} + 1)) above. */
@inline
export function tanh4(x: v128): v128 {
  const size = f32x4.abs(x), square = f32x4.mul(x, x), one = f32x4.splat(1);
  let p = f32x4.splat(-5.70498872745e-3);
  p = step(square, p, 2.06390887954e-2), p = step(square, p, -5.37397155531e-2);
  p = step(square, p, 1.33314422036e-1), p = step(square, p, -3.33332819422e-1);
  const near = madd(f32x4.mul(square, p), x, x);
  const power = exp4(f32x4.add(size, size));
  const far = f32x4.sub(one, f32x4.div(f32x4.splat(2), f32x4.add(power, one)));
  const sign = v128.and(x, i32x4.splat(0x80000000));
  return v128.bitselect(near, v128.or(far, sign), f32x4.lt(size, f32x4.splat(0.625)));
}

/** 1 / (1 + e⁻ˣ). */
@inline
export function sigmoid4(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(x))));
}

/** log(1 + eˣ) = max(x, 0) + log(1 + e^{−|x|}). */
@inline
export function softplus4(x: v128): v128 {
  const tail = log1p4(exp4(f32x4.neg(f32x4.abs(x))));
  return f32x4.add(f32x4.max(x, f32x4.splat(0)), tail);
}
