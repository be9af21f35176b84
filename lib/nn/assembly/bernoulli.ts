// Log-probabilities of bits under logits, and the way back.
import { sigmoid4, softplus4 } from "./functions";
import { read, write } from "./lanes";

/** Each row's Σ x y − softplus(y), added up in float64. */
export function bernoulliForward(
  rows: i32,
  length: i32,
  logits: usize,
  x: usize,
  result: usize,
): void {
  for (let row = 0; row < rows; row++, result += 4) {
    let low = f64x2.splat(0), high = low;
    for (let rest = length; rest > 0;) {
      const whole = rest >= 4, size: usize = whole ? 16 : 4;
      const y = read(logits, whole), product = f32x4.mul(read(x, whole), y);
      let term = f32x4.sub(product, softplus4(y));
      if (!whole) term = v128.and(term, i32x4(-1, 0, 0, 0)); // softplus 0 is not 0
      low = f64x2.add(low, f64x2.promote_low_f32x4(term));
      high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<f64>(term, term, 1, 1)));
      logits += size, x += size;
      rest -= whole ? 4 : 1;
    }
    const two = f64x2.add(low, high);
    store<f32>(result, <f32> (f64x2.extract_lane(two, 0) + f64x2.extract_lane(two, 1)));
  }
}

/** dy (x − σ(y)), with one dy for each row. */
export function bernoulliBackward(
  rows: i32,
  length: i32,
  dy: usize,
  logits: usize,
  x: usize,
  result: usize,
): void {
  for (let row = 0; row < rows; row++, dy += 4) {
    const scale = v128.load32_splat(dy);
    for (let rest = length; rest > 0;) {
      const whole = rest >= 4, size: usize = whole ? 16 : 4;
      const gap = f32x4.sub(read(x, whole), sigmoid4(read(logits, whole)));
      write(result, f32x4.mul(scale, gap), whole);
      logits += size, x += size, result += size;
      rest -= whole ? 4 : 1;
    }
  }
}
