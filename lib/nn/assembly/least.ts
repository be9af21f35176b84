// The least of each number over a stack, and the way back to where it was.
import { read, write } from "./lanes";

/** y[i] = min_t x[t, i]; a NaN comes out where one is in the stack. */
export function leastForward(stack: i32, count: i32, x: usize, y: usize): void {
  const step = <usize> count * 4;
  for (let rest = count; rest > 0;) {
    const whole = rest >= 4, size: usize = whole ? 16 : 4;
    let least = read(x, whole);
    for (let t = 1; t < stack; t++) {
      least = f32x4.min(least, read(x + <usize> t * step, whole)); // of a NaN nothing is hidden
    }
    write(y, least, whole);
    x += size, y += size, rest -= whole ? 4 : 1;
  }
}

/** dx is dy where x is the first that is least, and 0 elsewhere; NaN where the least is none. */
export function leastBackward(
  stack: i32,
  count: i32,
  dy: usize,
  x: usize,
  y: usize,
  dx: usize,
): void {
  const step = <usize> count * 4, zero = f32x4.splat(0), none = f32x4.splat(f32.NaN);
  for (let rest = count; rest > 0;) {
    const whole = rest >= 4, size: usize = whole ? 16 : 4;
    const least = read(y, whole), slope = read(dy, whole), known = f32x4.eq(least, least);
    let found = v128.not(known); // then nothing is the first
    for (let t = 0; t < stack; t++) {
      const isLeast = v128.andnot(f32x4.eq(read(x + <usize> t * step, whole), least), found);
      found = v128.or(found, isLeast);
      const part = v128.bitselect(slope, zero, isLeast);
      write(dx + <usize> t * step, v128.bitselect(part, none, known), whole);
    }
    dy += size, x += size, y += size, dx += size, rest -= whole ? 4 : 1;
  }
}
