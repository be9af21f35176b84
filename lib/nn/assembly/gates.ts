// The gates of a recurrent unit, all of them in one pass over the numbers of a state.
import { sigmoid4, tanh4 } from "./functions";
import { read, write } from "./lanes";

/**
 * r = σ(x₀ + h₀), z = σ(x₁ + h₁), n = tanh(x₂ + r h₂), next = n + z (state − n). Nothing is fused, so
 * that both builds give what the five operations would, one after the other.
 * @param r holds x₀ and is given r; `z` and `n` likewise
 * @param h0 to h2: what the state brings to each gate
 */
export function gruForward(
  count: i32,
  r: usize,
  z: usize,
  n: usize,
  h0: usize,
  h1: usize,
  h2: usize,
  state: usize,
  next: usize,
): void {
  for (let rest = count; rest > 0;) {
    const whole = rest >= 4, size: usize = whole ? 16 : 4;
    const reset = sigmoid4(f32x4.add(read(r, whole), read(h0, whole)));
    const update = sigmoid4(f32x4.add(read(z, whole), read(h1, whole)));
    const candidate = tanh4(f32x4.add(read(n, whole), f32x4.mul(reset, read(h2, whole))));
    const gap = f32x4.sub(read(state, whole), candidate);
    write(r, reset, whole), write(z, update, whole), write(n, candidate, whole);
    write(next, f32x4.add(candidate, f32x4.mul(update, gap)), whole);
    r += size, z += size, n += size, h0 += size, h1 += size, h2 += size;
    state += size, next += size;
    rest -= whole ? 4 : 1;
  }
}

/**
 * The way back through {@link gruForward}: from the slope by `next`, those by the sums inside of each
 * gate, by h₂, and by the state where it is kept.
 * @param dNext the slope; `more`, added to it, or 0 for none
 * @param d0 to d2 are given the slopes by x₀ + h₀, x₁ + h₁ and x₂ + r h₂; `dh2` that by h₂
 * @param dState is given z · slope; may be dNext
 */
export function gruBackward(
  count: i32,
  dNext: usize,
  more: usize,
  r: usize,
  z: usize,
  n: usize,
  h2: usize,
  state: usize,
  d0: usize,
  d1: usize,
  d2: usize,
  dh2: usize,
  dState: usize,
): void {
  const one = f32x4.splat(1);
  for (let rest = count; rest > 0;) {
    const whole = rest >= 4, size: usize = whole ? 16 : 4;
    let slope = read(dNext, whole);
    if (more) slope = f32x4.add(slope, read(more, whole)), more += size;
    const reset = read(r, whole), update = read(z, whole), candidate = read(n, whole);
    const kept = f32x4.mul(slope, update);
    const byCandidate = f32x4.sub(slope, kept);
    const byUpdate = f32x4.mul(slope, f32x4.sub(read(state, whole), candidate));
    const inside = f32x4.mul(
      byCandidate,
      f32x4.mul(f32x4.sub(one, candidate), f32x4.add(one, candidate)),
    );
    const byReset = f32x4.mul(inside, read(h2, whole));
    write(d0, f32x4.mul(byReset, f32x4.mul(reset, f32x4.sub(one, reset))), whole);
    write(d1, f32x4.mul(byUpdate, f32x4.mul(update, f32x4.sub(one, update))), whole);
    write(d2, inside, whole), write(dh2, f32x4.mul(inside, reset), whole);
    write(dState, kept, whole);
    dNext += size, r += size, z += size, n += size, h2 += size, state += size;
    d0 += size, d1 += size, d2 += size, dh2 += size, dState += size;
    rest -= whole ? 4 : 1;
  }
}
