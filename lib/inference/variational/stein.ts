/** Stein variational gradient descent: where to move particles so that they become a distribution. */
import {
  door,
  type Given,
  optional,
  positive,
  record,
  required,
  settings,
  ShapeError,
  vector,
  whole,
} from "../../math/mod.ts";

const DOING = "find Stein directions";
const STEIN = settings({
  dimensions: required(whole(1)),
  bandwidth: optional(positive),
});
const checkParticles = door(DOING, {
  particles: record({ fixed: vector("ND"), scores: vector("ND"), moved: vector("MD") }),
});

/** Particles as flat lists, row after row. */
export interface SteinParticles {
  /** x_i, `[n, D]`: where the target is asked. */
  readonly fixed: ArrayLike<number>;
  /** ∇ log p(x_i), `[n, D]`; a constant in log p does not matter. */
  readonly scores: ArrayLike<number>;
  /** y_j, `[m, D]`: the particles to be moved, often the same. */
  readonly moved: ArrayLike<number>;
}

/**
 * Sizes and kernel: `dimensions` D, numbers of a particle; `bandwidth` h of the kernel
 * κ(x, y) = exp(−|x − y|²/h), the median of all |x_i − y_j|² divided by log n when left out.
 */
export type SteinOptions = Given<typeof STEIN>;

/**
 * The direction in which each particle lowers KL(q ‖ p) fastest, among smooth fields of unit size:
 * Δ(y) = 1/n Σ_i κ(x_i, y) ∇log p(x_i) + ∇_{x_i} κ(x_i, y). The first term pulls uphill, the second
 * pushes particles apart: ∇_x κ = 2 (y − x)/h κ. Liu & Wang 2016, equation 8, with the kernel and
 * the median rule of their section 5 (h = median²/log n; with all pairs of fixed and moved particles).
 *
 * @param particles flat, row after row
 * @returns `[m, D]` flat
 * @throws {ShapeError|TypeError|RangeError} for lists that do not fit each other or the dimensions;
 *   {RangeError} when the median is asked of particles that are all in one place, or n is 1
 * @example
 * ```ts
 * import { steinDirections } from "lib/inference";
 * import { assertEquals } from "@std/assert";
 *
 * // one particle knows no neighbour: it climbs the slope, −x of a standard normal
 * const particles = { fixed: [2], scores: [-2], moved: [2] };
 * assertEquals(steinDirections(particles, { dimensions: 1, bandwidth: 1 }), Float64Array.of(-2));
 * ```
 */
export function steinDirections(particles: SteinParticles, options: SteinOptions): Float64Array {
  const { dimensions, bandwidth } = STEIN.read(DOING, options);
  checkParticles({ particles });
  for (const name of ["fixed", "moved"] as const) {
    const { length } = particles[name];
    if (length > 0 && length % dimensions === 0) continue;
    throw new ShapeError(DOING, `particles.${name}`, [length], `rows of ${dimensions} numbers`);
  }
  const squares = squaredDistances(particles, dimensions);
  const h = bandwidth ?? medianBandwidth(squares, particles.fixed.length / dimensions);
  return directions(particles, squares, dimensions, h);
}

/** |x_i − y_j|², row i, column j. */
function squaredDistances({ fixed, moved }: SteinParticles, dimensions: number): Float64Array {
  const n = fixed.length / dimensions, m = moved.length / dimensions;
  const squares = new Float64Array(n * m);
  for (let i = 0, at = 0; i < n; i++) {
    for (let j = 0; j < m; j++, at++) {
      let square = 0;
      for (let d = 0; d < dimensions; d++) {
        const apart = fixed[i * dimensions + d]! - moved[j * dimensions + d]!;
        square += apart * apart;
      }
      squares[at] = square;
    }
  }
  return squares;
}

/** The median of the squares over log n: then a particle weighs about 1 in n at the median distance. */
function medianBandwidth(squares: Float64Array, count: number): number {
  const parted = squares.slice(), half = parted.length >> 1, upper = selected(parted, half);
  let lower = upper;
  if (parted.length % 2 === 0) lower = parted.subarray(0, half).reduce((a, b) => Math.max(a, b));
  const median = (lower + upper) / 2;
  return positive.check(DOING, "the median bandwidth", median / Math.log(count));
}

/** The number that a sorted list would have at place k, by Hoare's selection; those before are no greater. */
function selected(values: Float64Array, k: number): number {
  let low = 0, high = values.length - 1;
  while (low < high) {
    const pivot = values[k]!;
    let i = low, j = high;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i > j) break;
      [values[i], values[j]] = [values[j]!, values[i]!];
      i++, j--;
    }
    if (j < k) low = i;
    if (k < i) high = j;
  }
  return values[k]!;
}

function directions(
  { fixed, scores, moved }: SteinParticles,
  squares: Float64Array,
  dimensions: number,
  bandwidth: number,
): Float64Array {
  const n = fixed.length / dimensions, m = moved.length / dimensions;
  const found = new Float64Array(moved.length);
  for (let i = 0, at = 0; i < n; i++) {
    for (let j = 0; j < m; j++, at++) {
      const weight = Math.exp(-squares[at]! / bandwidth) / n, push = 2 * weight / bandwidth;
      for (let d = 0; d < dimensions; d++) {
        const x = i * dimensions + d, y = j * dimensions + d;
        found[y]! += weight * scores[x]! + push * (moved[y]! - fixed[x]!);
      }
    }
  }
  return found;
}
