// A Gaussian squashed by tanh: actions with their log-densities, and the way back.
import { exp4, softplus4, tanh4 } from "./functions";
import { read, write } from "./lanes";
import { sumRow } from "./sums";

const HALF_LOG_TWO_PI: f32 = 0.9189385332046727;
const TWO_LOG_TWO: f32 = 1.3862943611198906;

/**
 * a = tanh u, u = μ + σ ε, and the log-density of a, added up over each row:
 * Σ −½ ε² − log σ − ½ log 2π − 2 (log 2 − u − softplus(−2u)).
 * The last term is log(1 − tanh² u) without its cancellation.
 * @param scratch `columns` numbers, up to the next four
 */
export function squashedForward(
  rows: i32,
  columns: i32,
  mean: usize,
  logStd: usize,
  noise: usize,
  action: usize,
  logDensity: usize,
  scratch: usize,
): void {
  for (let row = 0; row < rows; row++, logDensity += 4) {
    let term = scratch;
    for (let rest = columns; rest > 0;) {
      const whole = rest >= 4, size: usize = whole ? 16 : 4;
      const eps = read(noise, whole), width = read(logStd, whole);
      const u = f32x4.add(read(mean, whole), f32x4.mul(exp4(width), eps));
      write(action, tanh4(u), whole);
      write(term, logDensityOf(u, eps, width), whole);
      mean += size, logStd += size, noise += size, action += size, term += size;
      rest -= whole ? 4 : 1;
    }
    store<f32>(logDensity, <f32> sumRow(columns, scratch));
  }
}

@inline
function logDensityOf(u: v128, eps: v128, logStd: v128): v128 {
  const square = f32x4.mul(f32x4.mul(eps, eps), f32x4.splat(-0.5));
  const gauss = f32x4.sub(f32x4.sub(square, logStd), f32x4.splat(HALF_LOG_TWO_PI));
  const soft = softplus4(f32x4.mul(u, f32x4.splat(-2)));
  const slope = f32x4.sub(f32x4.splat(TWO_LOG_TWO), f32x4.mul(f32x4.splat(2), f32x4.add(u, soft)));
  return f32x4.sub(gauss, slope);
}

/**
 * dμ = da (1 − a²) + dl · 2a and d(log σ) = dμ σ ε − dl, where da and dl are the derivatives by the
 * action and by its row's log-density.
 */
export function squashedBackward(
  rows: i32,
  columns: i32,
  dAction: usize,
  dLogDensity: usize,
  action: usize,
  logStd: usize,
  noise: usize,
  dMean: usize,
  dLogStd: usize,
): void {
  const one = f32x4.splat(1);
  for (let row = 0; row < rows; row++, dLogDensity += 4) {
    const dl = v128.load32_splat(dLogDensity);
    for (let rest = columns; rest > 0;) {
      const whole = rest >= 4, size: usize = whole ? 16 : 4;
      const a = read(action, whole), spread = f32x4.mul(exp4(read(logStd, whole)), read(noise, whole));
      const slope = f32x4.mul(f32x4.sub(one, a), f32x4.add(one, a));
      const du = f32x4.add(f32x4.mul(read(dAction, whole), slope), f32x4.mul(dl, f32x4.add(a, a)));
      write(dMean, du, whole);
      write(dLogStd, f32x4.sub(f32x4.mul(du, spread), dl), whole);
      dAction += size, action += size, logStd += size, noise += size, dMean += size, dLogStd += size;
      rest -= whole ? 4 : 1;
    }
  }
}
