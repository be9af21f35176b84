/** Convolutions in plain float64, by their definition. Imports nothing. */

/** Sizes of a convolution; `top` and `left` count the zeros in front. */
export interface ConvSizes {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly kernelHeight: number;
  readonly kernelWidth: number;
  readonly filters: number;
  readonly strideHeight: number;
  readonly strideWidth: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly top: number;
  readonly left: number;
}

export type Padding = "same" | "valid" | number;

/** How many places a kernel has along a side, and how many zeros stand in front of it. */
export function placesAlong(
  side: number,
  kernel: number,
  stride: number,
  padding: Padding,
): { places: number; front: number } {
  if (padding === "same") { // ⌈side / stride⌉ places, an odd zero at the end
    const places = Math.ceil(side / stride);
    return { places, front: Math.max(0, (places - 1) * stride + kernel - side) >> 1 };
  }
  const front = padding === "valid" ? 0 : padding;
  return { places: Math.floor((side + 2 * front - kernel) / stride) + 1, front };
}

/** A list of sums, and of the sums of the sizes of their terms, by which rounding is measured. */
export interface Sums {
  readonly sums: Float64Array;
  readonly sizes: Float64Array;
  /** The most terms that one of them has. */
  readonly terms: number;
}

/** Calls `visit` with the places of x, filter and y in every product that the convolution is made of. */
function everyProduct(s: ConvSizes, visit: (x: number, filter: number, y: number) => void): void {
  for (let b = 0; b < s.batch; b++) {
    for (let i = 0; i < s.outHeight; i++) {
      for (let j = 0; j < s.outWidth; j++) {
        for (let p = 0; p < s.kernelHeight; p++) {
          for (let q = 0; q < s.kernelWidth; q++) {
            const row = i * s.strideHeight + p - s.top, column = j * s.strideWidth + q - s.left;
            if (row < 0 || row >= s.height || column < 0 || column >= s.width) continue;
            const x = ((b * s.height + row) * s.width + column) * s.channels;
            const filter = (p * s.kernelWidth + q) * s.channels * s.filters;
            const y = ((b * s.outHeight + i) * s.outWidth + j) * s.filters;
            for (let c = 0; c < s.channels; c++) {
              for (let f = 0; f < s.filters; f++) visit(x + c, filter + c * s.filters + f, y + f);
            }
          }
        }
      }
    }
  }
}

function summed(
  s: ConvSizes,
  count: number,
  term: (x: number, filter: number, y: number) => readonly [number, number],
): Sums {
  const sums = new Float64Array(count),
    sizes = new Float64Array(count),
    n = new Array(count).fill(0);
  everyProduct(s, (x, filter, y) => {
    const [at, value] = term(x, filter, y);
    sums[at]! += value, sizes[at]! += Math.abs(value), n[at]++;
  });
  return { sums, sizes, terms: n.reduce((most, each) => Math.max(most, each), 0) };
}

type Values = ArrayLike<number>;

/** y = x ∗ filter. */
export function convOracle(s: ConvSizes, x: Values, filter: Values): Sums {
  const count = s.batch * s.outHeight * s.outWidth * s.filters;
  return summed(s, count, (i, k, o) => [o, x[i]! * filter[k]!]);
}

/** dx, of a loss that rises by dy with y. */
export function inputOracle(s: ConvSizes, dy: Values, filter: Values): Sums {
  const count = s.batch * s.height * s.width * s.channels;
  return summed(s, count, (i, k, o) => [i, dy[o]! * filter[k]!]);
}

/** dFilter, likewise. */
export function filterOracle(s: ConvSizes, x: Values, dy: Values): Sums {
  const count = s.kernelHeight * s.kernelWidth * s.channels * s.filters;
  return summed(s, count, (i, k, o) => [k, x[i]! * dy[o]!]);
}
