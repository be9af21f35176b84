/** Chapter 12 in plain float64, from its definitions. Imports nothing of lib. */

export type Row = readonly number[];
export const sum = (values: Row): number => values.reduce((total, each) => total + each, 0);
export const average = (values: Row): number => sum(values) / values.length;

/** log N(x; m, s²). */
export const logNormal = (x: number, m: number, s: number): number =>
  -0.5 * ((x - m) / s) ** 2 - Math.log(s * Math.sqrt(2 * Math.PI));

/** ∫ f by the trapezoid rule on [low, high]. */
export function integral(
  f: (x: number) => number,
  low: number,
  high: number,
  cells = 2000,
): number {
  const width = (high - low) / cells;
  let total = (f(low) + f(high)) / 2;
  for (let i = 1; i < cells; i++) total += f(low + i * width);
  return total * width;
}

/** KL(q ‖ p) of two Gaussians of one number, by integration. */
export const klBetween = (m: number, s: number, m2: number, s2: number): number =>
  integral(
    (x) => Math.exp(logNormal(x, m, s)) * (logNormal(x, m, s) - logNormal(x, m2, s2)),
    m - 12 * s,
    m + 12 * s,
  );

/** The pendulum of Gymnasium, float64: [θ, ω] after one step of 0.05 s, and what it paid. */
export function swing([angle, velocity]: readonly [number, number], torque: number) {
  const turned = angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));
  const paid = -(turned ** 2 + 0.1 * velocity ** 2 + 0.001 * torque ** 2);
  const faster = velocity + (15 * Math.sin(angle) + 3 * torque) * 0.05;
  const bounded = Math.min(Math.max(faster, -8), 8);
  return { state: [angle + 0.05 * bounded, bounded] as const, paid };
}

/** Grey values of the rod at an angle, 16 × 16: soft distance, by the nearest of many points. */
export function rod(angle: number): number[] {
  return Array.from({ length: 256 }, (_, pixel) => {
    const x = (2 * (pixel % 16) + 1) / 16 - 1, y = 1 - (2 * Math.floor(pixel / 16) + 1) / 16;
    let least = Infinity;
    for (let i = 0; i <= 100; i++) {
      const r = 0.8 * i / 100;
      least = Math.min(least, Math.hypot(x + r * Math.sin(angle), y - r * Math.cos(angle)));
    }
    return Math.round(255 / (1 + Math.exp((least - 0.1) / 0.1))) / 255;
  });
}
