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
 * @param parameters rows of μ, then of log σ, which is kept between `lowest` and `highest`
 * @param scratch `columns` numbers, up to the next four
 */
export function squashedForward(
  rows: i32,
  columns: i32,
  parameters: usize,
  noise: usize,
  lowest: f32,
  highest: f32,
  action: usize,
  logDensity: usize,
  scratch: usize,
): void {
  const width = <usize> columns * 4;
  if (columns == 1) { // four rows at a time
    for (; rows >= 4; rows -= 4, parameters += 32, noise += 16, action += 16, logDensity += 16) {
      const first = v128.load(parameters), second = v128.load(parameters, 16);
      const mean = v128.shuffle<f32>(first, second, 0, 2, 4, 6), eps = v128.load(noise);
      const logStd = within(v128.shuffle<f32>(first, second, 1, 3, 5, 7), lowest, highest);
      const u = f32x4.add(mean, f32x4.mul(exp4(logStd), eps));
      v128.store(action, tanh4(u));
      v128.store(logDensity, logDensityOf(u, eps, logStd));
    }
  }
  for (let row = 0; row < rows; row++, logDensity += 4, parameters += width) {
    let term = scratch;
    for (let rest = columns; rest > 0;) {
      const whole = rest >= 4, size: usize = whole ? 16 : 4;
      const eps = read(noise, whole);
      const logStd = within(read(parameters + width, whole), lowest, highest);
      const u = f32x4.add(read(parameters, whole), f32x4.mul(exp4(logStd), eps));
      write(action, tanh4(u), whole);
      write(term, logDensityOf(u, eps, logStd), whole);
      parameters += size, noise += size, action += size, term += size;
      rest -= whole ? 4 : 1;
    }
    store<f32>(logDensity, <f32> sumRow(columns, scratch));
  }
}

/** x between two ends; NaN comes out. */
@inline
function within(x: v128, lowest: f32, highest: f32): v128 {
  return f32x4.max(f32x4.min(x, f32x4.splat(highest)), f32x4.splat(lowest));
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
 * action and by its row's log-density; 0 where log σ lies beyond its ends.
 * @param result rows of dμ, then of d(log σ)
 */
export function squashedBackward(
  rows: i32,
  columns: i32,
  dAction: usize,
  dLogDensity: usize,
  action: usize,
  parameters: usize,
  noise: usize,
  lowest: f32,
  highest: f32,
  result: usize,
): void {
  const one = f32x4.splat(1), width = <usize> columns * 4;
  for (let row = 0; row < rows; row++, dLogDensity += 4, parameters += width, result += width) {
    const dl = v128.load32_splat(dLogDensity);
    for (let rest = columns; rest > 0;) {
      const whole = rest >= 4, size: usize = whole ? 16 : 4;
      const a = read(action, whole), given = read(parameters + width, whole);
      const logStd = within(given, lowest, highest);
      const spread = f32x4.mul(exp4(logStd), read(noise, whole));
      const slope = f32x4.mul(f32x4.sub(one, a), f32x4.add(one, a));
      const du = f32x4.add(f32x4.mul(read(dAction, whole), slope), f32x4.mul(dl, f32x4.add(a, a)));
      const beyond = f32x4.ne(given, logStd); // true of a NaN, which du carries anyhow
      write(result, du, whole);
      write(result + width, v128.andnot(f32x4.sub(f32x4.mul(du, spread), dl), beyond), whole);
      dAction += size, action += size, parameters += size, noise += size, result += size;
      rest -= whole ? 4 : 1;
    }
  }
}
