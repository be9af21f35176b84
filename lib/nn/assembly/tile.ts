// The 4×8 tile of a matrix product: all its sums stay in registers.
//
// Deno installs no trap handler for WebAssembly, so every load pays a bounds check of about three
// instructions; on the other side, processors share the ports of additions with shuffles. Splitting
// a column of A into four broadcasts costs four loads, or four shuffles. Instead, the four rotations
// of the column meet B as it is: each product gives a diagonal of a 4×4 block, and the diagonals are
// put straight once, at the end. Three rotations are loads from a column that was packed twice in a
// row, one is a shuffle. Eight sums, three rotations, two vectors of B and a product fit into the
// fifteen registers that V8 gives away; a 6×8 or 4×12 tile does not, and runs at half the speed.
import { madd } from "./madd";

export const TILE_ROWS: i32 = 4;
export const TILE_COLUMNS: i32 = 8;
/** Bytes of a packed column of A: its four numbers, twice. */
export const A_STEP: i32 = 32;
/** Bytes of a packed row of B: eight numbers. */
export const B_STEP: i32 = 32;

/**
 * C = act(A B + C₀ + bias) for 4×8 numbers.
 * @param depth length of the sums
 * @param a packed `[depth][4, the same 4]`
 * @param b packed `[depth][8]`
 * @param c the first of the numbers; rows lie `stride` bytes apart
 * @param bias eight numbers, or 0 for none
 * @param accumulate whether to add to what C holds
 * @param relu whether to replace negative numbers by 0 (a NaN stays)
 */
export function tile(
  depth: i32,
  a: usize,
  b: usize,
  c: usize,
  stride: usize,
  bias: usize,
  accumulate: bool,
  relu: bool,
): void {
  const zero = f32x4.splat(0);
  let left0 = zero, left1 = zero, left2 = zero, left3 = zero;
  let right0 = zero, right1 = zero, right2 = zero, right3 = zero;
  for (const end = a + <usize> depth * A_STEP; a < end; a += A_STEP, b += B_STEP) {
    const left = v128.load(b), right = v128.load(b, 16);
    const column = v128.load(a); // a₀ a₁ a₂ a₃
    left0 = madd(column, left, left0), right0 = madd(column, right, right0);
    const once = v128.load(a, 4); // a₁ a₂ a₃ a₀
    left1 = madd(once, left, left1), right1 = madd(once, right, right1);
    const twice = v128.load(a, 8); // a₂ a₃ a₀ a₁
    left2 = madd(twice, left, left2), right2 = madd(twice, right, right2);
    const thrice = v128.shuffle<f32>(column, column, 3, 0, 1, 2); // a₃ a₀ a₁ a₂
    left3 = madd(thrice, left, left3), right3 = madd(thrice, right, right3);
  }
  const leftBias = bias ? v128.load(bias) : zero, rightBias = bias ? v128.load(bias, 16) : zero;
  storeBlock(left0, left1, left2, left3, c, stride, leftBias, accumulate, relu);
  storeBlock(right0, right1, right2, right3, c + 16, stride, rightBias, accumulate, relu);
}

/** Lane l of `diagonal`r belongs to row (l + r) mod 4, column l. */
@inline
function storeBlock(
  diagonal0: v128,
  diagonal1: v128,
  diagonal2: v128,
  diagonal3: v128,
  c: usize,
  stride: usize,
  bias: v128,
  accumulate: bool,
  relu: bool,
): void {
  const top0 = v128.shuffle<f32>(diagonal0, diagonal3, 0, 5, 2, 7);
  const top1 = v128.shuffle<f32>(diagonal1, diagonal0, 0, 5, 2, 7);
  const top2 = v128.shuffle<f32>(diagonal2, diagonal1, 0, 5, 2, 7);
  const top3 = v128.shuffle<f32>(diagonal3, diagonal2, 0, 5, 2, 7);
  storeRow(c, v128.shuffle<f32>(top0, top2, 0, 1, 6, 7), bias, accumulate, relu);
  storeRow(c + stride, v128.shuffle<f32>(top1, top3, 0, 1, 6, 7), bias, accumulate, relu);
  storeRow(c + 2 * stride, v128.shuffle<f32>(top2, top0, 0, 1, 6, 7), bias, accumulate, relu);
  storeRow(c + 3 * stride, v128.shuffle<f32>(top3, top1, 0, 1, 6, 7), bias, accumulate, relu);
}

@inline
export function storeRow(at: usize, sums: v128, bias: v128, accumulate: bool, relu: bool): void {
  let value = f32x4.add(sums, bias);
  if (accumulate) value = f32x4.add(value, v128.load(at));
  if (relu) value = f32x4.max(value, f32x4.splat(0)); // of WebAssembly's max, NaN comes out
  v128.store(at, value);
}

/** What {@link storeRow} does, for one number; `bias` is the number's own address, or 0. */
@inline
export function storeOne(at: usize, sum: f32, bias: usize, accumulate: bool, relu: bool): void {
  let value = sum;
  if (bias) value += load<f32>(bias);
  if (accumulate) value += load<f32>(at);
  if (relu) value = max<f32>(value, 0);
  store<f32>(at, value);
}
