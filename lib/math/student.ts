/**
 * Student's t distribution: the two probabilities its quantile is solved from, as logarithms, since
 * tails of 1e-300 are asked for and Newton's method looks beyond them.
 */

/** Log density at 0, df degrees of freedom: log Γ((ν+1)/2) − log Γ(ν/2) − ½ log πν. */
export function logStudentPeak(df: number): number {
  return logGammaHalfStep(df / 2) - 0.5 * Math.log(Math.PI * df);
}

/** log (t · density(t)), density ∝ (1 + t²/ν)^(−(ν+1)/2): the probability's slope in log t. */
export function logStudentSlope(t: number, df: number): number {
  return logStudentPeak(df) + Math.log(t) - (df + 1) / 2 * Math.log1p(t * t / df);
}

/**
 * log P(T > t) for t > 0: ½ I_x(ν/2, ½) at x = ν/(ν + t²) (Abramowitz & Stegun 26.7.1). The factor
 * before the fraction or series of the incomplete beta function is t · density(t), up to ν.
 */
export function logUpperStudent(t: number, df: number): number {
  if (isCentral(t, df)) return Math.log(0.5 - Math.exp(logCentralStudent(t, df)));
  const fraction = tailFraction(df / 2, t * t / (df + t * t));
  return logStudentSlope(t, df) + Math.log(fraction / df);
}

/** log P(0 < T < t) for t > 0: ½ I_y(½, ν/2) at y = 1 − x, see {@link logUpperStudent}. */
export function logCentralStudent(t: number, df: number): number {
  if (!isCentral(t, df)) return Math.log(0.5 - Math.exp(logUpperStudent(t, df)));
  const y = t * t / (df + t * t);
  let term = 1, sum = 1;
  for (let n = 0; term > sum * Number.EPSILON / 4; n++) { // 2F1((ν+1)/2, 1; 3/2; y), DLMF 8.17.8
    term *= (0.5 + df / 2 + n) / (1.5 + n) * y;
    sum += term;
  }
  return logStudentSlope(t, df) + Math.log(sum);
}

/** Whether y lies left of the mean of its beta distribution: then the series is short. */
function isCentral(t: number, df: number): boolean {
  return t * t / (df + t * t) <= 1.5 / (df / 2 + 2.5);
}

/**
 * The continued fraction of I_x(a, ½) without its factor (DLMF 8.17.22), every two of its terms
 * d₂ₘ, d₂ₘ₊₁ drawn together: 1/(β₀ − α₁/(β₁ − α₂/…)) with βₘ = 1 + d₂ₘ + d₂ₘ₊₁ and
 * αₘ = d₂ₘ₋₁ d₂ₘ. Then 1 + d₂ₘ₊₁ can be written with y = 1 − x, which for many degrees of freedom
 * is tiny and would lose its digits. Evaluated by Lentz's method.
 */
function tailFraction(a: number, y: number): number {
  const even = (m: number) => m * (0.5 - m) * (1 - y) / ((a + 2 * m - 1) * (a + 2 * m));
  const odd = (m: number) => (a + m) * (a + 0.5 + m) / ((a + 2 * m) * (a + 2 * m + 1));
  const onePlusOdd = (m: number) =>
    (a * (2 * m + 0.5) + m * (3 * m + 1.5)) / ((a + 2 * m) * (a + 2 * m + 1)) + odd(m) * y;
  let numerator = onePlusOdd(0);
  let denominator = 0;
  let fraction = 1 / numerator;
  for (let m = 1; m < 100_000; m++) {
    const alpha = odd(m - 1) * (1 - y) * even(m);
    const beta = onePlusOdd(m) + even(m);
    denominator = 1 / (beta + alpha * denominator);
    numerator = beta + alpha / numerator;
    const change = numerator * denominator;
    fraction /= change;
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
