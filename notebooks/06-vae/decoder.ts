/** A small decoder in float64, without tensors: for a page, which has none. */

/** Weights of a decoder of two layers as plain lists, each layer's row by row. */
export type PlainLayers = readonly {
  readonly weight: readonly number[];
  readonly bias: readonly number[];
}[];

/** What a decoder writes at a code: chances of ink, in float64. */
export function written(layers: PlainLayers, code: readonly number[]): readonly number[] {
  const outputs = layers.reduce<readonly number[]>((input, { weight, bias }, l) => {
    const inputs = l === 0 ? input : input.map((each) => Math.max(0, each));
    return bias.map((each, j) =>
      inputs.reduce((sum, x, i) => sum + x * weight[i * bias.length + j]!, each)
    );
  }, code);
  return outputs.map((y) => 1 / (1 + Math.exp(-y)));
}
