// Attention over heads: small products of columns that stay where they are, so nothing is transposed
// or copied for them. Queries, keys and values are `[batch, steps, heads × width]`.
import { gemm } from "./gemm";
import { softmaxBackward, softmaxForward } from "./softmax";

/**
 * W = softmax(scale Q Kᵀ) and Y = W V, for each head of each example.
 * @param asking how many queries an example has; `asked`: how many keys and values
 * @param weights is given W, `[batch, heads, asking, asked]`
 * @param y is given Y, laid out as the queries
 */
export function attentionForward(
  batch: i32,
  heads: i32,
  asking: i32,
  asked: i32,
  width: i32,
  scale: f32,
  q: usize,
  k: usize,
  v: usize,
  weights: usize,
  y: usize,
  scratch: usize,
): void {
  const row = heads * width, block = <usize>(asking * asked) * 4;
  for (let example = 0; example < batch; example++) {
    for (let head = 0; head < heads; head++, weights += block) {
      const from = <usize>(example * asking * row + head * width) * 4;
      const to = <usize>(example * asked * row + head * width) * 4;
      gemm(asking, width, asked, q + from, row, 1, k + to, 1, row, weights, asked, 0, false, false,
        scratch);
      softmaxForward(asking, asked, scale, weights, weights);
      gemm(asking, asked, width, weights, asked, 1, v + to, row, 1, y + from, row, 0, false, false,
        scratch);
    }
  }
}

/**
 * The way back: dW = dY Vᵀ, from it the slopes dS inside of the softmax, dQ = dS K, dK = dSᵀ Q and
 * dV = Wᵀ dY.
 * @param slopes room for `asking` × `asked` numbers
 */
export function attentionBackward(
  batch: i32,
  heads: i32,
  asking: i32,
  asked: i32,
  width: i32,
  scale: f32,
  dy: usize,
  q: usize,
  k: usize,
  v: usize,
  weights: usize,
  dq: usize,
  dk: usize,
  dv: usize,
  slopes: usize,
  scratch: usize,
): void {
  const row = heads * width, block = <usize>(asking * asked) * 4;
  for (let example = 0; example < batch; example++) {
    for (let head = 0; head < heads; head++, weights += block) {
      const from = <usize>(example * asking * row + head * width) * 4;
      const to = <usize>(example * asked * row + head * width) * 4;
      gemm(asking, width, asked, dy + from, row, 1, v + to, 1, row, slopes, asked, 0, false, false,
        scratch);
      softmaxBackward(asking, asked, scale, slopes, weights, slopes);
      gemm(asking, asked, width, slopes, asked, 1, k + to, row, 1, dq + from, row, 0, false, false,
        scratch);
      gemm(asked, asking, width, slopes, 1, asked, q + from, row, 1, dk + to, row, 0, false, false,
        scratch);
      gemm(asked, asking, width, weights, 1, asked, dy + from, row, 1, dv + to, row, 0, false, false,
        scratch);
    }
  }
}
