/** Two steps of a model small enough to integrate: every sum of the bound, by a grid over z₁. */

/** log N(x; m, s²). */
export function logNormal(x: number, m: number, s: number): number {
  return -(((x - m) / s) ** 2) / 2 - Math.log(s * Math.sqrt(2 * Math.PI));
}

/** Spreads of the second code and of the pictures, the torque between, and what is seen. */
export const TOY = { code: 0.5, picture: 0.4, torque: 0.3, seen: [0.9, -0.2] } as const;

/** h₂ from z₁ and the torque; h₁ is 0. */
export const toyMemory = (z: number): number => Math.tanh(1.5 * z + TOY.torque);

/** Mean and spread of what is known when a prior N(m, s²) meets a picture N(z + h, picture²). */
export function toyLook(m: number, s: number, h: number, o: number): readonly [number, number] {
  const precision = 1 / s ** 2 + 1 / TOY.picture ** 2;
  return [(m / s ** 2 + (o - h) / TOY.picture ** 2) / precision, Math.sqrt(1 / precision)];
}

const CELLS = 4000, LOW = -8, HIGH = 8;

/** ∫ f(z) dz by the midpoint rule. */
export function overCode(f: (z: number) => number): number {
  const width = (HIGH - LOW) / CELLS;
  let sum = 0;
  for (let i = 0; i < CELLS; i++) sum += f(LOW + (i + 0.5) * width) * width;
  return sum;
}

/** log p(o₂ | h₂): the second code integrated out. */
export const toyNext = (z: number): number =>
  logNormal(
    TOY.seen[1],
    2 * toyMemory(z),
    Math.hypot(TOY.code, TOY.picture),
  );

/** log p(o₁, o₂ | a). */
export function toyEvidence(): number {
  const [first] = TOY.seen;
  return Math.log(
    overCode((z) => Math.exp(logNormal(z, 0, 1) + logNormal(first, z, TOY.picture) + toyNext(z))),
  );
}

/** KL of two Gaussians of one number. */
export function klOf(m: number, s: number, m2: number, s2: number): number {
  return Math.log(s2 / s) + (s * s + (m - m2) ** 2) / (2 * s2 * s2) - 0.5;
}

/** The two terms of (PLN-2) for an encoder q(z₁ | o₁) = N(m, s²) and the best q(z₂ | h₂, o₂). */
export function toyBound(m: number, s: number) {
  const expected = (mean: number, std: number, o: number, h: number) =>
    logNormal(o, h + mean, TOY.picture) - std ** 2 / (2 * TOY.picture ** 2);
  const q = (z: number) => Math.exp(logNormal(z, m, s));
  const second = (z: number) => {
    const h = toyMemory(z), [mean, std] = toyLook(h, TOY.code, h, TOY.seen[1]);
    return { pictures: expected(mean, std, TOY.seen[1], h), kl: klOf(mean, std, h, TOY.code) };
  };
  return {
    pictures: expected(m, s, TOY.seen[0], 0) + overCode((z) => q(z) * second(z).pictures),
    kl: klOf(m, s, 0, 1) + overCode((z) => q(z) * second(z).kl),
  };
}

/** KL(q(z₁) ‖ p(z₁ | o₁, o₂)): what the encoder did not know. */
export function toyGap(m: number, s: number): number {
  const evidence = toyEvidence(), [first] = TOY.seen;
  return overCode((z) => {
    const own = logNormal(z, m, s);
    const joint = logNormal(z, 0, 1) + logNormal(first, z, TOY.picture) + toyNext(z);
    return Math.exp(own) * (own - joint + evidence);
  });
}

/**
 * What the bound of {@link toyBound} is on average over the second pictures that the model expects after
 * the first, for a look N(m, s²) at the first.
 */
export function toyExpectedBound(m: number, s: number): number {
  const [first] = TOY.seen, [exactMean, exactStd] = toyLook(0, 1, 0, first);
  const over = (mean: number, std: number, f: (h: number) => number) =>
    overCode((z) => Math.exp(logNormal(z, mean, std)) * f(toyMemory(z)));
  const v = TOY.code ** 2 + TOY.picture ** 2;
  const apart = over(exactMean, exactStd, (h) => h * h) + over(m, s, (h) => h * h) -
    2 * over(exactMean, exactStd, (h) => h) * over(m, s, (h) => h); // E (h − h′)²
  const next = -(v + 4 * apart) / (2 * v) - Math.log(Math.sqrt(2 * Math.PI * v));
  const look = logNormal(first, m, TOY.picture) - s ** 2 / (2 * TOY.picture ** 2);
  return look - klOf(m, s, 0, 1) + next;
}
