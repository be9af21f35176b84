// One column of a product at a time: for the heads of networks and for batches of one or two, where
// a 4×8 tile would waste most of itself. Steps are in numbers.
import { madd } from "./madd";
import { storeOne } from "./tile";

/**
 * c = act(A b + c₀ + bias) for A whose rows lie in one piece, and b in one piece: a dot product for
 * each row.
 * @param cStep from one result to the next
 * @param bias the bias of the first result, or 0 for none; the others' lie `biasStep` further
 */
export function dots(
  rows: i32,
  depth: i32,
  a: usize,
  rowStep: i32,
  b: usize,
  c: usize,
  cStep: i32,
  bias: usize,
  biasStep: i32,
  accumulate: bool,
  relu: bool,
): void {
  for (let i = 0; i < rows; i++) {
    storeOne(c, dot(depth, a, b), bias, accumulate, relu);
    a += <usize> rowStep * 4, c += <usize> cStep * 4;
    if (bias) bias += <usize> biasStep * 4;
  }
}

/** Σ a·b in eight partial sums, so that no addition waits for the one before. */
@inline
function dot(depth: i32, a: usize, b: usize): f32 {
  let even = f32x4.splat(0), odd = even;
  for (const end = a + <usize>(depth >> 3) * 32; a < end; a += 32, b += 32) {
    even = madd(v128.load(a), v128.load(b), even);
    odd = madd(v128.load(a, 16), v128.load(b, 16), odd);
  }
  const sums = f32x4.add(even, odd);
  let sum = f32x4.extract_lane(sums, 0) + f32x4.extract_lane(sums, 1) +
    (f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3));
  for (let k = depth & ~7; k < depth; k++, a += 4, b += 4) sum += load<f32>(a) * load<f32>(b);
  return sum;
}

/** As {@link dots}, for A whose columns lie in one piece: columns of A times numbers of b, added. */
export function axpys(
  rows: i32,
  depth: i32,
  a: usize,
  columnStep: i32,
  b: usize,
  bStep: i32,
  c: usize,
  cStep: i32,
  bias: usize,
  biasStep: i32,
  accumulate: bool,
  relu: bool,
): void {
  for (let i = 0; i < rows; i += 4) {
    const count = min(4, rows - i);
    const sums = count == 4
      ? fourSums(depth, a, columnStep, b, bStep)
      : fewSums(depth, count, a, columnStep, b, bStep);
    storeOne(c, f32x4.extract_lane(sums, 0), bias, accumulate, relu);
    if (count > 1) storeNext(1, f32x4.extract_lane(sums, 1), c, cStep, bias, biasStep, accumulate, relu);
    if (count > 2) storeNext(2, f32x4.extract_lane(sums, 2), c, cStep, bias, biasStep, accumulate, relu);
    if (count > 3) storeNext(3, f32x4.extract_lane(sums, 3), c, cStep, bias, biasStep, accumulate, relu);
    a += 16, c += <usize> cStep * 16;
    if (bias) bias += <usize> biasStep * 16;
  }
}

@inline
function storeNext(
  lane: i32,
  sum: f32,
  c: usize,
  cStep: i32,
  bias: usize,
  biasStep: i32,
  accumulate: bool,
  relu: bool,
): void {
  const itsBias = bias ? bias + <usize>(lane * biasStep) * 4 : 0;
  storeOne(c + <usize>(lane * cStep) * 4, sum, itsBias, accumulate, relu);
}

/** Two steps at a time, each in sums of its own. */
@inline
function fourSums(depth: i32, a: usize, columnStep: i32, b: usize, bStep: i32): v128 {
  const step = <usize> columnStep * 4, next = <usize> bStep * 4;
  let even = f32x4.splat(0), odd = even;
  let k = 0;
  for (; k + 2 <= depth; k += 2, a += 2 * step, b += 2 * next) {
    even = madd(v128.load(a), v128.load32_splat(b), even);
    odd = madd(v128.load(a + step), v128.load32_splat(b + next), odd);
  }
  if (k < depth) even = madd(v128.load(a), v128.load32_splat(b), even);
  return f32x4.add(even, odd);
}

/** The last one to three rows: nothing is read beyond them. */
function fewSums(
  depth: i32,
  count: i32,
  a: usize,
  columnStep: i32,
  b: usize,
  bStep: i32,
): v128 {
  let sums = f32x4.splat(0);
  for (let k = 0; k < depth; k++, a += <usize> columnStep * 4, b += <usize> bStep * 4) {
    let column = v128.load32_zero(a);
    if (count > 1) column = f32x4.replace_lane(column, 1, load<f32>(a, 4));
    if (count > 2) column = f32x4.replace_lane(column, 2, load<f32>(a, 8));
    sums = madd(column, v128.load32_splat(b), sums);
  }
  return sums;
}
