/** Student's t distribution: density and the two probabilities its quantile is solved from. */

/**
 * Density at t, df degrees of freedom:
 * Γ((ν+1)/2) / (Γ(ν/2) √(πν)) · (1 + t²/ν)^(−(ν+1)/2), through its logarithm.
 */
export function studentDensity(t: number, df: number): number {
  const logPeak = logGammaHalfStep(df / 2) - 0.5 * Math.log(Math.PI * df);
  return Math.exp(logPeak - (df + 1) / 2 * Math.log1p(t * t / df));
}

/**
 * P(T > t) for t > 0: ½ I_x(ν/2, ½) at x = ν/(ν + t²) (Abramowitz & Stegun 26.7.1). The factor
 * before the continued fraction of the incomplete beta function is t · density(t).
 */
export function upperStudent(t: number, df: number): number {
  const x = df / (df + t * t);
  if (x >= (df / 2 + 1) / (df / 2 + 2.5)) return 0.5 - centralStudent(t, df);
  return t * studentDensity(t, df) * betaFraction(x, df / 2, 0.5) / df;
}

/** P(0 < T < t) for t > 0: ½ I_{1−x}(½, ν/2), see {@link upperStudent}. */
export function centralStudent(t: number, df: number): number {
  const x = df / (df + t * t);
  if (x < (df / 2 + 1) / (df / 2 + 2.5)) return 0.5 - upperStudent(t, df);
  return t * studentDensity(t, df) * betaFraction(t * t / (df + t * t), 0.5, df / 2);
}

/**
 * The continued fraction of I_x(a, b), without its factor x^a (1−x)^b / (a B(a, b)); good for
 * x < (a+1)/(a+b+2). Abramowitz & Stegun 26.5.8 by Lentz's method.
 */
function betaFraction(x: number, a: number, b: number): number {
  let numerator = 1;
  let denominator = 1 / (1 - (a + b) * x / (a + 1));
  let fraction = denominator;
  for (let m = 1; m < 100_000; m++) {
    const even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    let change = 1;
    for (const term of [even, odd]) {
      denominator = 1 / (1 + term * denominator);
      numerator = 1 + term / numerator;
      change = numerator * denominator;
      fraction *= change;
    }
    if (Math.abs(change - 1) <= Number.EPSILON) break;
  }
  return fraction;
}

/** Below this the argument is raised by Γ(x+1) = x Γ(x); above, the series is exact to rounding. */
const SERIES_FROM = 20;

/**
 * log Γ(x + ½) − log Γ(x) without the cancellation of two large logarithms: ½ log x plus the
 * series Σ B₂ₖ (4⁻ᵏ − 1) / (k (2k − 1)) x^(1−2k), from Stirling's (Abramowitz & Stegun 6.1.40).
 */
function logGammaHalfStep(x: number): number {
  let product = 1;
  let raised = x;
  for (; raised < SERIES_FROM; raised++) product *= raised / (raised + 0.5);
  const y = 1 / (raised * raised);
  const series = -1 / 8 + y * (1 / 192 + y * (-1 / 640 + y * (17 / 14336 - y * (31 / 18432))));
  return Math.log(product) + 0.5 * Math.log(raised) + series / raised;
}
