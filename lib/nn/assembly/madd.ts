// The one difference between the two builds (tools/kernels.ts).

/**
 * a·b + c in each of four lanes. Built with `--use FUSED=1` it is rounded once where the processor
 * can (relaxed SIMD leaves that to the engine, so the loader tries it out); otherwise it is rounded
 * twice, which every engine does alike.
 */
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (isDefined(FUSED)) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** a·b + c in one lane of {@link madd}: tells the loader how this engine rounds. */
export function maddOnce(a: f32, b: f32, c: f32): f32 {
  return f32x4.extract_lane(madd(f32x4.splat(a), f32x4.splat(b), f32x4.splat(c)), 0);
}

/**
 * Twelve accumulators that never leave the registers, `turns` times: 96 operations a turn, the most
 * this build can reach here. The bench compares matrix products with it.
 */
export function ceiling(turns: i32, factor: f32, term: f32): f32 {
  const x = f32x4.splat(factor), y = f32x4.splat(term);
  let a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
  for (let turn = 0; turn < turns; turn++) {
    a = madd(a, x, y), b = madd(b, x, y), c = madd(c, x, y), d = madd(d, x, y);
    e = madd(e, x, y), f = madd(f, x, y), g = madd(g, x, y), h = madd(h, x, y);
    i = madd(i, x, y), j = madd(j, x, y), k = madd(k, x, y), l = madd(l, x, y);
  }
  const first = f32x4.add(f32x4.add(f32x4.add(a, b), f32x4.add(c, d)), f32x4.add(e, f));
  const second = f32x4.add(f32x4.add(f32x4.add(g, h), f32x4.add(i, j)), f32x4.add(k, l));
  return f32x4.extract_lane(f32x4.add(first, second), 0);
}
