// Steps of optimizers, in place: one pass over a block of parameters.
import { read, write } from "./lanes";

/**
 * Adam: m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², p ← p − rate · m / (root · √v + ε).
 * The caller puts the corrections of the bias into `rate` = η / (1 − β₁ᵗ) and `root` = 1 / √(1 − β₂ᵗ),
 * and hands in 1 − β₁ and 1 − β₂, each rounded once: 1 − 0.999 in float32 would be off by 1e-5.
 * @param scale what the gradient is multiplied by first
 */
export function adam(
  count: i32,
  parameters: usize,
  gradient: usize,
  first: usize,
  second: usize,
  scale: f32,
  change1: f32,
  change2: f32,
  rate: f32,
  root: f32,
  epsilon: f32,
): void {
  for (let rest = count; rest > 0;) {
    const whole = rest >= 4, size: usize = whole ? 16 : 4;
    const g = f32x4.mul(read(gradient, whole), f32x4.splat(scale));
    const m = mix(read(first, whole), g, change1);
    const v = mix(read(second, whole), f32x4.mul(g, g), change2);
    const below = f32x4.add(f32x4.mul(f32x4.sqrt(v), f32x4.splat(root)), f32x4.splat(epsilon));
    const change = f32x4.div(f32x4.mul(m, f32x4.splat(rate)), below);
    write(first, m, whole), write(second, v, whole);
    write(parameters, f32x4.sub(read(parameters, whole), change), whole);
    parameters += size, gradient += size, first += size, second += size;
    rest -= whole ? 4 : 1;
  }
}

/** target ← target + τ (source − target). */
export function polyak(count: i32, target: usize, source: usize, tau: f32): void {
  for (let rest = count; rest > 0;) {
    const whole = rest >= 4, size: usize = whole ? 16 : 4;
    const t = read(target, whole), gap = f32x4.sub(read(source, whole), t);
    write(target, f32x4.add(t, f32x4.mul(f32x4.splat(tau), gap)), whole);
    target += size, source += size;
    rest -= whole ? 4 : 1;
  }
}

/** β a + (1 − β) b, from c = 1 − β; never fused, so that both builds take the same step. */
@inline
function mix(a: v128, b: v128, c: f32): v128 {
  const kept = f32x4.sub(a, f32x4.mul(f32x4.splat(c), a));
  return f32x4.add(kept, f32x4.mul(f32x4.splat(c), b));
}
