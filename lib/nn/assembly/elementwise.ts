// One pass over numbers that lie side by side: a function of each, or the way back through it.
import { exp4, log4, sigmoid4, softplus4, tanh4 } from "./functions";
import { read, write } from "./lanes";

// The order of ELEMENTWISE in lib/nn/elementwise.ts; 0 is f(x) = x.
const RELU: i32 = 1;
const TANH: i32 = 2;
const SIGMOID: i32 = 3;
const SOFTPLUS: i32 = 4;
const EXP: i32 = 5;
const LOG: i32 = 6;

/** y = f(x); y may be x. */
export function mapForward(operation: i32, count: i32, x: usize, y: usize): void {
  for (let rest = count; rest > 0;) {
    const whole = rest >= 4, size: usize = whole ? 16 : 4;
    write(y, forward(operation, read(x, whole)), whole);
    x += size, y += size, rest -= whole ? 4 : 1;
  }
}

/** dx = dy · f′, with f′ written in terms of y = f(x); dx may be dy. Not for LOG. */
export function mapBackward(operation: i32, count: i32, dy: usize, y: usize, dx: usize): void {
  if (operation == RELU) { // sixteen numbers a turn: the arithmetic is too little to hide a loop
    const end = dx + <usize>(count >> 4) * 64;
    for (; dx < end; dx += 64, dy += 64, y += 64) {
      v128.store(dx, backward(RELU, v128.load(dy), v128.load(y)));
      v128.store(dx, backward(RELU, v128.load(dy, 16), v128.load(y, 16)), 16);
      v128.store(dx, backward(RELU, v128.load(dy, 32), v128.load(y, 32)), 32);
      v128.store(dx, backward(RELU, v128.load(dy, 48), v128.load(y, 48)), 48);
    }
    count &= 15;
  }
  for (let rest = count; rest > 0;) {
    const whole = rest >= 4, size: usize = whole ? 16 : 4;
    write(dx, backward(operation, read(dy, whole), read(y, whole)), whole);
    dy += size, y += size, dx += size, rest -= whole ? 4 : 1;
  }
}

@inline
function forward(operation: i32, x: v128): v128 {
  switch (operation) {
    case RELU: return f32x4.max(x, f32x4.splat(0)); // of WebAssembly's max, NaN comes out
    case TANH: return tanh4(x);
    case SIGMOID: return sigmoid4(x);
    case SOFTPLUS: return softplus4(x);
    case EXP: return exp4(x);
    case LOG: return log4(x);
    default: return x;
  }
}

@inline
function backward(operation: i32, dy: v128, y: v128): v128 {
  const one = f32x4.splat(1);
  switch (operation) {
    case RELU: return v128.andnot(dy, f32x4.le(y, f32x4.splat(0))); // of a NaN nothing is hidden
    case TANH: return f32x4.mul(dy, f32x4.mul(f32x4.sub(one, y), f32x4.add(one, y)));
    case SIGMOID: return f32x4.mul(dy, f32x4.mul(y, f32x4.sub(one, y)));
    case SOFTPLUS: return f32x4.mul(dy, sigmoidOfSoftplus(y));
    case EXP: return f32x4.mul(dy, y);
    default: return dy;
  }
}

/** σ(x) = 1 − e⁻ʸ for y = softplus x, as 2t / (1 + t) with t = tanh ½y: small ones keep their digits. */
@inline
function sigmoidOfSoftplus(y: v128): v128 {
  const t = tanh4(f32x4.mul(y, f32x4.splat(0.5)));
  return f32x4.div(f32x4.add(t, t), f32x4.add(f32x4.splat(1), t));
}
