/** Layers in plain float64, number by number from their equations. Imports nothing. */

/** Numbers by the name of their tensor, row-major. */
export type Numbers = Readonly<Record<string, readonly number[]>>;

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** The activations of a dense layer. */
export const activations: Readonly<Record<string, (x: number) => number>> = {
  linear: (x) => x,
  relu: (x) => (x > 0 ? x : 0),
  tanh: Math.tanh,
  sigmoid,
  exp: Math.exp,
  softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
};

/** Σ_i x[b, i] w[i, o] + bias[o] of matrices that start somewhere in their lists. */
function affine(
  x: (i: number) => number,
  w: (i: number) => number,
  bias: number,
  inputs: number,
): number {
  let sum = bias;
  for (let i = 0; i < inputs; i++) sum += x(i) * w(i);
  return sum;
}

/** act(x W + b) of T networks, `[T, B, I] · [T, I, O]`; x is `[B, I]` when it is shared by all. */
export function denseOracle(
  { x, weight, bias }: Numbers,
  sides: { networks: number; examples: number; inputs: number; outputs: number; shared: boolean },
  activation: string,
): number[] {
  const { networks, examples, inputs, outputs, shared } = sides;
  const act = activations[activation]!, y: number[] = [];
  for (let t = 0; t < networks; t++) {
    for (let b = 0; b < examples; b++) {
      for (let o = 0; o < outputs; o++) {
        const row = ((shared ? 0 : t * examples) + b) * inputs, matrix = t * inputs * outputs + o;
        const sum = affine(
          (i) => x![row + i]!,
          (i) => weight![matrix + i * outputs]!,
          bias![t * outputs + o]!,
          inputs,
        );
        y.push(act(sum));
      }
    }
  }
  return y;
}

/** PyTorch's GRU cell, from its documentation: gates r, z, n; r acts after the product. */
export function gruOracle(
  { x, state, inputWeight, inputBias, stateWeight, stateBias }: Numbers,
  { examples, inputs, hidden }: { examples: number; inputs: number; hidden: number },
): number[] {
  const ofX = gatesOf(x!, inputWeight!, inputBias!, inputs, hidden);
  const ofH = gatesOf(state!, stateWeight!, stateBias!, hidden, hidden);
  return Array.from({ length: examples * hidden }, (_, at) => {
    const b = Math.floor(at / hidden), j = at % hidden;
    const r = sigmoid(ofX(0, b, j) + ofH(0, b, j)), z = sigmoid(ofX(1, b, j) + ofH(1, b, j));
    const n = Math.tanh(ofX(2, b, j) + r * ofH(2, b, j));
    return (1 - z) * n + z * state![at]!;
  });
}

/** What a gate of an example's j-th unit gets from x, or from h. */
function gatesOf(
  from: readonly number[],
  weight: readonly number[],
  bias: readonly number[],
  width: number,
  hidden: number,
): (gate: number, b: number, j: number) => number {
  return (gate, b, j) =>
    affine(
      (i) => from[b * width + i]!,
      (i) => weight[(gate * width + i) * hidden + j]!,
      bias[gate * hidden + j]!,
      width,
    );
}

/** γ (x − mean) / √(variance + ε) + β over rows of a width. */
export function layerNormOracle(
  { x, scale, offset }: Numbers,
  width: number,
  epsilon: number,
): number[] {
  return x!.map((value, at) => {
    const row = x!.slice(at - at % width, at - at % width + width);
    const mean = row.reduce((sum, each) => sum + each, 0) / width;
    const variance = row.reduce((sum, each) => sum + (each - mean) ** 2, 0) / width;
    const d = at % width;
    return scale![d]! * (value - mean) / Math.sqrt(variance + epsilon) + offset![d]!;
  });
}

/** The sides of a convolution: images `[B, H, W, C]`, a window `[K, K]`, F filters. */
export interface ConvolutionSides {
  readonly examples: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly size: number;
  readonly filters: number;
  readonly stride: number;
  readonly padding: "valid" | "same" | number;
}

/** How many places the window has along a side, and how many zeros stand in front. */
export function placesOf(
  side: number,
  { size, stride, padding }: ConvolutionSides,
): { places: number; front: number } {
  if (padding === "same") {
    const places = Math.ceil(side / stride);
    const zeros = Math.max(0, (places - 1) * stride + size - side);
    return { places, front: Math.floor(zeros / 2) };
  }
  const front = padding === "valid" ? 0 : padding;
  return { places: Math.floor((side + 2 * front - size) / stride) + 1, front };
}

/** Σ over the window and the channels, number by number, plus the bias. */
export function convolutionOracle(
  { x, weight, bias }: Numbers,
  sides: ConvolutionSides,
  activation: string,
): number[] {
  const { examples, height, width, channels, size, filters, stride } = sides;
  const down = placesOf(height, sides), across = placesOf(width, sides);
  const pixel = (b: number, i: number, j: number, c: number) =>
    i < 0 || j < 0 || i >= height || j >= width
      ? 0
      : x![((b * height + i) * width + j) * channels + c]!;
  const count = examples * down.places * across.places * filters;
  return Array.from({ length: count }, (_, to) => {
    const [b, i, j, f] = placeIn([examples, down.places, across.places, filters], to);
    let sum = bias![f!]!;
    for (let at = 0; at < size * size * channels; at++) {
      const [u, v, c] = placeIn([size, size, channels], at);
      const row = i! * stride + u! - down.front, column = j! * stride + v! - across.front;
      sum += pixel(b!, row, column, c!) * weight![at * filters + f!]!;
    }
    return activations[activation]!(sum);
  });
}

/** Where a number of a row-major list stands in its shape. */
function placeIn(shape: readonly number[], index: number): number[] {
  const place: number[] = [];
  for (const side of shape.toReversed()) {
    place.unshift(index % side);
    index = Math.floor(index / side);
  }
  return place;
}

/** Every pixel lays its window down, number by number; y has the sides of a convolution's input. */
export function transposedConvolutionOracle(
  { x, weight, bias }: Numbers,
  sides: ConvolutionSides & { readonly places: readonly [number, number] },
  activation: string,
): number[] {
  const { examples, height, width, channels, size, filters, stride, places } = sides;
  const top = placesOf(height, sides).front, left = placesOf(width, sides).front;
  const y = Array.from(
    { length: examples * height * width * filters },
    (_, at) => bias![at % filters]!,
  );
  x!.forEach((value, from) => {
    const [b, i, j, c] = placeIn([examples, ...places, channels], from);
    for (let at = 0; at < size * size * filters; at++) {
      const [u, v, f] = placeIn([size, size, filters], at);
      const row = i! * stride + u! - top, column = j! * stride + v! - left;
      if (row < 0 || column < 0 || row >= height || column >= width) continue;
      y[((b! * height + row) * width + column) * filters + f!]! += value *
        weight![at * channels + c!]!;
    }
  });
  return y.map(activations[activation]!);
}
