/** Exact arithmetic for tests: fixed point with 400 binary digits after the point. */

const BITS = 400n;
const ONE = 1n << BITS;

/** A number exactly as it is, if its last digit is above 2^-400. */
export function fixed(value: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const word = view.getBigUint64(0);
  const exponent = (word >> 52n) & 0x7ffn;
  const fraction = word & ((1n << 52n) - 1n);
  const mantissa = exponent === 0n ? fraction : fraction | (1n << 52n);
  const shift = BITS + (exponent === 0n ? 1n : exponent) - 1075n;
  const size = shift >= 0n ? mantissa << shift : mantissa >> -shift;
  return word >> 63n === 1n ? -size : size;
}

/** The nearest number, but for a rounding or two. */
export function float(value: bigint): number {
  const size = value < 0n ? -value : value;
  const drop = size.toString(2).length - 64;
  const found = drop > 0
    ? Number(size >> BigInt(drop)) * 2 ** (drop - Number(BITS))
    : Number(size) * 2 ** -Number(BITS);
  return value < 0n ? -found : found;
}

export const times = (a: bigint, b: bigint): bigint => (a * b) >> BITS;
export const over = (a: bigint, b: bigint): bigint => (a << BITS) / b;

/** eˣ by Taylor's series of x/2^64, squared 64 times. */
export function exponential(x: bigint): bigint {
  const small = x >> 64n;
  let term = ONE, sum = ONE;
  for (let n = 1n; n < 12n; n++) sum += term = times(term, small) / n;
  for (let i = 0; i < 64; i++) sum = times(sum, sum);
  return sum;
}

/** log y by Newton's method, from the float logarithm. */
export function logarithm(y: bigint): bigint {
  let x = fixed(Math.log(float(y)));
  for (let i = 0; i < 4; i++) {
    const e = exponential(x);
    x += 2n * over(y - e, y + e); // Halley's step: three times as many digits each time
  }
  return x;
}

/** α log Σ w exp(v/α) of the numbers as they are, to the last digit but one or two. */
export function exactSoftMaximum(
  values: readonly number[],
  weights: readonly number[],
  temperature: number,
): number {
  const alpha = fixed(temperature);
  const top = fixed(Math.max(...values));
  const sum = values.reduce((all, value, i) => {
    const below = over(fixed(value) - top, alpha);
    return all + times(fixed(weights[i]!), exponential(below));
  }, 0n);
  return float(top + times(alpha, logarithm(sum)));
}
