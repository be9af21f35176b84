/** Four hidden switches behind six readings: few enough to enumerate, so every gradient has a referee. */
import { type Key, logSumExp, mean, normal, sigmoid, softplus } from "lib/math";
import { fold, uniform } from "lib/math";

type Row = readonly number[];
type Rows = readonly Row[];

/** z_k is 0 or 1 with even odds, x | z ~ N(W z, 0.7²); W `[6][4]`. */
export interface Switches {
  readonly W: Rows;
  readonly noise: number;
  /** `[N][6]`. */
  readonly data: Rows;
}

export const SWITCHES = { causes: 4, readings: 6, noise: 0.7, data: 60 } as const;

/** A world and its data. */
export function drawSwitches(key: Key): Switches {
  const { causes, readings, noise, data } = SWITCHES;
  const weights = normal(fold(key, "W"), causes * readings);
  const W = Array.from(
    { length: readings },
    (_, d) => Array.from(weights.subarray(d * causes, (d + 1) * causes), (w) => 1.5 * w),
  );
  const on = uniform(fold(key, "z"), data * causes), e = normal(fold(key, "e"), data * readings);
  const rows = Array.from(
    { length: data },
    (_, n) =>
      W.map((w, d) =>
        w.reduce((sum, each, k) => sum + (on[n * causes + k]! < 0.5 ? 0 : each), 0) +
        noise * e[n * readings + d]!
      ),
  );
  return { W, noise, data: rows };
}

/** All settings of the switches, `[16][4]`. */
export const settings16: Rows = Array.from(
  { length: 2 ** SWITCHES.causes },
  (_, i) => Array.from({ length: SWITCHES.causes }, (_, k) => (i >> k) & 1),
);

/** log p(x, z), nats; z may lie between 0 and 1, for what relaxes it. */
export function logJoint({ W, noise }: Switches, x: Row, z: Row): number {
  let squares = 0;
  for (let d = 0; d < x.length; d++) {
    let misfit = x[d]!;
    for (let k = 0; k < z.length; k++) misfit -= W[d]![k]! * z[k]!;
    squares += misfit * misfit;
  }
  const scale = x.length * (0.5 * Math.log(2 * Math.PI) + Math.log(noise));
  return -0.5 * squares / (noise * noise) - scale - z.length * Math.LN2;
}

/** ∂ log p(x, z) / ∂z, `[4]`. */
export function jointSlope({ W, noise }: Switches, x: Row, z: Row): number[] {
  const misfit = x.map((each, d) => z.reduce((rest, zk, k) => rest - W[d]![k]! * zk, each));
  return z.map((_, k) => misfit.reduce((sum, m, d) => sum + W[d]![k]! * m, 0) / (noise * noise));
}

/** log p(x): a sum over 16 settings. */
export const logEvidence = (world: Switches, x: Row): number =>
  logSumExp(settings16.map((z) => logJoint(world, x, z)));

/** log q(z) of independent switches with these logits. */
export const logGuess = (logits: Row, z: Row): number =>
  logits.reduce((sum, l, k) => sum + z[k]! * l - softplus(l), 0);

/** ELBO and its slope in the logits, by enumeration. */
export function exactBound(world: Switches, x: Row, logits: Row) {
  const slope = logits.map(() => 0), chances = logits.map(sigmoid);
  let bound = 0;
  for (const z of settings16) {
    const log = logGuess(logits, z), q = Math.exp(log), r = logJoint(world, x, z) - log;
    bound += q * r;
    z.forEach((zk, k) => slope[k]! += q * r * (zk - chances[k]!));
  }
  return { bound, slope };
}

/** The entropy's slope in the logits, exact: −l p (1 − p). */
export const entropySlope = (logits: Row): number[] =>
  logits.map((l) => -l * sigmoid(l) * sigmoid(-l));

/** The mean gap of a linear encoder, logits A x + b, over the data; nats. */
export function meanGap(world: Switches, logitsOf: (x: Row) => Row): number {
  return mean(
    world.data.map((x) => logEvidence(world, x) - exactBound(world, x, logitsOf(x)).bound),
  );
}
